// Where refreshes wait for somebody else's: until its end is heard of, or a while has gone by.
import { SECOND } from '../platform/clock.ts'

/** While something was heard within this time, ms, the ear is taken to be open … */
const NOTIFIED_MS = 5 * SECOND
/** … and what is waited for is looked at this seldom, ms: should its end have been missed. */
const SELDOM_MS = 1.5 * SECOND

export interface ChangeNotifier {
  /**
   * Resolves after `ms`, or as soon as this connection is heard to have changed. While there is much to hear it waits
   * longer: a crowd that looks as well would keep the server from what it is waiting for. One may wait per connection.
   */
  wait(connectionId: string, ms: number): Promise<void>
  /** These connections have changed; null: any may have. */
  wake(connectionIds: readonly string[] | null): void
}

export interface ChangeNotifierTools {
  readonly pause: (ms: number) => Promise<void>
  /** Real time, ms. */
  readonly elapsed: () => number
}

export function createChangeNotifier({ pause, elapsed }: ChangeNotifierTools): ChangeNotifier {
  const waiters = new Map<string, () => void>()
  let heardAt = Number.NEGATIVE_INFINITY

  return {
    async wait(connectionId, ms) {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiters.set(connectionId, resolve)
      const isNotified = elapsed() - heardAt < NOTIFIED_MS
      await Promise.race([promise, pause(isNotified ? Math.max(ms, SELDOM_MS) : ms)])
      if (waiters.get(connectionId) === resolve) waiters.delete(connectionId)
    },
    wake(connectionIds) {
      // That everything may have changed is said when the ear was shut for a while.
      if (connectionIds !== null) heardAt = elapsed()
      for (const connectionId of connectionIds ?? [...waiters.keys()]) waiters.get(connectionId)?.()
    },
  }
}
