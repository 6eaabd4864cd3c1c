// From an attempt's row to what goes over the wire.
import type { Attempt } from '@mooring/contract'
import { EXCHANGE_LOST_MS } from '../config/defaults.ts'
import type { Identity } from '../config/options.ts'
import { problemOf } from '../errors/mooring-error.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { isReauthorization } from '../stores/renewed-connection.ts'

/**
 * Whether a re-authorization has come back from Intuit and is not over: its grant may be the only living one of its
 * connection, so that neither a cancel nor the end of its time throws it away.
 */
export const isFinishing = (record: AttemptRecord): boolean =>
  record.outcome === 'pending' && record.returnedAt !== null && isReauthorization(record)

/** Whether an attempt that no one ended has run out of time. */
export const hasRunOut = (record: AttemptRecord, now: number): boolean =>
  record.outcome === 'pending' && now >= record.expiresAt && !(isFinishing(record) && hasGrant(record, now))

/** Whether a grant waits with it, or may be on its way: a code that came back in time is being exchanged. */
const hasGrant = ({ waitingGrant, returnedAt }: AttemptRecord, now: number): boolean =>
  waitingGrant !== null || (returnedAt !== null && now < returnedAt + EXCHANGE_LOST_MS)

/** Whether this person started it. An attempt that began with a link belongs to no user of the host, whatever their id is. */
export const isStarter = (record: AttemptRecord, caller: Pick<Identity, 'tenantId' | 'userId'>): boolean =>
  record.linkId === null && record.tenantId === caller.tenantId && record.userId === caller.userId

export const expiredProblem = (reference: string) => ({
  ...problemOf(
    'attempt_expired',
    'This took longer than 30 minutes, so it was ended. Nothing was changed; please start again.',
  ),
  reference,
})

export function attemptView(
  record: AttemptRecord,
  caller: Pick<Identity, 'tenantId' | 'userId'>,
  now: number,
): Attempt {
  const expired = hasRunOut(record, now)
  return {
    id: record.id,
    // A connect that came back for a company the tenant has can't be cancelled any more: pages go by this kind.
    kind: isFinishing(record) ? 'reauthorize' : record.kind,
    connectionId: record.connectionId,
    expiresAt: toTimestamp(record.expiresAt),
    step: record.step,
    outcome: expired ? 'expired' : record.outcome,
    problem: expired ? expiredProblem(record.id) : record.problem,
    intent: isStarter(record, caller) ? ((record.intent ?? null) as Attempt['intent']) : null,
  }
}
