// Limits: who is counted with whom, and that a minute is never passed where reads cost money.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRateLimits, type LimitSubject } from './rate-limits.ts'

const LIMITS = { authorize: 60, verify: 6, other: 600 }
const MINUTE = 60_000

function limiterAt(limits = LIMITS) {
  const clock = { now: 1_000_000 }
  const { take } = createRateLimits(limits, () => clock.now)
  return { clock, take }
}

const ada: LimitSubject = { tenantId: 'harbor', userId: 'ada', connectionId: 'con-1' }
const countOf = (calls: number, take: (index: number) => unknown) =>
  Array.from({ length: calls }, (_, index) => take(index)).filter((reached) => reached === null).length

it('counts calls for ids that do not exist for their tenant', () => {
  const { take } = limiterAt()
  const admitted = countOf(10_000, (index) => take('verify', { ...ada, connectionId: `made-up-${index}` }))
  expect(admitted).toBe(600)
  expect(take('other', ada)).toEqual({ retryAfter: 1 })
})

it('leaves every other tenant its own count, however many ids one makes up', () => {
  const { take } = limiterAt()
  const noor = { tenantId: 'northwind', userId: 'noor', connectionId: 'con-9' }
  expect(countOf(9, () => take('verify', noor))).toBe(6)
  for (let index = 0; index < 20_000; index++) take('verify', { ...ada, connectionId: `made-up-${index}` })
  expect(take('verify', noor)).not.toBeNull()
  expect(countOf(700, () => take('other', noor))).toBe(600 - 9 - 1)
})

it('says when to come back, and lets in then', () => {
  const { take, clock } = limiterAt()
  expect(countOf(6, () => take('verify', ada))).toBe(6)
  clock.now += 20_000
  expect(take('verify', ada)).toEqual({ retryAfter: 40 })
  clock.now += 40_000
  expect(take('verify', ada)).toBeNull()
})

it('never passes the reads of a minute, however they are spread', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 200 }), (pauses) => {
      const { take, clock } = limiterAt()
      const admitted: number[] = []
      for (const pause of pauses) {
        clock.now += pause
        if (take('verify', ada) === null) admitted.push(clock.now)
      }
      for (const [index, at] of admitted.entries()) {
        const sixth = admitted[index - 6]
        if (sixth !== undefined) expect(at - sixth).toBeGreaterThanOrEqual(MINUTE)
      }
    }),
  )
})

it('fills a bucket again within a minute', () => {
  const { take, clock } = limiterAt({ ...LIMITS, authorize: 3 })
  expect(countOf(5, () => take('authorize', ada))).toBe(3)
  clock.now += 20_000
  expect(countOf(5, () => take('authorize', ada))).toBe(1)
  clock.now += 5 * MINUTE
  expect(countOf(5, () => take('authorize', ada))).toBe(3)
})

it('slows down who calls too often, and shuts no one out', () => {
  const { take, clock } = limiterAt()
  let admitted = 0
  // Twice as often as they flow in, for ten minutes.
  for (let call = 0; call < 10 * 60 * 20; call += 1) {
    clock.now += 50
    if (take('other', ada) === null) admitted += 1
  }
  expect(admitted).toBeGreaterThanOrEqual(10 * 600)
  expect(admitted).toBeLessThanOrEqual(11 * 600)
})

it('lets in when it said it would, also a caller who asked once more in between', () => {
  const { take, clock } = limiterAt({ ...LIMITS, authorize: 6 })
  expect(countOf(6, () => take('authorize', ada))).toBe(6)
  clock.now += 9_000
  expect(take('authorize', ada)).toEqual({ retryAfter: 1 })
  clock.now += 1_000
  expect(take('authorize', ada)).toBeNull()
})

it('goes on after the clock was set back', () => {
  const { take, clock } = limiterAt()
  expect(countOf(6, () => take('verify', ada))).toBe(6)
  clock.now -= 3_600_000
  expect(take('verify', ada)).toBeNull()
})

it('counts nothing where limits are off', () => {
  const { take } = createRateLimits(null, () => 0)
  expect(countOf(2_000, () => take('verify', ada))).toBe(2_000)
})
