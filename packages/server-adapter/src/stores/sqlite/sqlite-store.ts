// The store on SQLite: one connection writes, another reads.
import { setImmediate } from 'node:timers'
import { type ReadRepositories, type Repositories, type Store, StoreUnavailableError } from '../store.ts'
import { translateSqliteError } from './sqlite-error.ts'
import type { Channels, SqliteSetting } from './sqlite-setting.ts'

/** Milliseconds: in a turn that lasts longer, requests come of those who know by then what others have committed. */
const LONGEST_TURN_MS = 1

/** Opens itself at the first call. */
export class SqliteStore implements Store {
  readonly #setting: SqliteSetting
  readonly #name: string
  #channels: Promise<Channels> | null = null
  #opened: Channels | null = null
  #closed = false
  /** null where it is to be asked for. */
  #version: number | null = null
  #versionAt = 0
  readonly #forgetVersion = () => {
    this.#version = null
  }

  constructor(setting: SqliteSetting) {
    this.#setting = setting
    this.#name = setting.path === null ? 'The store in memory' : `The SQLite file "${setting.path}"`
  }

  open(): Promise<void> {
    return this.#run(async () => {})
  }

  read<T>(work: (tx: ReadRepositories) => Promise<T>): Promise<T> {
    return this.#run(({ reader }) => reader.transaction('begin deferred', ({ tx }) => work(tx)))
  }

  write<T>(work: (tx: Repositories) => Promise<T>): Promise<T> {
    return this.#run(({ writer }) => writer.transaction('begin immediate', ({ tx }) => work(tx))).finally(
      this.#forgetVersion,
    )
  }

  /** In memory there is one connection, whose own commits do not show. Asked once for all requests of a short turn of the event loop. */
  version(): number | null {
    if (this.#closed || this.#opened === null) return null
    const { reader, writer } = this.#opened
    if (reader === writer) return null
    const now = performance.now()
    if (this.#version === null || now - this.#versionAt > LONGEST_TURN_MS) {
      this.#versionAt = now
      this.#version = reader.version()
      setImmediate(this.#forgetVersion)
    }
    return this.#version
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    const channels = await this.#channels?.catch(() => null)
    if (!channels) return
    if (channels.reader !== channels.writer) await channels.reader.close()
    await channels.writer.close()
  }

  async #run<T>(work: (channels: Channels) => Promise<T>): Promise<T> {
    if (this.#closed)
      throw new StoreUnavailableError(`${this.#name} is closed. Make a new adapter to use it again.`)
    try {
      return await work(await this.#open())
    } catch (error) {
      throw this.#translated(error)
    }
  }

  /** A failed opening is not cached: the next call tries again. */
  #open(): Promise<Channels> {
    this.#channels ??= openChannels(this.#setting).then(
      (channels) => {
        this.#opened = channels
        return channels
      },
      (error: unknown) => {
        this.#channels = null
        throw error
      },
    )
    return this.#channels
  }

  #translated(error: unknown): unknown {
    const translated = translateSqliteError(error, this.#name)
    if (translated instanceof StoreUnavailableError)
      this.#setting.logger.warn({ problem: translated.message }, 'store unavailable')
    return translated
  }
}

/** Kysely and the repositories are loaded here, not with the adapter: they are most of its weight. */
async function openChannels(setting: SqliteSetting): Promise<Channels> {
  const { openChannels: open } = await import('./open-channels.ts')
  return open(setting)
}
