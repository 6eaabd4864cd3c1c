// Waits double, never exceed the longest, and jitter only shortens them.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backOff } from './back-off.ts'

const PACE = { first: 1_000, longest: 3_600_000 }

it.each([
  [0, 0, 1_000],
  [1, 0, 1_000],
  [2, 0, 2_000],
  [3, 0, 4_000],
  [12, 0, 2_048_000],
  [13, 0, 3_600_000],
  [1e9, 0, 3_600_000],
  [1, 1, 800],
  [3, 0.5, 3_600],
  [13, 1, 2_880_000],
])('after %i tries and with chance %d waits %i ms', (tries, chance, expected) => {
  expect(backOff(PACE, tries, chance)).toBe(expected)
})

it('waits between the first step, shortened, and the longest, whatever comes in', () => {
  fc.assert(
    fc.property(fc.integer(), fc.double({ noNaN: true }), (tries, chance) => {
      const wait = backOff(PACE, tries, chance)
      return Number.isInteger(wait) && wait >= 800 && wait <= PACE.longest
    }),
  )
})
