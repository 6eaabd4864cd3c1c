// What a product has already: its database, its session, its sign-in.
import connectPgSimple from 'connect-pg-simple'
import session from 'express-session'
import pg from 'pg'

declare module 'express-session' {
  interface SessionData {
    member: { id: string; name: string; accountId: string }
  }
}

export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
// An idle connection that is lost is replaced by the next query; without a listener it would end the process.
pool.on('error', ({ message }) => console.error(message))

const Store = connectPgSimple(session)

export const sessions = session({
  store: new Store({ pool, createTableIfMissing: true }),
  secret: process.env.SESSION_SECRET ?? '',
  resave: false,
  saveUninitialized: false,
  cookie: { sameSite: 'lax' }, // "strict" does not come back from Intuit with the person
})
