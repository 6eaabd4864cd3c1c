// What a refresh is to do and how far it is, and what all refreshes of one adapter share.
import type { Deps } from '../deps.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'
import type { Breaker } from './breaker.ts'
import type { StoredState, Take } from './refresh-intent.ts'
import type { Ask } from './settle-refresh.ts'
import type { ReadState } from './state-reads.ts'
import type { LiveTokens, Moment } from './token-cache.ts'
import type { Turns } from './turns.ts'

/** What a refresh is to do, and how far it is. */
export interface RefreshRun extends Ask {
  readonly connectionId: string
  /** Nothing to do where the stored grant is newer than this. */
  readonly rejectedGeneration: number | null
  /** Takes the connection for background work, where it is made for one that is due; else null. */
  readonly take: Take | null
  /** What its caller has read already; else null. */
  readonly found: StoredState | null
  /** What it saw last, or has stored itself. */
  seen: SeenState | null
  /** An answer of Intuit's waits in memory for the store. */
  isStoring: boolean
  /** Intuit was asked: false where there was nothing to do. */
  called: boolean
  /** Its last answer was a failure. */
  failed: boolean
}

/** What the store had, from that moment on or later. */
export interface SeenState {
  readonly record: ConnectionRecord
  readonly grant: GrantRecord
  readonly readAt: Moment
}

/** What refreshes of one adapter have in common. */
export interface RefreshContext {
  readonly deps: Deps
  readonly readState: ReadState
  readonly moment: LiveTokens['moment']
  readonly turns: Turns
  readonly breaker: Breaker
  readonly isClosing: () => boolean
}
