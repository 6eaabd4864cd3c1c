// The incident log as the store keeps it: refusals that nothing explains, over all connections and processes.
import { appendOperationsEvent } from '../events/operations-event.ts'
import { type IncidentLog, noteRefresh, noteRefusal, quietLog } from '../failures/incident.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Ledgers } from '../stores/store.ts'

/** The log as it would be with this refusal in it. Nothing is written. */
export async function withRefusal(
  ledgers: Ledgers,
  connectionId: string,
  now: number,
): Promise<{ before: IncidentLog; after: IncidentLog }> {
  const before = (await ledgers.meta.incident()) ?? quietLog
  return { before, after: noteRefusal(before, connectionId, now) }
}

/** Keeps a refusal; the one that makes an incident tells the operator. */
export async function keepRefusal(
  ledgers: Ledgers,
  { before, after }: { before: IncidentLog; after: IncidentLog },
  now: number,
): Promise<void> {
  await ledgers.meta.setIncident(after)
  if (before.since !== null || after.since === null) return
  const data = {
    state: 'began',
    since: toTimestamp(after.since),
    code: 'invalid_grant',
    connections: Object.keys(after.refusals).length,
  }
  await appendOperationsEvent(ledgers, 'operations.incident', { at: now, data })
}

/** A connection has a working grant again: one of those refused ends the incident. Call it where a grant is stored. */
export async function noteGrant(ledgers: Ledgers, connectionId: string, now: number): Promise<void> {
  const before = await ledgers.meta.incident()
  if (before === null) return
  const after = noteRefresh(before, connectionId)
  if (after === before) return
  await ledgers.meta.setIncident(after)
  if (before.since === null) return
  const data = { state: 'ended', since: toTimestamp(before.since), code: 'invalid_grant' }
  await appendOperationsEvent(ledgers, 'operations.incident', { at: now, data })
}
