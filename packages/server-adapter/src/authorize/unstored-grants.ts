// Grants that Intuit has given and the store has not taken yet: in this process's memory, for as long as it lives.

import type { Log } from '../platform/logger.ts'
import { thrownFields } from '../platform/thrown.ts'

export interface UnstoredGrants {
  /** Whether one of this attempt's waits here: its attempt is not lost. */
  has(attemptId: string): boolean
  /** Waits for `storing` when the adapter closes. */
  add<T>(attemptId: string, storing: Promise<T>): Promise<T>
  /** Once true, storing is tried some more times only. */
  isClosing(): boolean
  /** Resolves once each is stored, or was tried in vain. */
  close(): Promise<void>
}

export function createUnstoredGrants(logger: Log): UnstoredGrants {
  const storing = new Map<Promise<unknown>, string>()
  let closing = false
  return {
    has: (attemptId) => [...storing.values()].includes(attemptId),
    add(attemptId, work) {
      storing.set(work, attemptId)
      const forget = () => storing.delete(work)
      // Who asked for it may wait no more.
      work.then(forget, (error: unknown) => {
        forget()
        logger.error(
          { attemptId, ...thrownFields(error) },
          'A grant of an authorization could not be stored.',
        )
      })
      return work
    },
    isClosing: () => closing,
    async close() {
      closing = true
      await Promise.allSettled(storing.keys())
    },
  }
}
