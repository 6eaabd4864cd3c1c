// Coalesces reads: callers that arrive during a read share the next one.

/**
 * Each caller gets an answer that was asked for after the call: what was committed before it is in it.
 * @param ask must not be called more often than its answers are needed
 */
export function coalesceReads<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const running = new Map<string, Promise<T>>()
  const next = new Map<string, Promise<T>>()

  function begin(key: string): Promise<T> {
    const answer = ask(key)
    running.set(key, answer)
    const end = () => {
      if (running.get(key) === answer) running.delete(key)
    }
    answer.then(end, end)
    return answer
  }

  function queue(key: string, current: Promise<T>): Promise<T> {
    const begun = () => {
      next.delete(key)
      return begin(key)
    }
    const answer = current.then(begun, begun)
    next.set(key, answer)
    return answer
  }

  return (key) => {
    const current = running.get(key)
    if (current === undefined) return begin(key)
    return next.get(key) ?? queue(key, current)
  }
}
