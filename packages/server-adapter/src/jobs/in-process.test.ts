// The runner: everything that is due, errors contained, nothing left behind at the end.
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLogger } from '../platform/logger.ts'
import { createInProcessJobs } from './in-process.ts'
import type { Work } from './work.ts'

const parts = { config: { now: () => 1_000, logger: silentLogger } } as unknown as Parameters<
  typeof createInProcessJobs
>[0]

/** A work with so much to do, one at a time. */
const backlog = (name: string, left: number, onDone: () => void = () => {}): Work => ({
  name,
  isDue: async () => left > 0,
  run: async () => {
    if (left === 0) return 0
    left--
    onDone()
    return 1
  },
})

describe('runDueWork', () => {
  it('goes on until no work finds anything, also what another work made due', async () => {
    let made = 0
    let told = 0
    const maker = backlog('maker', 3, () => made++)
    const teller: Work = {
      name: 'teller',
      isDue: async () => made > told,
      run: async () => {
        const count = made - told
        told = made
        return count
      },
    }
    await createInProcessJobs(parts, [teller, maker]).runDueWork()
    expect({ made, told }).toEqual({ made: 3, told: 3 })
  })

  it('does every other work where one fails, and then says so', async () => {
    let done = 0
    const broken: Work = {
      name: 'broken',
      isDue: async () => true,
      run: async () => Promise.reject(new TypeError('broken')),
    }
    await expect(
      createInProcessJobs(parts, [broken, backlog('sound', 2, () => done++)]).runDueWork(),
    ).rejects.toThrow('broken')
    expect(done).toBe(2)
  })

  it('leaves the rest where it is closed meanwhile, and rejects nothing', async () => {
    const { promise: isBegun, resolve: begin } = Promise.withResolvers<void>()
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
    const endless = vi.fn(async () => {
      begin()
      await mayEnd
      return 1
    })
    const other = vi.fn(async () => 1)
    const works = [endless, other].map((run, index) => ({
      name: String(index),
      isDue: async () => true,
      run,
    }))
    const jobs = createInProcessJobs(parts, works)
    const rounds = [jobs.runDueWork(), jobs.runDueWork()]
    await isBegun
    const closed = jobs.close()
    end()
    await Promise.all([closed, ...rounds])
    expect([endless.mock.calls.length, other.mock.calls.length]).toEqual([1, 0])
  })

  it('never does the same work twice at once', async () => {
    let inside = 0
    let most = 0
    const work: Work = {
      name: 'slow',
      isDue: async () => true,
      run: async () => {
        most = Math.max(most, ++inside)
        await setImmediate()
        inside--
        return 0
      },
    }
    const jobs = createInProcessJobs(parts, [work])
    await Promise.all([jobs.runDueWork(), jobs.runDueWork(), jobs.runDueWork()])
    expect(most).toBe(1)
  })
})

describe('the runner', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('works when woken, again when woken meanwhile, and not once it is closed', async () => {
    let rounds = 0
    let release = () => {}
    const work: Work = {
      name: 'gate',
      isDue: async () => true,
      run: async () => {
        rounds++
        await new Promise<void>((resolve) => {
          release = resolve
        })
        return 0
      },
    }
    const jobs = createInProcessJobs(parts, [work])
    jobs.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(rounds).toBe(1)
    jobs.wake()
    await vi.advanceTimersByTimeAsync(50)
    expect(rounds).toBe(1)
    release()
    await vi.advanceTimersByTimeAsync(50)
    expect(rounds).toBe(2)
    const closed = jobs.close()
    release()
    await closed
    jobs.wake()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(rounds).toBe(2)
  })
})
