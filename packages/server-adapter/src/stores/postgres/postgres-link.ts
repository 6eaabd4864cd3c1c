// One connection out of the pool, with a deadline on everything it is asked.
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import { type Statement, storable, withValues } from './literal.ts'
import type { ConnectionNames } from './named-statements.ts'
import { checkPrimary, onPrimary } from './one-server.ts'
import { PostgresFailure } from './postgres-error.ts'
import type { PostgresClient, PostgresQuery, PostgresResult, PostgresSignal } from './postgres-pool.ts'
import type { Database } from './postgres-setting.ts'

const INT8 = 20
const INT4 = 23

/** Every column of the store is a text or a whole number below 2^53. */
const types = {
  getTypeParser: (oid: number) => (oid === INT8 || oid === INT4 ? Number : (text: string) => text),
}

const TABLES_CHANGED = '0A000'
const NAME_MISSING = '26000'
const NAME_TAKEN = '42P05'

/** A connection that is in use. */
export class Link {
  readonly #client: PostgresClient
  readonly #database: Pick<Database, 'answerMs' | 'names' | 'straight'>
  readonly #endTurn: () => void
  #answerMs: number
  #last: Promise<unknown> = Promise.resolve()
  #gone = false
  #released = false
  #lost: (() => void) | null = null
  readonly #onError = () => {
    this.#gone = true
    this.#lost?.()
  }

  private constructor(
    client: PostgresClient,
    database: Pick<Database, 'answerMs' | 'names' | 'straight'>,
    endTurn: () => void,
  ) {
    this.#client = client
    this.#database = database
    this.#answerMs = database.answerMs
    this.#endTurn = endTurn
    // A connection that breaks between two queries says so here, and nowhere else.
    client.on('error', this.#onError)
  }

  /** Takes one out of the pool. @throws PostgresFailure where none is free or made in time */
  static async acquire(database: Database): Promise<Link> {
    const endTurn = await database.semaphore.take()
    try {
      return await Link.acquireExtra(database, endTurn)
    } catch (error) {
      endTurn()
      throw error
    }
  }

  /** The same for one that is used for long, beside those that are used in turns. */
  static async acquireExtra(database: Database, endTurn = () => {}): Promise<Link> {
    const { pool, answerMs, primaries, straight } = database
    const connecting = pool.connect()
    let late = false
    connecting.then(
      (client) => late && client.release(),
      () => {},
    )
    const client = await within(answerMs, connecting, () => {
      late = true
    }).catch(failed)
    const link = new Link(client, database, endTurn)
    try {
      if (!primaries.has(client)) {
        await checkPrimary((text) => link.send(text))
        // A proxy gives its clients numbers of its own, and may change the session under them between two transactions.
        if (client.processID === (await link.#askForSession())) straight.add(client)
      }
    } catch (error) {
      link.release(true)
      throw error
    }
    primaries.add(client)
    return link
  }

  /** From now on an answer may take this long, ms. */
  setTimeout(answerMs: number): void {
    this.#answerMs = answerMs
  }

  /** One statement with values, or several without; one after the other. @throws PostgresFailure */
  async send(text: string, values?: readonly unknown[]): Promise<PostgresResult> {
    const results = await this.ask(values === undefined ? { text, types } : { text, values, types })
    return results.at(-1) as PostgresResult
  }

  /** One with its values beside it, or several in one message. @returns the result of each. @throws PostgresFailure */
  async deliver(statements: readonly Statement[]): Promise<readonly PostgresResult[]> {
    const [first] = statements
    if (statements.length === 1 && first !== undefined) return [await this.sendAlone(first)]
    return await this.sendAll(statements)
  }

  /** Several in one message. @returns the result of each. @throws PostgresFailure where one fails: then none counts */
  async sendAll(statements: readonly Statement[]): Promise<readonly PostgresResult[]> {
    const names = this.#nameable()
    if (names === null) return await this.ask({ text: statements.map(withValues).join('; '), types })
    const named = statements.map((statement) => names.inMessage(statement))
    const text = named
      .flatMap(({ prepare, text }) => (prepare === null ? [text] : [prepare, text]))
      .join('; ')
    const results = await this.ask({ text, types })
    for (const { remember } of named) remember()
    // In their order, one for each statement; a preparation has one of its own.
    let at = 0
    return named.map(({ prepare }) => {
      at += prepare === null ? 1 : 2
      return results[at - 1] as PostgresResult
    })
  }

  /** Whether it leads straight to the server. */
  get isStraight(): boolean {
    return this.#database.straight.has(this.#client)
  }

  /** @returns whether its connection was not among these; it is from now on */
  joins(connections: WeakSet<PostgresClient>): boolean {
    const isNew = !connections.has(this.#client)
    connections.add(this.#client)
    return isNew
  }

  #nameable(): ConnectionNames | null {
    return this.isStraight ? this.#database.names.of(this.#client) : null
  }

  async #askForSession(): Promise<unknown> {
    const { rows } = await this.send('select pg_backend_pid() as session')
    return rows[0]?.session
  }

  /** The same, read as the host's process reads: the result of each statement. */
  ask(query: PostgresQuery): Promise<readonly PostgresResult[]> {
    const answer = this.#last.then(() => this.#ask(query))
    this.#last = answer.catch(() => {})
    return answer
  }

  async #ask(query: PostgresQuery): Promise<readonly PostgresResult[]> {
    if (this.#gone) throw new PostgresFailure('MOORING_LOST')
    const sent = this.#client.query({ ...query, text: onPrimary(query.text) })
    const answer = await within(this.#answerMs, sent, () => this.release(true)).catch((error: unknown) => {
      this.#noteRefusedName(error)
      return failed(error)
    })
    return (Array.isArray(answer) ? answer : [answer]) as PostgresResult[]
  }

  /** The work runs again, without the names that were refused. */
  #noteRefusedName(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === TABLES_CHANGED) this.#database.names.renew()
    if (code === NAME_MISSING || code === NAME_TAKEN) this.#database.names.giveUp()
  }

  /** Whether a transaction is open by now, as far as this pg says. */
  get isInTransaction(): boolean {
    return this.#client.getTransactionStatus?.() === 'T'
  }

  /** One statement, its values beside it. @throws PostgresFailure */
  async sendAlone({ sql, parameters }: Statement): Promise<PostgresResult> {
    const values = parameters.map((value) => (typeof value === 'string' ? storable(value) : value))
    const name = this.#nameable()?.alone(sql) ?? null
    const results = await this.ask({ text: sql, values, types, ...(name === null ? {} : { name }) })
    return results.at(-1) as PostgresResult
  }

  /** As Kysely asks. */
  async execute<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    return resultOf(await this.sendAlone({ sql, parameters }))
  }

  /** Reports signals that come on this connection, and its loss, until the returned function is called. */
  onNotification(onSignal: (signal: PostgresSignal) => void, onLost: () => void): () => void {
    this.#lost = onLost
    this.#client.on('notification', onSignal)
    return () => {
      this.#lost = null
      this.#client.removeListener('notification', onSignal)
    }
  }

  /** Back to the pool. @param broken true where it cannot be used any more */
  release(broken = false): void {
    if (this.#released) return
    this.#released = true
    this.#client.removeListener('error', this.#onError)
    // What still comes of a broken one is of no use, and must not end the process.
    if (broken || this.#gone) this.#client.on('error', () => {})
    this.#client.release(broken || this.#gone)
    this.#gone = true
    this.#endTurn()
  }
}

/** As Kysely reads it. */
export const resultOf = <R>({ command, rowCount, rows }: PostgresResult): QueryResult<R> =>
  command === 'SELECT' ? { rows: rows as R[] } : { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) }

/** Gives the work a connection of the pool: one whose work failed is closed. */
export async function withLink<T>(database: Database, work: (link: Link) => Promise<T>): Promise<T> {
  const link = await Link.acquire(database)
  try {
    const result = await work(link)
    link.release()
    return result
  } catch (error) {
    link.release(true)
    throw error
  }
}

/** Kysely's connection over something that executes. */
export const connectionOver = (
  execute: <R>(query: CompiledQuery) => Promise<QueryResult<R>>,
): DatabaseConnection => ({
  executeQuery: execute,
  streamQuery(): never {
    throw new Error('The store does not stream: its reads are short and paged.')
  },
})

const failed = (error: unknown): never => {
  throw error instanceof PostgresFailure ? error : new PostgresFailure(error)
}

async function within<T>(ms: number, asked: Promise<T>, tooLate: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const slow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      tooLate()
      reject(new PostgresFailure('MOORING_SLOW'))
    }, ms)
  })
  asked.catch(() => {})
  try {
    return await Promise.race([asked, slow])
  } finally {
    clearTimeout(timer)
  }
}
