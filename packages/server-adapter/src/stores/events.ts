// Events for the host, and how far each queue of them is delivered: what is stored of both, and their repositories.
import type { EventType } from '@mooring/contract'
import type { DeliveryRecord, EventRecord } from './records.ts'

export interface EventRepository {
  /** @returns the event with its position */
  append(event: Omit<EventRecord, 'position'>): Promise<EventRecord>
  /** Appends it, and makes its queue due at its time where nothing waits in it yet. */
  enqueue(event: Omit<EventRecord, 'position'>): Promise<void>
  /** A queue's first undelivered event. */
  next(queue: string): Promise<EventRecord | null>
  /**
   * Coalesces: replaces the data of the queue's last undelivered event of this type, if it has not been tried
   * (the queue's delivery shows no try at its position) and no other event of its family (`sync.`, `webhook.`)
   * came after it.
   */
  replaceUndelivered(
    queue: string,
    type: EventType,
    at: number,
    data: Record<string, unknown>,
  ): Promise<boolean>
  /** How many are undelivered, counted up to `limit`. */
  backlog(limit: number): Promise<number>
  markDelivered(id: string, at: number): Promise<void>
  /** Blanks a tenant's actors, and the data of what was delivered: what was not delivered yet, the host still gets. */
  erase(tenantId: string): Promise<number>
  prune(deliveredBefore: number): Promise<number>
}

export interface DeliveryRepository {
  get(queue: string): Promise<DeliveryRecord | null>
  /** Queues with something to deliver at `now` that are not stalled. */
  due(now: number, limit: number): Promise<DeliveryRecord[]>
  /** When the next queue is due; null where none is. */
  nextDueAt(): Promise<number | null>
  stalled(): Promise<DeliveryRecord[]>
  put(record: DeliveryRecord): Promise<void>
  delete(queue: string): Promise<void>
}
