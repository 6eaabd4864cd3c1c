// The breaker: opens when calling makes nothing better, lets one call through to see.
import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../platform/clock.ts'
import { createBreaker } from './breaker.ts'

describe('the breaker', () => {
  it('stops calls for a minute after a wrong client secret', () => {
    const breaker = createBreaker()
    breaker.note('invalid_client', 0)
    expect(breaker.refusal(MINUTE - 1)).toMatchObject({ kind: 'invalid_client', sent: false })
    expect(breaker.refusal(MINUTE)).toBeNull()
  })

  it('opens at the twentieth silent call in a row and closes with the first answer', () => {
    const breaker = createBreaker()
    for (let call = 0; call < 19; call++) breaker.note('timeout', 0)
    expect(breaker.refusal(0)).toBeNull()
    breaker.note('unavailable', 0)
    expect(breaker.refusal(30 * SECOND - 1)).toMatchObject({ kind: 'unavailable' })
    expect(breaker.refusal(30 * SECOND)).toBeNull()
    breaker.note('network', 30 * SECOND)
    expect(breaker.refusal(31 * SECOND)).not.toBeNull()
    breaker.note(null, 61 * SECOND)
    expect(breaker.refusal(61 * SECOND)).toBeNull()
  })

  it('takes a refused grant for an answer', () => {
    const breaker = createBreaker()
    for (let call = 0; call < 19; call++) breaker.note('timeout', 0)
    breaker.note('invalid_grant', 0)
    breaker.note('timeout', 0)
    expect(breaker.refusal(0)).toBeNull()
  })
})
