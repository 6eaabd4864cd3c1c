// Following the list where nobody answers.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startLiveUpdates } from './live-updates.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('fetches the list again where the stream is asked for and never answers', async () => {
  const asked: (AbortSignal | null | undefined)[] = []
  const refetch = vi.fn(async () => '2')
  const live = startLiveUpdates({
    client: {
      open: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          asked.push(signal)
          signal?.addEventListener('abort', reject)
        }),
      get: () => Promise.reject(new Error('Nobody asks.')),
      post: () => Promise.reject(new Error('Nobody asks.')),
    },
    first: async () => '1',
    refetch,
    onConnection: () => {},
    onAttempt: () => {},
    chance: () => 0,
  })
  await vi.advanceTimersByTimeAsync(40_000)
  expect(refetch).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(15_000)
  expect(refetch).toHaveBeenCalledTimes(1)
  expect(asked.map((signal) => signal?.aborted)).toEqual([true, false])
  live.stop()
  expect(asked.at(-1)?.aborted).toBe(true)
})
