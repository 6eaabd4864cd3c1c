// What Postgres' and the network's errors mean to a store, by their codes (postgresql.org/docs/current/errcodes-appendix.html).
import { StoreUnavailableError } from '../store.ts'
import type { Meaning, Remedy } from './failure-meaning.ts'
import { refusalOfProxy } from './proxy-refusals.ts'

const GONE = 'cannot be reached, or closed the connection. Check that it runs and that its address is right.'
const READ_ONLY = 'is read-only: a standby, or set so. Give the address of the primary server.'
const SPREAD =
  'is reached through a proxy that spreads reads over standby servers, which may lag. Set allow_sql_comments = off or load_balance_mode = off where that is pgpool-II, or give the address of the primary server.'
const FOREIGN = 'has tables of another program in this schema. Give postgresStore a schema of its own.'
const BEHIND = 'did not answer in time. Check the network and what keeps the server busy.'

const RACED = 'met too many changes of the same rows. Try again.'
const CHANGED =
  'does not know a statement that was prepared on it: its tables were migrated, or a proxy changed the session. Try again.'

const lost = (sentence = GONE): Meaning => ({ remedy: 'reconnect', sentence })
const reported = (sentence: string): Meaning => ({ remedy: 'report', sentence })
const lasting = (sentence: string): Meaning => ({ remedy: 'report', sentence, isLasting: true })
const again = (sentence: string): Meaning => ({ remedy: 'again', sentence })

/** By SQLSTATE, its class (two letters), or Node's error code. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  '08': lost(),
  '0A000': again(CHANGED),
  '22012': again(RACED),
  '25006': lost(READ_ONLY),
  '25P03': lost('ended a transaction that was idle for too long (this process was stopped or overloaded).'),
  '26000': again(CHANGED),
  '28': lasting('refused the role or its password. Check the connection string.'),
  '3D000': lasting('does not exist on this server. Create it, or check the name in the connection string.'),
  '3F000': reported('has lost the schema of the store. Restore it from a backup.'),
  '40001': again('had to break off a transaction that met others, again and again. Try again.'),
  '40P01': again('had to break off a transaction that blocked another, again and again. Try again.'),
  '42501': lasting(
    'does not give the role the rights it needs: to own the schema of the store and all that is in it.',
  ),
  '42703': lasting(FOREIGN),
  '42P05': again(CHANGED),
  '42P07': lasting(FOREIGN),
  '42P01': reported('has lost a table of the store. Restore it from a backup.'),
  '53100': reported('could not write: its disk is full. Free some space; nothing of this change was stored.'),
  '53200': reported('is out of memory. Nothing of this change was stored.'),
  '53300': lost('has no connection left. Lower the size of the pools, or raise max_connections.'),
  '53': reported('is short of something it needs. Nothing of this change was stored.'),
  '55P03': reported(
    'kept a row locked for too long. Try again; if it lasts, find the transaction that stays open.',
  ),
  '57014': reported('took too long for a statement, which was broken off. Try again.'),
  '57P04': reported('was dropped.'),
  '57P': lost(),
  '58': reported('could not read or write its files. Check its disk.'),
  XX001: reported('is damaged. Restore it from a backup.'),
  XX002: reported('is damaged: an index of it. Rebuild the index or restore it from a backup.'),
  ECONNREFUSED: lost(),
  ECONNRESET: lost(),
  EPIPE: lost(),
  ENOTFOUND: lost(
    'cannot be found: its host name is unknown. Check the connection string and the name server.',
  ),
  EAI_AGAIN: lost('cannot be found: the name server does not answer.'),
  EHOSTUNREACH: lost(),
  ENETUNREACH: lost(),
  ECONNABORTED: lost(),
  ETIMEDOUT: lost(BEHIND),
  MOORING_CROWDED: reported(
    'has more to do than its pool has connections for. Try again; if it lasts, give a larger pool.',
  ),
  MOORING_LOST: lost(),
  MOORING_STANDBY: lost(READ_ONLY),
  MOORING_SPREAD: lasting(SPREAD),
  MOORING_SLOW: lost(BEHIND),
  MOORING_RACE: again(RACED),
}

/** What pg says without a code. */
const WORDS: readonly [RegExp, Meaning][] = [
  [
    /timeout exceeded when trying to connect/i,
    lost('gave no connection in time: it is slow or away, or the pool is used up.'),
  ],
  [/timeout/i, lost(BEHIND)],
  [/connection terminated|connection ended|not queryable|client was closed|socket|stream/i, lost()],
  [
    /after calling end on the pool/i,
    lasting('was left: the pool handed to postgresStore was ended by the host.'),
  ],
  [/SASL|password/i, lasting('refused the role or its password. Check the connection string.')],
  [
    /SSL|TLS|certificate/i,
    lasting(
      'and this process do not agree on TLS. Check sslmode in the connection string, and the certificate.',
    ),
  ],
]

