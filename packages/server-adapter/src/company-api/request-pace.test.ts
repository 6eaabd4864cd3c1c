// Intuit's limits kept on our side: ten at once, the eleventh waits, an abort gives up its place.
import { describe, expect, it } from 'vitest'
import { SECOND } from '../platform/clock.ts'
import { createRequestPace } from './request-pace.ts'

/** Pauses that end when the test says that so much time has passed. */
function handClock() {
  const pauses: { until: number; end: () => void }[] = []
  let now = 0
  return {
    pause: (ms: number) => new Promise<void>((end) => void pauses.push({ until: now + ms, end })),
    async pass(ms: number) {
      now += ms
      for (const pause of pauses) if (pause.until <= now) pause.end()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

async function settled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending')
  return (
    (await Promise.race([promise, new Promise((resolve) => setImmediate(() => resolve(pending)))])) !==
    pending
  )
}

describe('the pace of requests', () => {
  it('lets ten through in a second, and the eleventh after it', async () => {
    const clock = handClock()
    const pace = createRequestPace(clock.pause)
    const first = await Promise.all(Array.from({ length: 10 }, () => pace.turn(null)))
    expect(first).toEqual(Array(10).fill(false))
    const eleventh = pace.turn(null)
    expect(await settled(eleventh)).toBe(false)
    await clock.pass(SECOND)
    await expect(eleventh).resolves.toBe(true)
  })

  it('lets 500 through in a minute', async () => {
    const clock = handClock()
    const pace = createRequestPace(clock.pause)
    for (let second = 0; second < 50; second++) {
      await Promise.all(Array.from({ length: 10 }, () => pace.turn(null)))
      await clock.pass(SECOND)
    }
    const next = pace.turn(null)
    expect(await settled(next)).toBe(false)
    await clock.pass(9 * SECOND)
    expect(await settled(next)).toBe(false)
    await clock.pass(SECOND)
    await expect(next).resolves.toBe(true)
  })

  it('gives the turn of one that aborts to the next', async () => {
    const clock = handClock()
    const pace = createRequestPace(clock.pause)
    await Promise.all(Array.from({ length: 10 }, () => pace.turn(null)))
    const controller = new AbortController()
    const aborted = pace.turn(controller.signal)
    const next = pace.turn(null)
    controller.abort(new Error('The host has had enough.'))
    await expect(aborted).rejects.toThrow('The host has had enough.')
    await clock.pass(SECOND)
    await expect(next).resolves.toBe(true)
  })
})
