// What Mooring needs of pg, by its shape: the host's own pool, or what is made here. Types of pg are not asked for.

/** One statement's result. */
export interface PostgresResult {
  readonly command: string
  readonly rowCount: number | null
  readonly rows: Record<string, unknown>[]
}

/** One statement with values. */
export interface PostgresQuery {
  readonly text: string
  readonly values?: readonly unknown[]
  /** The driver prepares it under this name, once per connection. */
  readonly name?: string
  /** How columns are read, whatever the host has set for all of its process. */
  readonly types?: { getTypeParser(oid: number): (text: string) => unknown }
}

/** What `notify` sends. */
export interface PostgresSignal {
  readonly channel: string
  readonly payload?: string | undefined
}

/** A connection out of the pool. */
export interface PostgresClient {
  /** The session's number as it was given at the start of the connection: the server's, or one that a proxy made up. */
  readonly processID?: number | null
  query(query: PostgresQuery): Promise<unknown>
  /** `T` inside a transaction; there from pg 8.18 on. */
  getTransactionStatus?(): string | null
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'notification', listener: (signal: PostgresSignal) => void): unknown
  removeListener(event: 'error', listener: (error: Error) => void): unknown
  removeListener(event: 'notification', listener: (signal: PostgresSignal) => void): unknown
  /** Back to the pool; with an error or true: closed instead. */
  release(destroy?: Error | boolean): void
}

/** A pool as `new pg.Pool()` makes it. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>
  on?(event: 'connect', listener: (client: PostgresClient) => void): unknown
  removeListener?(event: 'connect', listener: (client: PostgresClient) => void): unknown
  readonly options?: { readonly max?: number | undefined } | undefined
}

/** A pool that is the store's own. */
export interface OwnPool extends PostgresPool {
  end(): Promise<void>
}

/** A connection of its own, without a pool. */
export interface PostgresSession {
  readonly host: string
  readonly port: number
  connect(): Promise<unknown>
  query<Row extends Record<string, unknown>>(
    text: string,
    values?: unknown[],
  ): Promise<{ readonly rowCount: number | null; readonly rows: Row[] }>
  on(event: 'error', listener: (error: Error) => void): unknown
  end(): Promise<void>
}

/** What is set of a pool or a session that is made here. */
interface PostgresAddress {
  readonly connectionString: string
  readonly connectionTimeoutMillis: number
  readonly keepAlive: true
  readonly application_name: string
}

/** What is used of the package. */
export interface PostgresDriver {
  readonly Pool: new (
    setting: PostgresAddress & { readonly max: number; readonly keepAliveInitialDelayMillis: number },
  ) => OwnPool & { on(event: 'error', listener: (error: Error) => void): unknown }
  readonly Client: new (setting: PostgresAddress & { readonly query_timeout: number }) => PostgresSession
}

/** pg's default: enough for hundreds of requests a second, few enough for many instances. */
const USUAL_CONNECTIONS = 10
/** Connections a pool must have before one of them may do nothing but listen. */
const SPARING = 3
/** How long a connection may take to be made, ms. */
const CONNECT_MS = 4_000
/** After how long a silent connection is tested by the kernel, ms. */
const KEEPALIVE_MS = 10_000

const sizeOf = ({ options }: PostgresPool): number => options?.max ?? USUAL_CONNECTIONS

export const canSpareOne = (pool: PostgresPool): boolean => sizeOf(pool) >= SPARING

/** How many connections work at once: all but the one that listens. */
export const workingConnections = (pool: PostgresPool): number => sizeOf(pool) - (canSpareOne(pool) ? 1 : 0)

/**
 * A connection that is ended in the moment it is made says so before the code that asked for it can listen: unheard, that
 * would end the process. What became of it shows at its first use.
 * @returns ends it
 */
export function noteEarlyLosses(pool: PostgresPool): () => void {
  const listen = (client: PostgresClient) => void client.on('error', () => {})
  pool.on?.('connect', listen)
  return () => void pool.removeListener?.('connect', listen)
}

/**
 * A pool of the store's own.
 * @throws Error naming the package to install where pg is missing
 */
export async function openOwnPool(connectionString: string): Promise<OwnPool> {
  const { Pool } = await importPg()
  const pool = new Pool({
    connectionString,
    max: USUAL_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_MS,
    application_name: 'mooring',
  })
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}

/** @throws Error naming the package where it is missing */
export async function importPg(): Promise<PostgresDriver> {
  try {
    const pg = await import('pg')
    return pg.default
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error
    throw new Error('postgresStore needs the package "pg", which is not installed. Run: npm install pg')
  }
}
