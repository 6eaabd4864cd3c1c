// Whether this is being asked from inside of what we have called ourselves.
import { AsyncLocalStorage } from 'node:async_hooks'

export interface OwnCalls {
  /** Whether the caller runs inside of a call that has not ended. */
  isInside(): boolean
  /** Marks a call of ours, and all that it awaits. */
  run<T>(call: () => Promise<T>): Promise<T>
}

export function createOwnCalls(): OwnCalls {
  const current = new AsyncLocalStorage<{ ended: boolean }>()
  return {
    isInside: () => current.getStore()?.ended === false,
    run: async (call) => {
      const own = { ended: false }
      try {
        return await current.run(own, call)
      } finally {
        own.ended = true
      }
    },
  }
}
