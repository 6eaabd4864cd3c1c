// Coalesces reads: callers of one turn of the event loop share a read, and those that come soon after share the next one.
import { setTimeout as pause, setImmediate as turnEnded } from 'node:timers/promises'

/**
 * Each caller gets an answer that was asked for after the call: what was committed before it is in it.
 * @param ask must not be called more often than its answers are needed
 * @param leastMs milliseconds from one read's beginning to the next one's of the same key, where a read costs more than many wait for it. Default 0
 */
export function coalesceReads<T>(ask: (key: string) => Promise<T>, leastMs = 0): (key: string) => Promise<T> {
  const next = new Map<string, Promise<T>>()
  const busy = new Map<string, Promise<unknown>>()

  async function begin(key: string): Promise<T> {
    await (busy.get(key) ?? turnEnded())
    next.delete(key)
    const answer = ask(key)
    const over = Promise.allSettled(leastMs > 0 ? [answer, pause(leastMs)] : [answer]).then(() => {
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