/** A failure found on this side: the connection went, nothing was answered in time, or a row was changed meanwhile. */
type OwnCode =
  | 'MOORING_CROWDED'
  | 'MOORING_LOST'
  | 'MOORING_SLOW'
  | 'MOORING_RACE'
  | 'MOORING_STANDBY'
  | 'MOORING_SPREAD'

const textOf = (error: unknown, name: string): string | null => {
  const value: unknown = error instanceof Error && name in error ? Reflect.get(error, name) : null
  return typeof value === 'string' ? value : null
}

const PROTOCOL_VIOLATION = '08P01'

function meaningOf(error: unknown): Meaning | null {
  const code = textOf(error, 'code')
  const refused = code === PROTOCOL_VIOLATION && error instanceof Error ? refusalOfProxy(error.message) : null
  if (refused !== null) return refused
  const known = code && (MEANINGS[code] ?? MEANINGS[code.slice(0, 3)] ?? MEANINGS[code.slice(0, 2)])
  if (known) return known
  // Several addresses of one name, all refused.
  if (error instanceof AggregateError) return meaningOf(error.errors[0])
  if (code !== null || !(error instanceof Error)) return null
  return WORDS.find(([words]) => words.test(error.message))?.[1] ?? null
}

/**
 * What pg, the network or a race did to a transaction. It has the code and no more: the driver's own error may have
 * rows, or the address with its password.
 */
export class PostgresFailure extends Error {
  override readonly name = 'PostgresFailure'
  /** Postgres' SQLSTATE or Node's code; null where there is none. */
  readonly code: string | null
  /** The constraint that refused. */
  readonly constraint: string | null
  readonly #meaning: Meaning | null
  readonly #driverError: unknown

  /** @param source the driver's error, or what was found here */
  constructor(source: OwnCode | unknown) {
    const error = typeof source === 'string' ? Object.assign(new Error(source), { code: source }) : source
    const code = textOf(error, 'code')
    super(`Postgres: ${code ?? 'failed'}`)
    this.code = code
    this.constraint = textOf(error, 'constraint')
    this.#meaning = meaningOf(error)
    this.#driverError = error
  }

  /** null where the statement itself was wrong. */
  get remedy(): Remedy | null {
    return this.#meaning?.remedy ?? null
  }

  /** Whether only a change of the configuration helps. */
  get isLasting(): boolean {
    return this.#meaning?.isLasting ?? false
  }

  /** For the code that sent the statement. Not to be logged. */
  get driverError(): unknown {
    return this.#driverError
  }

  /** The error that a caller of the store gets. */
  toError(): Error {
    const { code, constraint } = this
    if (this.#meaning !== null) {
      const tag = code === null || code.startsWith('MOORING') ? '' : ` (${code})`
      const { sentence, isLasting = false } = this.#meaning
      return new StoreUnavailableError(`The Postgres database ${sentence}${tag}`, { retryable: !isLasting })
    }
    const what = [code, constraint].filter((part) => part !== null).join(', ')
    return new Error(
      `The Postgres database refused a statement (${what}). Nothing of this change was stored.`,
    )
  }
}

/** null for an error of the work's own. */
export const remedyOf = (error: unknown): Remedy | null =>
  error instanceof PostgresFailure ? error.remedy : null

/** @param index the name of the unique index */
export const isUniqueViolation = (error: unknown, index: string): boolean =>
  error instanceof PostgresFailure && error.code === '23505' && error.constraint === index
