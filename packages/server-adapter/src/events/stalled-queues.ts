// Queues of events that are stalled, as the operator sees them.

import type { EventType } from '@mooring/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { DeliveryRecord } from '../stores/records.ts'
import type { ReadRepositories, Store } from '../stores/store.ts'

/** A connection's stalled queue of events: its first event has failed too often. */
export interface StalledQueue {
  /** null: the queue of events that belong to no connection. */
  readonly connectionId: string | null
  readonly tenantId: string | null
  /** The event that fails, and its type. */
  readonly eventId: string
  readonly type: EventType
  readonly tries: number
  /** RFC 3339. */
  readonly stalledSince: string
}

export const stalledQueues = (store: Store): Promise<StalledQueue[]> =>
  store.read(async (tx) => {
    const shown: StalledQueue[] = []
    for (const delivery of await tx.deliveries.stalled()) {
      const queue = await stalledQueue(tx, delivery)
      if (queue !== null) shown.push(queue)
    }
    return shown
  })

/** @returns null where the queue has moved on */
async function stalledQueue(
  { events }: ReadRepositories,
  { queue, tries, stalledAt }: DeliveryRecord,
): Promise<StalledQueue | null> {
  const event = await events.next(queue)
  if (event === null || stalledAt === null) return null
  const { id: eventId, type, tenantId, connectionId } = event
  return { connectionId, tenantId, eventId, type, tries, stalledSince: toTimestamp(stalledAt) }
}
