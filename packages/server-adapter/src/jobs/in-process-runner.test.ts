// The runner: everything that is due, errors contained, nothing left behind at the end.
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLogger } from '../platform/logger.ts'
import { createInProcessRunner } from './in-process-runner.ts'
import type { Job } from './job.ts'

const deps = {
  config: { now: () => 1_000, logger: silentLogger },
  store: { read: (work: (tx: object) => unknown) => work({}) },
  elapsed: () => performance.now(),
} as unknown as Parameters<typeof createInProcessRunner>[0]

/** A work with so much to do, one at a time. */
const backlog = (name: string, left: number, onDone: () => void = () => {}): Job => ({
  name,
  dueSince: async () => (left > 0 ? 0 : null),
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
    let counted = 0
    const maker = backlog('maker', 3, () => made++)
    const teller: Job = {
      name: 'teller',
      dueSince: async () => (made > counted ? 0 : null),
      run: async () => {
        const count = made - counted
        counted = made
        return count
      },
    }
    await createInProcessRunner(deps, [teller, maker]).runDueWork()
    expect({ made, counted }).toEqual({ made: 3, counted: 3 })
  })

  it('runs no work that has nothing due, and asks all of them in one read', async () => {
    const idle = vi.fn(async () => 0)
    const read = vi.fn((work: (tx: object) => unknown) => work({}))
    const jobs = [{ name: 'idle', dueSince: async () => null, run: idle }, backlog('busy', 1)]
    await createInProcessRunner({ ...deps, store: { read } } as unknown as typeof deps, jobs).runDueWork()
    expect([idle.mock.calls.length, read.mock.calls.length]).toEqual([0, 2])
  })

  it('ends where a work is due again and again and finds nothing', async () => {
    const run = vi.fn(async () => 0)
    const stubborn: Job = { name: 'stubborn', dueSince: async () => 0, run }
    let done = 0
    await createInProcessRunner(deps, [stubborn, backlog('sound', 2, () => done++)]).runDueWork()
    // Once in the beginning, and once after each thing that another work has done.
    expect([done, run.mock.calls.length]).toEqual([2, 3])
  })

  it.each([
    ['one work cannot be asked', { read: (work: (tx: object) => unknown) => work({}) }],
    ['the store cannot be asked', { read: () => Promise.reject(new Error('gone')) }],
  ])('runs what may be due where %s, so that it says what is wrong', async (_, store) => {
    let done = 0
    const unasked: Job = {
      ...backlog('unasked', 1, () => done++),
      dueSince: () => Promise.reject(new Error('gone')),
    }
    await createInProcessRunner({ ...deps, store } as unknown as typeof deps, [unasked]).runDueWork()
    expect(done).toBe(1)
  })

  it('does every other work where one fails, and then says so', async () => {
    let done = 0
    const broken: Job = {
      name: 'broken',
      dueSince: async () => 0,
      run: async () => Promise.reject(new TypeError('broken')),
    }
    await expect(
      createInProcessRunner(deps, [broken, backlog('sound', 2, () => done++)]).runDueWork(),
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
    const jobs = [endless, other].map((run, index) => ({
      name: String(index),
      dueSince: async () => 0,
      run,
    }))
    const runner = createInProcessRunner(deps, jobs)
    const rounds = [runner.runDueWork(), runner.runDueWork()]
    await isBegun
    const closed = runner.close()
    end()
    await Promise.all([closed, ...rounds])
    expect([endless.mock.calls.length, other.mock.calls.length]).toEqual([1, 0])
  })

  it('never does the same work twice at once', async () => {
    let inside = 0
    let most = 0
    const job: Job = {
      name: 'slow',
      dueSince: async () => 0,
      run: async () => {
        most = Math.max(most, ++inside)
        await setImmediate()
        inside--
        return 0
      },
    }
    const runner = createInProcessRunner(deps, [job])
    await Promise.all([runner.runDueWork(), runner.runDueWork(), runner.runDueWork()])
    expect(most).toBe(1)
  })
})

describe('the runner', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('works when woken, again when woken meanwhile, and not once it is closed', async () => {
    let rounds = 0
    let release = () => {}
    const job: Job = {
      name: 'gate',
      dueSince: async () => 0,
      run: async () => {
        rounds++
        await new Promise<void>((resolve) => {
          release = resolve
        })
        return 0
      },
    }
    const runner = createInProcessRunner(deps, [job])
    runner.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(rounds).toBe(1)
    runner.wake()
    await vi.advanceTimersByTimeAsync(50)
    expect(rounds).toBe(1)
    release()
    await vi.advanceTimersByTimeAsync(50)
    expect(rounds).toBe(2)
    const closed = runner.close()
    release()
    await closed
    runner.wake()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(rounds).toBe(2)
  })
})
