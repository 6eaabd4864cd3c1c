// What components read beside the connections: examples of the contract, unless a test gives its own.
import type {
  Backlog,
  BoardCampaigns,
  BoardConnection,
  BoardExplanation,
  BoardOverview,
  BoardQueues,
  BoardQuota,
  BoardWebhooks,
  DisconnectImpact,
  Health,
  HistoryPage,
  Link,
  Readiness,
  TakeBack,
  TakeBackResult,
  WritesPage,
} from '@mooring/contract'

/** What the operators' board reads. */
export interface FakeBoard {
  overview?: BoardOverview
  /** @default one of each status and reason */
  connections?: BoardConnection[]
  /** A search by company finds nothing in this many connections, and there are more. */
  looked?: number
  explanation?: Partial<BoardExplanation>
  webhooks?: BoardWebhooks
  queues?: BoardQueues
  quota?: BoardQuota
  campaigns?: BoardCampaigns
}

/** The same for each connection. */
export interface FakeReadings {
  /** What a disconnect stops, leaves and deletes. */
  impact?: DisconnectImpact
  /** @default as the status of the connection has it */
  readiness?: Readiness
  /** The newest page. One that has a cursor is followed by one more. */
  history?: HistoryPage
  /** The first entry of the history that is not as it was written. */
  historyBrokenAt?: number
  /** Links for people without an account, newest first. @default none */
  links?: readonly Link[]
  health?: Health
  /** The newest page. One that has a cursor is followed by one more. */
  writes?: WritesPage
  /** The last time that written records were taken back. @default never */
  lastTakeBack?: TakeBack
  /** What taking back comes to. */
  takeBackResult?: TakeBackResult
  /** @default none, as of a host that counts nothing */
  backlog?: Backlog
  board?: FakeBoard
}
