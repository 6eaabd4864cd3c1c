// What the fake adapter's answers know of a request.
import type { Connection } from '@mooring/contract'
import type { FakeWorld } from './fake-world.ts'

/**
 * What a person does at Intuit: allows it, allows it for this company, denies it, or has not decided yet. Allowed without a
 * company is it for the connection's own, and for a new connection for the first of two companies that is not connected.
 */
export type AtIntuit = 'allows' | 'denies' | 'waits' | Connection['company']

export interface FakeCall {
  readonly world: FakeWorld
  readonly id: string
  readonly body: object
  readonly search: URLSearchParams
  /** Ms since epoch. */
  readonly now: number
  readonly atIntuit: AtIntuit
  readonly newAttemptId: () => string
  /** Where a person is sent, by the id of the attempt. */
  readonly authorizeUrl: (attemptId: string, mode: 'popup' | 'redirect') => string
  /** Has this done once the answer is out. */
  readonly later: (work: () => void) => void
}

export const rfc3339 = (time: number): string => new Date(time).toISOString()

export const isLive = (connection: Connection | undefined): connection is Connection =>
  connection !== undefined && connection.status !== 'disconnected'
