// Refreshes in a row, side by side, and asked for by the host's own handler (L07, L08, L15, R07).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/platform/clock.ts'
import { openStage, type Stage } from '../stage.ts'
import { LATE } from '../until.ts'
import { type ConnectedCompany, connectCompanies } from './companies.ts'
import { until } from './processes.ts'
import { KEY } from './test-deps.ts'

const LONG = process.env.MOORING_TEST_LONG === '1'

let stage: Stage
let companies: ConnectedCompany[]
beforeEach(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
  companies = await connectCompanies(stage, 3)
})
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const first = () => companies[0] ?? { id: '', realmId: '' }

/** The fingerprint of the refresh token each call was made with. */
const sent = () =>
  control()
    .requests({ route: 'token' })
    .map(({ body }) => body.refresh_token)

describe('a chain of refreshes', () => {
  it('under strict rotation sends each new token once, and the stored one works at its end', async () => {
    const rounds = LONG ? 1_000 : 150
    control().behave({ rotation: 'strict' })
    control().clearRequests()
    for (let round = 0; round < rounds; round++) {
      control().clock.advance(HOUR)
      await books().tokens.get(first().id)
    }
    expect(new Set(sent()).size).toBe(rounds)
    expect(await books().verify(first().id)).toMatchObject({ status: 'connected' })
    expect(await books().history.verify(first().id)).toMatchObject({ valid: true })
  }, 60_000)

  it('whose value stays for a day sends the same one all day, and the next one after', async () => {
    const days = LONG ? 30 : 4
    control().behave({ rotation: 'every-24h' })
    control().clock.advance(DAY)
    control().clearRequests()
    for (let hour = 0; hour < days * 24; hour++) {
      control().clock.advance(HOUR)
      await books().tokens.get(first().id)
    }
    expect(sent()).toHaveLength(days * 24)
    expect(new Set(sent()).size).toBeLessThanOrEqual(days + 1)
    expect(await books().verify(first().id)).toMatchObject({ status: 'connected' })
  }, 60_000)
})

describe('a company whose answers are slow', () => {
  it('delays no other', async () => {
    control().clock.advance(61 * MINUTE)
    control().clearRequests()
    const answer = control().fault({ route: 'token', realmId: first().realmId, kind: 'slow', ms: LATE })
    const slow = books().tokens.get(first().id)
    await until(() => sent().length > 0, 'the slow call is under way')
    for (const { id, realmId } of companies.slice(1))
      await expect(books().tokens.get(id)).resolves.toMatchObject({ realmId })
    const [silent] = control().requests({ route: 'token', realmId: first().realmId })
    expect(silent?.order.ended).toBeNull()
    answer()
    await expect(slow).resolves.toMatchObject({ realmId: first().realmId })
  })
})

describe('a handler of the host’s', () => {
  it('may call the adapter for the very connection of its event', async () => {
    const seen: string[] = []
    const adapter = await stage.restart({
      onEvent: async ({ connectionId, tenantId }) => {
        if (connectionId === null || tenantId === null) return
        const own = adapter.forTenant(tenantId)
        await own.tokens.get(connectionId)
        seen.push((await own.verify(connectionId)).status)
      },
    })
    control().clock.advance(2 * HOUR)
    control().clearRequests()
    await adapter.runDueWork()
    expect(sent()).toHaveLength(companies.length)
    expect(seen).toEqual(Array(6).fill('connected'))
  })
})
