// What the SQLite store is made with: its file, its clock, and how long it waits.
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import type { RetryWait } from '../retry.ts'
import type { Channel } from './channel.ts'

/** Where a SQLite store lives and what it lives with. */
export interface SqliteSetting {
  /** Absolute; null for memory. */
  readonly path: string | null
  readonly now: Clock
  readonly logger: Logger
  readonly waiting: RetryWait
}

/** An open store's connections; in memory both are the same. */
export interface Channels {
  readonly writer: Channel
  readonly reader: Channel
}
