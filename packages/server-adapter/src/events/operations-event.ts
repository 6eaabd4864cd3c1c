// Events that belong to no connection: delivered from a queue of their own.
import type { EventType } from '@mooring/contract'
import { newId } from '../platform/ids.ts'
import type { Repositories } from '../stores/store.ts'

/** The queue of events of no connection. */
export const OPERATIONS_QUEUE = 'operations'

/** Appends an event for the operator and makes it due. */
export async function appendOperationsEvent(
  tx: Repositories,
  type: Extract<EventType, `operations.${string}` | `campaign.${string}`>,
  { at, data }: { at: number; data: Record<string, unknown> },
): Promise<void> {
  await tx.events.enqueue({
    id: newId('evt'),
    type,
    at,
    tenantId: null,
    connectionId: null,
    sequence: 0,
    actor: null,
    data,
  })
}
