// Coalesces reads: callers of one turn of the event loop share a read, and those that come soon after share the next one.
import { setTimeout as pause, setImmediate as turnEnded } from 'node:timers/promises'

/** Milliseconds from one read's beginning to the next one's: where many ask, a message to a database costs more than what they are answered. */
const LEAST_MS = 2

/**
 * Each caller gets an answer that was asked for after the call: what was committed before it is in it.
 * @param ask must not be called more often than its answers are needed
 */
export function coalesceReads<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const next = new Map<string, Promise<T>>()
  const busy = new Map<string, Promise<unknown>>()

  async function begin(key: string): Promise<T> {
    await (busy.get(key) ?? turnEnded())
    next.delete(key)
    const answer = ask(key)
    const over = Promise.allSettled([answer, pause(LEAST_MS)]).then(() => {
      if (busy.get(key) === over) busy.delete(key)
    })
    busy.set(key, over)
    return await answer
  }

  return (key) => {
    const shared = next.get(key)
    if (shared !== undefined) return shared
    const answer = begin(key)
    next.set(key, answer)
    return answer
  }
}
