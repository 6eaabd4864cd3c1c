// Who is signed in, in an encrypted cookie of iron-session.
import { getIronSession } from 'iron-session'
import { cookies } from 'next/headers'

export interface User {
  id: string
  name: string
  accountId: string
}

export const session = async () =>
  await getIronSession<{ user?: User }>(await cookies(), {
    cookieName: 'session',
    password: process.env.SESSION_SECRET ?? '',
    cookieOptions: { secure: process.env.INTUIT_ORIGIN === undefined, sameSite: 'lax' },
  })
