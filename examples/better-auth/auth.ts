// Who is signed in: better-auth, with its own tables in a SQLite file of its own.
import { DatabaseSync } from 'node:sqlite'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'

const { INTUIT_REDIRECT_URI = 'http://localhost:3000/api/quickbooks/callback', SESSION_SECRET } = process.env

export const auth = betterAuth({
  baseURL: new URL(INTUIT_REDIRECT_URI).origin,
  secret: SESSION_SECRET,
  database: new DatabaseSync('./auth.db'),
  emailAndPassword: { enabled: true },
})

const { runMigrations } = await getMigrations(auth.options)
await runMigrations()

/** Stands for your sign-up page. */
const ada = { email: 'ada@example.com', password: 'a long example', name: 'Ada' }
await auth.api.signUpEmail({ body: ada }).catch(() => {
  // She has signed up before.
})

export const signInAsAda = () => auth.api.signInEmail({ body: ada, asResponse: true })

export const signInPage = '<form method="post" action="/sign-in"><button>Sign in as Ada</button></form>'
