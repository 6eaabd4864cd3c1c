// Events handled once: their ids are remembered in the host's own database, in the transaction of what was done for them.
import type { HostEvent } from '@mooring/contract'
import { mooringError } from '../errors/mooring-error.ts'
import { HOUR } from '../platform/clock.ts'

/** A client of the package pg, by its shape. */
export interface EventClient {
  query(text: string, values?: unknown[]): Promise<{ rowCount: number | null; command?: string }>
}

/** A client that a pool has lent. */
export interface LentClient extends EventClient {
  /** @param error truthy: the client is not to be used again */
  release(error?: boolean | Error): void
  on?(event: 'error', listener: (error: Error) => void): unknown
  removeListener?(event: 'error', listener: (error: Error) => void): unknown
}

/** Where ids are remembered. */
export interface OnceByIdOptions<Client extends LentClient> {
  /** Your own pool: `new pg.Pool(…)`, with a listener for its errors, without which a lost connection ends your process. */
  readonly pool: { connect(): Promise<Client> }
  /** The table, made at the first event where it is missing: a name, or schema and name. Default `mooring_events_seen`. */
  readonly table?: string
  /** Days an id is remembered; at least 7. Default 90. */
  readonly keepDays?: number
}

const TABLE = /^[a-z_][a-z0-9_]{0,62}(?:\.[a-z_][a-z0-9_]{0,62})?$/
const LEAST_DAYS = 7
const LOCK_TIMEOUT = '20s'

/**
 * An `onEvent` whose effects in your Postgres database happen once per event. The event's id is inserted and your handler runs with
 * the same client in one transaction: an event that comes again (a process died, an answer was late) is found and left alone,
 * also where two processes have it at the same moment. What the handler does with the client happens once; what it does
 * elsewhere (a mail, a call to another service) still happens at least once, as no database can take that back. The handler
 * must not begin, commit or roll back by itself.
 * @throws MooringError `invalid_request` for wrong options
 */
export function onceById<Client extends LentClient>(
  options: OnceByIdOptions<Client>,
  handler: (event: HostEvent, client: Client) => Promise<void> | void,
): (event: HostEvent) => Promise<void> {
  const { pool, table = 'mooring_events_seen', keepDays = 90 } = options ?? {}
  if (typeof pool?.connect !== 'function') throw refused('pool', 'is not a pool of the package pg.')
  if (!TABLE.test(table)) throw refused('table', 'must be a name, or a schema and a name, in small letters.')
  if (!(Number.isFinite(keepDays) && keepDays >= LEAST_DAYS))
    throw refused('keepDays', `must be a number of days from ${LEAST_DAYS}.`)
  if (typeof handler !== 'function') throw refused('handler', 'is not a function.')
  const memory = createMemory(table, keepDays)
  return (event) =>
    withClient(pool, (client) => handleOnce(client, memory, () => handler(event, client), event.id))
}

const refused = (path: string, message: string): Error =>
  mooringError('invalid_request', `onceById: ${path} ${message}`, { fields: [{ path, message }] })

/** Lends a client for one event; one in an unknown state is not given back. */
async function withClient<Client extends LentClient>(
  pool: OnceByIdOptions<Client>['pool'],
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const client = await pool.connect()
  // A connection that is lost meanwhile says so by its next query; without a listener it would end the process.
  client.on?.('error', ignore)
  try {
    await work(client)
  } catch (error) {
    const isBack = await client.query('rollback').then(
      () => true,
      () => false,
    )
    client.removeListener?.('error', ignore)
    client.release(!isBack)
    throw error
  }
  client.removeListener?.('error', ignore)
  client.release()
}

const ignore = (): void => {}

type Memory = ReturnType<typeof createMemory>

async function handleOnce(
  client: EventClient,
  memory: Memory,
  handle: () => Promise<void> | void,
  id: string,
): Promise<void> {
  await memory.prepare(client)
  await client.query('begin')
  // Less than an event's delivery may take: another process that hangs with this event must not take all of the pool's clients.
  await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`)
  // Waits for another process that has the same event: if that commits, this one is a duplicate; if it rolls back, it is ours.
  const { rowCount } = await client.query(memory.insert, [id])
  if (rowCount === 1) await handle()
  const { command } = await client.query('commit')
  // Postgres answers so, without an error, where a statement has failed before: nothing was stored.
  if (command === 'ROLLBACK')
    throw new Error('onceById: a statement of the handler failed, so that nothing of it was stored.')
}

function createMemory(table: string, keepDays: number) {
  const create = `create table if not exists ${table} (id text primary key, seen_at timestamptz not null default now())`
  const forget = `delete from ${table} where seen_at < now() - interval '${keepDays} days'`
  let preparedAt: number | null = null

  return {
    insert: `insert into ${table} (id) values ($1) on conflict (id) do nothing`,
    /** Makes the table, and forgets what is old, once an hour. */
    async prepare(client: EventClient): Promise<void> {
      const now = performance.now()
      if (preparedAt !== null && now - preparedAt < HOUR) return
      // Two processes that make it at once: one gets the error that it exists, or that its type does. A role that may make no table
      // (42501) is refused also where it is there.
      await client.query(create).catch((error: unknown) => {
        if (!['23505', '42P07', '42710', '42501'].includes(codeOf(error))) throw error
      })
      await client.query(forget)
      preparedAt = now
    },
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
