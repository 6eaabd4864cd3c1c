// Who is signed in, in a signed cookie of React Router's.
import { createCookieSessionStorage } from 'react-router'

export interface User {
  id: string
  name: string
  accountId: string
}

export const { getSession, commitSession } = createCookieSessionStorage<{ user: User }>({
  cookie: {
    name: 'session',
    secrets: [process.env.SESSION_SECRET ?? ''],
    httpOnly: true,
    path: '/',
    sameSite: 'lax', // Intuit's redirect brings it along
  },
})

export async function userOf(request: Request): Promise<User | undefined> {
  return (await getSession(request.headers.get('Cookie'))).get('user')
}
