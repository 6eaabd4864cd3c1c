// The real core, many times over: other orders, other clocks, other faults at each seed; and what must be true after each.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { testSeed } from '../../../../scripts/seed.ts'
import { play } from './world.ts'

const SEEDS = process.env.MOORING_TEST_LONG === '1' ? 100_000 : 300
const MOST = 2 ** 31

beforeAll(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  })
})
afterAll(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('plays the same story for the same seed', async () => {
  for (let index = 0; index < 5; index++) {
    const [one, other] = [await play(testSeed + index), await play(testSeed + index)]
    expect(other.trace).toEqual(one.trace)
    expect(other.calls).toEqual(one.calls)
  }
})

it(
  'loses no grant, tells no lie, no secret and every event, whatever the order and whichever process dies',
  async () => {
    for (let index = 0; index < SEEDS; index++) {
      const seed = (testSeed + index) % MOST
      const { faults, trace } = await play(seed)
      const replay = `MOORING_TEST_SEED=${seed} pnpm exec vitest run --project server-adapter simulation plays this first`
      expect(faults, `${replay}:\n${trace.join('\n')}\n`).toEqual([])
    }
  },
  60_000 + SEEDS * 500,
)
