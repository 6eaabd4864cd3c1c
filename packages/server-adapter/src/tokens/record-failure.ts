// Classifies a failed call and writes what it means for its connection, in the transaction it is given.
import type { Actor } from '@mooring/contract'
import { CONFIRM_REFUSAL_MS } from '../config/defaults.ts'
import { type EventNote, isWell } from '../connection/connection-lifecycle.ts'
import type { Deps } from '../deps.ts'
import { classifyFailure, type Verdict } from '../failures/classify-failure.ts'
import { asOf, isIncident, noIncident, wasLeft, without } from '../failures/grant-incident.ts'
import type { GatewayError } from '../gateway/intuit-gateway.ts'
import { toTimestampOrNull } from '../platform/clock.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'
import { saveIncidents, withRefusal } from './incident-notes.ts'
import { failed } from './refresh-outcomes.ts'
import { saveRow } from './save-row.ts'

/** A call to Intuit that failed, with what only the caller knows about it. */
export interface FailedCall {
  readonly call: 'refresh' | 'company_read' | 'request'
  readonly error: GatewayError
  readonly actor: Actor | null
  /** What the history calls it. */
  readonly type: string
  /** True where the access token was renewed just now. Default false. */
  readonly renewed?: boolean
  /** True where an earlier refresh of this grant never got its answer. Default false. */
  readonly journalOpen?: boolean
  /** When a refusal of this grant was first noted, where a refresh in between has forgotten it. */
  readonly refusedAt?: number | null
  /** True where many connections are throttled alike, however long they waited: the month's quota. Default false. */
  readonly quota?: boolean
}

const REFUSALS: readonly string[] = ['invalid_grant', 'unauthorized']

/** The verdict of a failed call on this row as it is stored now. */
async function judge(deps: Deps, tx: Repositories, before: ConnectionRecord, failedCall: FailedCall) {
  const now = deps.config.now()
  const { error, call, renewed = false, journalOpen = false } = failedCall
  const refused = REFUSALS.includes(error.kind)
  const log = refused
    ? await withRefusal(tx, { connectionId: before.id, tenantId: before.tenantId }, now)
    : null
  const quota = failedCall.quota || (before.reason === 'quota_exceeded' && error.kind === 'throttled')
  const incident = quota || (log !== null && isIncident(log.after, now))
  const refusedAt = failedCall.refusedAt ?? before.refusedAt
  const confirmed = refused
    ? (refusedAt !== null && now - refusedAt >= CONFIRM_REFUSAL_MS) ||
      wasLeft(log?.after ?? noIncident, before.id)
    : quota || before.failures > 0
  const verdict = classifyFailure({
    call,
    failure: error,
    now,
    renewed,
    liveToken: before.accessExpiresAt !== null && before.accessExpiresAt > now,
    idleExpiresAt: before.idleExpiresAt,
    hardExpiresAt: before.hardExpiresAt,
    newestGrant: true,
    confirmed,
    incident,
    journalOpen,
    disconnectHint: before.disconnectHintAt !== null,
    tries: before.failures + 1,
    chance: deps.random(),
  })
  return { verdict, log, incident, refused, now }
}

type Judgement = Awaited<ReturnType<typeof judge>>

/** A connection that has its verdict counts towards no incident. */
async function noteRefused(
  tx: Repositories,
  { id }: ConnectionRecord,
  { log, verdict, now }: Pick<Judgement, 'verdict' | 'now'> & { log: NonNullable<Judgement['log']> },
): Promise<void> {
  const { before, after } = log
  const isOver = verdict.mark !== null && verdict.mark.status !== 'checking'
  if (isOver) await saveIncidents(tx, { before, after: without(asOf(before, now), id), now })
  else if (verdict.unexplained) await saveIncidents(tx, { before, after, now })
}

/** A throttled read of a company that is well: nothing waits for another, and refreshes are no business of its limit. */
const isOnlyNoted = (before: ConnectionRecord, { call }: FailedCall, { mark }: Verdict): boolean =>
  call === 'company_read' && mark === null && isWell(before)

/** The event for the host after a refresh that brought no tokens; other calls are its own, or say nothing of tokens. */
function failureNotes(
  { failures: tries, retryAt, status, reason }: ConnectionRecord,
  { call, error }: FailedCall,
): EventNote[] {
  if (call !== 'refresh') return []
  const data = { code: error.kind, tries, retryAt: toTimestampOrNull(retryAt), status, reason }
  return [{ type: 'connection.refresh_failed', data }]
}

/** Writes the verdict: status, retry, history, events, the incident log. A connection that is gone loses its grant. */
export async function recordFailure(
  deps: Deps,
  tx: Repositories,
  before: ConnectionRecord,
  failedCall: FailedCall,
): Promise<{ record: ConnectionRecord; verdict: Verdict }> {
  const { verdict, log, incident, refused, now } = await judge(deps, tx, before, failedCall)
  // One request of the host's that failed says nothing of the connection, as long as no status comes of it.
  if (failedCall.call === 'request' && verdict.mark === null) return { record: before, verdict }
  if (log !== null) await noteRefused(tx, before, { log, verdict, now })
  const { actor, error, type, refusedAt = before.refusedAt } = failedCall
  const grant = verdict.mark?.status === 'disconnected' ? await tx.grants.get(before.id) : null
  const failing = { verdict, refused, incident, grant, now }
  const change = isOnlyNoted(before, failedCall, verdict)
    ? { record: before, events: [] }
    : failed({ ...before, refusedAt }, failing)
  if (change.record.status === 'disconnected') await tx.grants.delete(before.id)
  const note = {
    type,
    outcome: refused ? ('refused' as const) : ('failed' as const),
    code: error.kind,
    intuitTid: error.intuitTid,
    data: { status: change.record.status, reason: change.record.reason },
  }
  const events = [...failureNotes(change.record, failedCall), ...change.events]
  const record = await saveRow(deps, tx, {
    record: change.record,
    events,
    now,
    actor,
    history: [note],
    intuitTid: error.intuitTid,
  })
  return { record, verdict }
}
