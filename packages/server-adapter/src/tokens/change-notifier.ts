// A refresh waits here for the refresh of another process: until a notification names its connection, or until a time is up.
import { SECOND } from '../platform/clock.ts'

/** Notifications are taken to arrive while the last one came within this time, ms … */
const NOTIFIED_MS = 5 * SECOND
/** … and a waiter reads the store at most this often, ms, in case the notification of its end was missed. */
const LEAST_WAIT_MS = 1.5 * SECOND

export interface ChangeNotifier {
  /**
   * Resolves after `ms`, or as soon as a notification says that this connection has changed. While notifications arrive it
   * waits longer, so that many waiters do not load the database that they wait for. One may wait per connection.
   */
  wait(connectionId: string, ms: number): Promise<void>
  /** @param connectionIds those that have changed; null: any may have */
  wake(connectionIds: readonly string[] | null): void
}

export interface ChangeNotifierTools {
  readonly pause: (ms: number) => Promise<void>
  /** Real time, ms. */
  readonly elapsed: () => number
}

export function createChangeNotifier({ pause, elapsed }: ChangeNotifierTools): ChangeNotifier {
  const waiters = new Map<string, () => void>()
  let notifiedAt = Number.NEGATIVE_INFINITY

  return {
    async wait(connectionId, ms) {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiters.set(connectionId, resolve)
      const isNotified = elapsed() - notifiedAt < NOTIFIED_MS
      await Promise.race([promise, pause(isNotified ? Math.max(ms, LEAST_WAIT_MS) : ms)])
      if (waiters.get(connectionId) === resolve) waiters.delete(connectionId)
    },
    wake(connectionIds) {
      // null comes after a time without notifications: it does not show that they arrive.
      if (connectionIds !== null) notifiedAt = elapsed()
      for (const connectionId of connectionIds ?? [...waiters.keys()]) waiters.get(connectionId)?.()
    },
  }
}
