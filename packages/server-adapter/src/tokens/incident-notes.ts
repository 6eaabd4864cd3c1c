// The log of refused grants in the store: over all connections and processes, each change reported once.
import { appendOperationsEvent } from '../events/operations-event.ts'
import {
  ended,
  type GrantIncidents,
  noIncident,
  noteRefresh,
  noteRefusal,
  type Refused,
  without,
} from '../failures/grant-incident.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Repositories } from '../stores/store.ts'

type Meta = Pick<Repositories, 'meta'>

/** The log before this refusal and with it. Nothing is written. */
export async function withRefusal(
  tx: Meta,
  refused: Refused,
  now: number,
): Promise<{ before: GrantIncidents; after: GrantIncidents }> {
  const before = (await tx.meta.incident()) ?? noIncident
  return { before, after: noteRefusal(before, refused, now) }
}

/** Writes a changed log, and reports to the operator an incident that began or ended by it. */
export async function saveIncidents(
  tx: Repositories,
  { before, after, now }: { before: GrantIncidents; after: GrantIncidents; now: number },
): Promise<void> {
  if (after === before) return
  await tx.meta.setIncident(after)
  const note = (state: 'began' | 'ended', since: number) =>
    appendOperationsEvent(tx, 'operations.incident', {
      at: now,
      data: {
        state,
        since: toTimestamp(since),
        code: 'invalid_grant',
        ...(state === 'began' ? { connections: Object.keys(after.refusals).length } : {}),
      },
    })
  if (before.since !== null && after.since !== before.since) await note('ended', before.since)
  if (after.since !== null && after.since !== before.since) await note('began', after.since)
}

/** A connection was refreshed: that ends an incident. */
export const noteRefreshed = (tx: Repositories, connectionId: string, now: number): Promise<void> =>
  change(tx, now, (log) => noteRefresh(log, connectionId))

/** A connection has a new consent, or has ended: its refusals count no more. */
export const forgetRefusals = (tx: Repositories, connectionId: string, now: number): Promise<void> =>
  change(tx, now, (log) => without(log, connectionId))

/** @returns those that wait for their verdict from now on */
export async function endIncidentNow(tx: Repositories, now: number): Promise<readonly string[]> {
  const log = (await tx.meta.incident()) ?? noIncident
  if (log.since === null) return []
  await change(tx, now, ended)
  return Object.keys(log.refusals)
}

async function change(
  tx: Repositories,
  now: number,
  make: (log: GrantIncidents) => GrantIncidents,
): Promise<void> {
  const before = await tx.meta.incident()
  if (before !== null) await saveIncidents(tx, { before, after: make(before), now })
}
