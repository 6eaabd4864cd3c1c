// Who is signed in, in a session of express-session.
import session from 'express-session'

declare module 'express-session' {
  interface SessionData {
    user: { id: string; name: string; accountId: string }
  }
}

export const sessions = session({
  secret: process.env.SESSION_SECRET ?? '',
  resave: false,
  saveUninitialized: false,
  cookie: { httpOnly: true, sameSite: 'lax' }, // lax: Intuit's redirect brings it along
})

export const signInPage = '<form method="post" action="/sign-in"><button>Sign in as Ada</button></form>'
