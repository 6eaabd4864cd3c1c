// Queues of events that stand still, as the operator sees them.
import type { StalledQueue } from '../host-api.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { DeliveryRecord } from '../stores/records.ts'
import type { ReadLedgers, Store } from '../stores/store.ts'

export const stalledQueues = (store: Store): Promise<StalledQueue[]> =>
  store.read(async (ledgers) => {
    const shown: StalledQueue[] = []
    for (const delivery of await ledgers.deliveries.stalled()) {
      const queue = await stalledQueue(ledgers, delivery)
      if (queue !== null) shown.push(queue)
    }
    return shown
  })

/** @returns null where the queue has moved on */
async function stalledQueue(
  { events }: ReadLedgers,
  { queue, tries, stalledAt }: DeliveryRecord,
): Promise<StalledQueue | null> {
  const event = await events.next(queue)
  if (event === null || stalledAt === null) return null
  const { id: eventId, type, tenantId, connectionId } = event
  return { connectionId, tenantId, eventId, type, tries, stalledSince: toTimestamp(stalledAt) }
}
