// Instances whose clocks differ: still one refresh at a time, and none waits for a dead one's clock. N17
import { describe, expect, it } from 'vitest'
import type { QuickBooksAdapter } from '../../src/index.ts'
import { HOUR, MINUTE } from '../../src/platform/clock.ts'
import type { Stage } from '../stage.ts'
import { openWorker, usePostgres } from './postgres-stage.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const GAP = 10 * MINUTE
/** Longer than a holder's silence may last. */
const SLOW_MS = 4_000
/** A busy machine takes long to refresh, ms. */
const SOON = { timeout: 15_000, interval: 3 }

const ground = usePostgres()
let stage: Stage

const control = () => stage.simulator.control
const tokenCalls = () => control().requests({ route: 'token' }).length
const aheadOf = (gap: number) => () => control().clock.now() + gap

/** An expired token, and Intuit slow to renew it. */
async function openWithExpired(): Promise<string> {
  stage = await ground.open()
  control().behave({ rotation: 'strict' })
  const { id } = await stage.browser().connect(control(), PERSON)
  control().clock.advance(2 * HOUR)
  control().clearRequests()
  return id
}

describe('two instances whose clocks are ten minutes apart', () => {
  it.each([
    { holder: 'slow', gap: GAP },
    { holder: 'fast', gap: -GAP },
  ])('refresh once, where the $holder one was first', async ({ gap }) => {
    const id = await openWithExpired()
    const holder = stage.adapter
    const other = await stage.restart({ now: aheadOf(gap) })
    await other.operations.health()
    const ask = ({ forTenant }: QuickBooksAdapter) => forTenant('harbor').tokens.get(id)
    control().fault({ route: 'token', kind: 'slow', ms: SLOW_MS, times: 1 })
    const first = ask(holder)
    await expect.poll(tokenCalls, { ...SOON, message: 'calls for a token' }).toBeGreaterThan(0)
    const second = ask(other)
    expect((await second).accessToken).toBe((await first).accessToken)
    expect(tokenCalls()).toBe(1)
    expect(await holder.forTenant('harbor').connections.get(id)).toMatchObject({ status: 'connected' })
  })

  it('outlive the fast one, where it was killed', async () => {
    const id = await openWithExpired()
    const victim = await openWorker(ground, stage)
    victim.start({ tenantId: 'harbor', connectionIds: [id], callers: 1, holdAt: { [id]: 'intent' } })
    await expect.poll(() => victim.holding.size, { ...SOON, message: 'refreshes that were stopped' }).toBe(1)
    victim.signal('SIGKILL')
    await victim.ended
    const slow = await stage.restart({ now: aheadOf(-GAP) })
    await slow.forTenant('harbor').tokens.get(id)
    expect(tokenCalls()).toBe(1)
  })
})
