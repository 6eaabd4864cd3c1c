// What becomes of an attempt that waits for its claim, as pure functions of its row.

import type { CompanyDecision } from '../connection/company-rules.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import { renewedConnection } from '../stores/renewed-connection.ts'
import { endedWithGrant } from './attempt-changes.ts'
import { expiredProblem } from './attempt-view.ts'

/** Whether it came back in a browser where no session was seen, and its starter's page has not come for it. */
export const isUnclaimed = ({ claim }: AttemptRecord): boolean => claim !== null && claim.claimedAt === null

/** Whether nothing may be stored of it yet. */
export const awaitsClaim = (attempt: AttemptRecord, now: number): boolean =>
  attempt.outcome === 'pending' && isUnclaimed(attempt) && now < attempt.expiresAt

/** Its row once its time is up: background work revokes its grant, where no connection has the company. */
export const endedUnclaimed = (attempt: AttemptRecord, now: number): AttemptRecord =>
  endedWithGrant(attempt, { outcome: 'expired', problem: expiredProblem(attempt.id) }, now)

/** Whether a consent may have ended the grant that a connection in this state has: one that needs re-authorization, or is disconnected, has none to lose. */
export const hasGrantToLose = (connectionState: Pick<ConnectionRecord, 'status'> | null): boolean =>
  connectionState !== null &&
  connectionState.status !== 'reauthorization_required' &&
  connectionState.status !== 'disconnected'

/**
 * Whether a re-authorization that was not claimed is stored at its end all the same: where its consent, by Intuit's rules,
 * ended the grant that the same connection had. Without it a company that is connected would be lost; with it no one has
 * more than before. A connection that had no grant to lose as the browser came back gets nothing.
 */
export const renewsUnclaimed = (attempt: AttemptRecord, decision: CompanyDecision): boolean =>
  attempt.outcome === 'pending' &&
  attempt.claim?.endsGrant === true &&
  decision.kind === 'renew' &&
  decision.connection.id === renewedConnection(attempt)
