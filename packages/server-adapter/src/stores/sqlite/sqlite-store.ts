// The store on SQLite: one connection writes, another reads.
import { type Ledgers, type ReadLedgers, type Store, StoreUnavailableError } from '../store.ts'
import { translateSqliteError } from './sqlite-error.ts'
import type { Lanes, SqliteSetting } from './sqlite-setting.ts'

/** Opens itself at the first call. */
export class SqliteStore implements Store {
  readonly #setting: SqliteSetting
  readonly #place: string
  #lanes: Promise<Lanes> | null = null
  #closed = false

  constructor(setting: SqliteSetting) {
    this.#setting = setting
    this.#place = setting.path === null ? 'The store in memory' : `The SQLite file "${setting.path}"`
  }

  open(): Promise<void> {
    return this.#run(async () => {})
  }

  read<T>(work: (ledgers: ReadLedgers) => Promise<T>): Promise<T> {
    return this.#run(({ reader }) => reader.transaction('begin deferred', ({ ledgers }) => work(ledgers)))
  }

  write<T>(work: (ledgers: Ledgers) => Promise<T>): Promise<T> {
    return this.#run(({ writer }) => writer.transaction('begin immediate', ({ ledgers }) => work(ledgers)))
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    const lanes = await this.#lanes?.catch(() => null)
    if (!lanes) return
    if (lanes.reader !== lanes.writer) await lanes.reader.close()
    await lanes.writer.close()
  }

  async #run<T>(work: (lanes: Lanes) => Promise<T>): Promise<T> {
    if (this.#closed)
      throw new StoreUnavailableError(`${this.#place} is closed. Make a new adapter to use it again.`)
    try {
      return await work(await this.#opened())
    } catch (error) {
      throw this.#told(error)
    }
  }

  /** A failed opening is not kept: the next call tries again. */
  #opened(): Promise<Lanes> {
    this.#lanes ??= openLanes(this.#setting).catch((error: unknown) => {
      this.#lanes = null
      throw error
    })
    return this.#lanes
  }

  #told(error: unknown): unknown {
    const told = translateSqliteError(error, this.#place)
    if (told instanceof StoreUnavailableError)
      this.#setting.logger.warn({ problem: told.message }, 'store unavailable')
    return told
  }
}

/** Kysely and the ledgers are loaded here, not with the adapter: they are most of its weight. */
async function openLanes(setting: SqliteSetting): Promise<Lanes> {
  const { openLanes: open } = await import('./open-lanes.ts')
  return open(setting)
}
