// Who is signed in, in a signed cookie.
import { parseSigned } from 'hono/utils/cookie'

export const SESSION_SECRET = process.env.SESSION_SECRET ?? ''

export interface User {
  id: string
  name: string
  accountId: string
}

/** Stands for your table of people. */
const users = new Map<string, User>([['ada', { id: 'ada', name: 'Ada', accountId: 'harborline' }]])

export async function userOf(request: Request): Promise<User | null> {
  const { user } = await parseSigned(request.headers.get('cookie') ?? '', SESSION_SECRET, 'user')
  return (user && users.get(user)) || null
}

export const signInPage = '<form method="post" action="/sign-in"><button>Sign in as Ada</button></form>'
