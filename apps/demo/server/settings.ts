// What the environment and the command line say, checked.
import path from 'node:path'
import { StartProblem } from './start-problem.ts'

/** Where the demo listens by default. */
export const STANDARD_PORT = 3000

/** Which Intuit the demo talks to. */
export type IntuitChoice =
  | { kind: 'simulator'; port: number }
  | { kind: 'running-simulator'; origin: string }
  | { kind: 'stand-in'; origin: string }
  | { kind: 'real' }

/** Everything that can be set from outside. */
export interface Settings {
  port: number
  intuit: IntuitChoice
  clientId: string
  clientSecret: string
  environment: 'sandbox' | 'production'
  /** null: the callback under the demo's own address. */
  redirectUri: string | null
  databaseUrl: string | null
  /** The SQLite file; null: one in the demo's own folder. */
  database: string | null
  /** What this process is called where there are several; null where it is alone. */
  instance: string | null
  reset: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

function readPort(env: Environment, name: string, standard: number): number {
  const text = env[name] || String(standard)
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new StartProblem(`${name} is "${text}", which is not a port: give a number from 0 to 65535.`)
}

function readOrigin(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash
  if (isOrigin && !url.username && !url.password) return url.origin
  throw new StartProblem(`${name} is not an origin: give something like http://localhost:4000.`)
}

function readEnvironment(text: string | undefined): 'sandbox' | 'production' {
  if (!text || text === 'sandbox') return 'sandbox'
  if (text === 'production') return text
  throw new StartProblem(`INTUIT_ENVIRONMENT is "${text}": it is either sandbox or production.`)
}

function readIntuit(env: Environment): IntuitChoice {
  if (env.INTUIT_ORIGIN) {
    return { kind: 'stand-in', origin: readOrigin('INTUIT_ORIGIN', env.INTUIT_ORIGIN) }
  }
  if (env.SIMULATOR_ORIGIN) {
    return { kind: 'running-simulator', origin: readOrigin('SIMULATOR_ORIGIN', env.SIMULATOR_ORIGIN) }
  }
  const own = [
    env.INTUIT_CLIENT_ID,
    env.INTUIT_CLIENT_SECRET,
    env.INTUIT_ENVIRONMENT,
    env.INTUIT_REDIRECT_URI,
  ]
  if (own.every(Boolean)) return { kind: 'real' }
  return { kind: 'simulator', port: readPort(env, 'SIMULATOR_PORT', 4000) }
}

/** The sentence does not repeat it: there may be a password in it. */
function readDatabaseUrl(text: string | undefined): string | null {
  if (!text) return null
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text
  throw new StartProblem(
    'DATABASE_URL is not the address of a Postgres database: give something like postgres://user:password@localhost:5432/name.',
  )
}

function readArguments(words: readonly string[]): { reset: boolean } {
  const unknown = words.find((word) => word !== '--reset' && word !== '--')
  if (unknown) throw new StartProblem(`There is no option ${unknown}; the only one is --reset.`)
  return { reset: words.includes('--reset') }
}

/**
 * Reads the demo's settings.
 * @param env the environment variables
 * @param words the command line, without node and the script
 * @throws StartProblem for a value that can't be
 */
export function readSettings(env: Environment, words: readonly string[]): Settings {
  return {
    port: readPort(env, 'PORT', STANDARD_PORT),
    intuit: readIntuit(env),
    clientId: env.INTUIT_CLIENT_ID || 'demo-client',
    clientSecret: env.INTUIT_CLIENT_SECRET || 'demo-secret',
    environment: readEnvironment(env.INTUIT_ENVIRONMENT),
    redirectUri: env.INTUIT_REDIRECT_URI || null,
    databaseUrl: readDatabaseUrl(env.DATABASE_URL),
    database: env.MOORING_DB ? path.resolve(env.MOORING_DB) : null,
    instance: env.INSTANCE || null,
    ...readArguments(words),
  }
}
