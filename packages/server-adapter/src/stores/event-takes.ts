// Which of several receivers has taken an event that another has not: the repository.

/** `handler`: the host's `onEvent`. `endpoint`: the address events are posted to. */
export type EventTaker = 'handler' | 'endpoint'

export interface EventTakeRepository {
  /** Who has taken an undelivered event. */
  of(eventId: string): Promise<EventTaker[]>
  /** Again: changes nothing. */
  add(eventId: string, takers: readonly EventTaker[]): Promise<void>
  /** The event is delivered, or given up. */
  forget(eventId: string): Promise<void>
}
