// Following the list where the stream is held back on its way.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startLiveUpdates } from './live-updates.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

type Open = (signal: AbortSignal | null | undefined) => Promise<Response>

function follow(open: Open) {
  const refetch = vi.fn(async () => '2')
  const asked: (AbortSignal | null | undefined)[] = []
  const live = startLiveUpdates({
    client: {
      open: (_, { signal }) => {
        asked.push(signal)
        return open(signal)
      },
      get: () => Promise.reject(new Error('Nobody asks.')),
      post: () => Promise.reject(new Error('Nobody asks.')),
    },
    first: async () => '1',
    refetch,
    onConnection: () => {},
    onAttempt: () => {},
    chance: () => 0,
  })
  return { refetch, asked, live }
}

/** A proxy that hands on nothing before the answer's end, which never comes. */
const never: Open = (signal) =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', reject)
  })
/** One that hands on the head of the answer, and keeps back its body. */
const headOnly: Open = async () =>
  new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } })

it.each([
  ['its answer', never],
  ['its body', headOnly],
])(
  'fetches the list every few seconds where %s is held back, and tries the stream now and then',
  async (_, open) => {
    const { refetch, asked, live } = follow(open)
    await vi.advanceTimersByTimeAsync(3_900)
    expect(refetch).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(refetch).toHaveBeenCalledTimes(1)
    expect(asked.map((signal) => signal?.aborted)).toEqual([true])
    await vi.advanceTimersByTimeAsync(26_000)
    expect(refetch).toHaveBeenCalledTimes(5)
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(asked).toHaveLength(2)
    live.stop()
    expect(asked.at(-1)?.aborted).toBe(true)
  },
)

it('stays with a stream that says at once that it is there, however silent it is then', async () => {
  const here: Open = async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(': here\n\n')),
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }
  const { refetch, asked, live } = follow(here)
  await vi.advanceTimersByTimeAsync(40_000)
  expect(refetch).not.toHaveBeenCalled()
  expect(asked.map((signal) => signal?.aborted)).toEqual([false])
  live.stop()
})
