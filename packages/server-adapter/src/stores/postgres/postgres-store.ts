// The store on Postgres: any number of instances on one schema.
import {
  type DatabaseServer,
  type ReadRepositories,
  type Repositories,
  type Store,
  StoreUnavailableError,
} from '../store.ts'
import { type Listening, startListening } from './notifications.ts'
import { PostgresFailure } from './postgres-error.ts'
import { noteEarlyLosses, type OwnPool, type PostgresClient } from './postgres-pool.ts'
import type { Announcements, Database, PostgresSetting } from './postgres-setting.ts'
import type { ReadHabits } from './read-view.ts'
import { retryOnConflict } from './retry.ts'
import type { SettledMarks } from './write-transaction.ts'

type Runtime = typeof import('./runtime.ts')

/** An open store. */
interface Opened {
  readonly database: Database
  readonly runtime: Runtime
}

/** Opens itself at the first call. */
export class PostgresStore implements Store {
  readonly server: DatabaseServer
  readonly #setting: PostgresSetting
  readonly #settled: SettledMarks = []
  readonly #habits: ReadHabits = { followed: new Set(), atOnce: new Set() }
  readonly #running = new Set<Promise<unknown>>()
  readonly #listening = new Set<Listening>()
  #announcements: Announcements | null = null
  #own: OwnPool | null = null
  #endNoting: (() => void) | null = null
  #opened: Promise<Opened> | null = null
  #closed: Promise<void> | null = null

  constructor(setting: PostgresSetting) {
    this.#setting = setting
    this.server = {
      schema: setting.schema,
      clock: () => this.#run(({ database, runtime }) => runtime.clockOf(database)),
      execute: (text, values) => this.#tracked(this.#execute(text, values)),
      listen: (onChanged) => this.#listen(onChanged),
    }
  }

  open(): Promise<void> {
    return this.#run(async () => {})
  }

  read<T>(work: (tx: ReadRepositories) => Promise<T>): Promise<T> {
    return this.#run(({ database, runtime }) => runtime.readOnce(database, this.#habits, work))
  }

  write<T>(work: (tx: Repositories) => Promise<T>): Promise<T> {
    return this.#run(({ database, runtime }) => runtime.writeOnce(database, this.#settled, work))
  }

  close(): Promise<void> {
    this.#closed ??= this.#end()
    return this.#closed
  }

  /** What runs is finished; a pool of the host's stays open. */
  async #end(): Promise<void> {
    await Promise.all([...this.#listening].map((listening) => listening.stop()))
    await Promise.allSettled([...this.#running])
    await this.#announcements?.end()
    await this.#own?.end()
    this.#endNoting?.()
  }

  #closedError(): StoreUnavailableError {
    return new StoreUnavailableError('The Postgres store is closed. Make a new adapter to use it again.')
  }

  /** Only transactions run again: what another's statements would do the second time is unknown. */
  async #execute(text: string, values?: readonly unknown[]) {
    if (this.#closed) throw this.#closedError()
    try {
      const { database, runtime } = await this.#open()
      return await runtime.execute(database, text, values)
    } catch (error) {
      // The driver's error about a statement is for the code that sent it; the store's sentence is for a database that is away.
      const isStatement = error instanceof PostgresFailure && error.remedy !== 'reconnect'
      throw isStatement ? error.driverError : this.#asReported(error)
    }
  }

  #listen(onChanged: (subjectIds: readonly string[] | null) => void): () => void {
    const listening = startListening({
      logger: this.#setting.logger,
      open: async () => {
        if (this.#closed) throw this.#closedError()
        return (await this.#open()).database
      },
      onChanged,
    })
    if (this.#closed) void listening.stop()
    this.#listening.add(listening)
    return () => {
      this.#listening.delete(listening)
      void this.#tracked(listening.stop())
    }
  }

  #run<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(this.#closedError())
    return this.#tracked(
      retryOnConflict(this.#setting.waiting, async () => await work(await this.#open())).catch(
        (error: unknown) => {
          // What was found out about one connection may be true of all: each is checked again.
          if (error instanceof PostgresFailure && error.code === 'MOORING_SPREAD') this.#opened = null
          throw this.#asReported(error)
        },
      ),
    )
  }

  #tracked<T>(running: Promise<T>): Promise<T> {
    this.#running.add(running)
    const forget = () => this.#running.delete(running)
    running.then(forget, forget)
    return running
  }

  /** A failed opening is not cached: the next call tries again. */
  #open(): Promise<Opened> {
    this.#opened ??= this.#prepare().catch((error: unknown) => {
      this.#opened = null
      throw error
    })
    return this.#opened
  }

  /** Kysely and the repositories are loaded here, not with the adapter: they are most of its weight. */
  async #prepare(): Promise<Opened> {
    const runtime = await import('./runtime.ts')
    const { source, schema, waiting } = this.#setting
    const pool = 'pool' in source ? source.pool : await this.#ownPool(runtime, source)
    this.#endNoting ??= noteEarlyLosses(pool)
    const semaphore = new runtime.Semaphore(runtime.workingConnections(pool))
    this.#announcements ??= runtime.createAnnouncements(async () => (await this.#open()).database)
    const database: Database = {
      schema,
      pool,
      semaphore,
      primaries: new WeakSet<PostgresClient>(),
      straight: new WeakSet<PostgresClient>(),
      ordered: new WeakSet<PostgresClient>(),
      names: new runtime.NamedStatements(!('pool' in source)),
      answerMs: waiting.answerMs,
      announcements: this.#announcements,
    }
    await runtime.prepareDatabase(database, this.#setting)
    return { database, runtime }
  }

  async #ownPool(runtime: Runtime, { connectionString }: { connectionString: string }): Promise<OwnPool> {
    this.#own ??= await runtime.openOwnPool(connectionString)
    return this.#own
  }

  #asReported(error: unknown): unknown {
    const reported = error instanceof PostgresFailure ? error.toError() : error
    if (reported instanceof StoreUnavailableError)
      this.#setting.logger.warn({ problem: reported.message }, 'store unavailable')
    return reported
  }
}
