// Whatever Intuit does for however long: a person is asked only for a grant that is dead (K05–K12, L05, T01, V2, V3).
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/platform/clock.ts'
import { openStage, type Stage } from '../stage.ts'
import { type ConnectedCompany, connectCompanies } from './companies.ts'
import { KEY } from './test-deps.ts'

const RUNS = process.env.MOORING_TEST_LONG === '1' ? 500 : 12
const COMPANIES = 4

/** Trouble of Intuit's that no person can fix. */
const TROUBLES = [
  { kind: 'html-503' },
  { kind: 'xml-429' },
  { kind: 'json-429', retryAfter: '3600' },
  { kind: 'json-429', retryAfter: 'soon' },
  { kind: 'garbage-200' },
  { kind: 'garbage-200', body: 'truncated' },
  { kind: 'garbage-200', body: 'empty' },
  { kind: 'error-200' },
  { kind: 'reset' },
  { kind: 'redirect-307' },
  { kind: 'invalid_client' },
  { kind: 'missing-refresh-token' },
  { kind: 'reset-after-rotation', times: 1 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 400, body: '{"error":"server_error"}' },
] as const

const which = fc.nat({ max: COMPANIES - 1 })
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(SECOND, MINUTE, 10 * MINUTE, HOUR, DAY),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('work' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('token' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('verify' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('trouble' as const),
      trouble: fc.constantFrom(...TROUBLES),
      route: fc.constantFrom('token' as const, 'any' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lift' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('quota' as const), exhausted: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), which }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

let stage: Stage
let companies: ConnectedCompany[]
beforeAll(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
  companies = await connectCompanies(stage, COMPANIES)
})
afterAll(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const company = (index: number) => companies[index] ?? { id: '', realmId: '' }

async function carryOut(given: Step): Promise<void> {
  if (given.do === 'wait') control().clock.advance(given.ms)
  if (given.do === 'work') await stage.adapter.runDueWork()
  if (given.do === 'token')
    await books()
      .tokens.get(company(given.which).id)
      .catch(() => {})
  if (given.do === 'verify') await books().verify(company(given.which).id)
  if (given.do === 'trouble') control().fault({ route: given.route, ...given.trouble })
  if (given.do === 'lift') control().clearFaults()
  if (given.do === 'quota') control().behave({ quotaExhausted: given.exhausted })
  if (given.do === 'end') control().disconnectInQuickBooks(company(given.which).realmId)
}

const isDead = (realmId: string) =>
  !control()
    .grants()
    .some((grant) => grant.realmId === realmId && grant.live)

/** A new token that never came, with its answer or in it: what Intuit makes impossible to save. */
const lostAnswer = (realmId: string) =>
  control()
    .requests({ route: 'token', realmId })
    .some(({ fault }) => fault === 'reset-after-rotation' || fault === 'missing-refresh-token')

/** What may be asked of a person, by what really happened. */
async function examine(): Promise<void> {
  for (const { realmId, status, reason } of await standings()) {
    if (status !== 'reauthorization_required' && status !== 'disconnected') continue
    expect({
      realmId,
      reason,
      excuse: isDead(realmId) || lostAnswer(realmId),
    }).toEqual({
      realmId,
      reason,
      excuse: true,
    })
  }
}

const standings = async () =>
  (await books().connections.list()).map(({ company: { realmId }, status, reason }) => ({
    realmId,
    status,
    reason,
  }))

/** Intuit is well again, and so is every connection whose grant lives and whose answers all came. */
async function recover(): Promise<void> {
  control().clearFaults()
  control().behave({ quotaExhausted: false })
  for (let hours = 0; hours < 30; hours++) {
    control().clock.advance(HOUR)
    await stage.adapter.runDueWork()
  }
  for (const { realmId, ...standing } of await standings())
    if (!isDead(realmId) && !lostAnswer(realmId))
      expect(standing).toEqual({ status: 'connected', reason: null })
}

async function reconnect(): Promise<void> {
  for (const { id, realmId } of companies) {
    const person = { user: 'ada', company: realmId }
    const { status } = await books().connections.get(id)
    if (status === 'connected' && !lostAnswer(realmId)) continue
    await stage.browser().goThrough(control(), person, { connectionId: id })
  }
  control().clearRequests()
}

it(
  'asks a person only where the grant is dead, and is well by itself where it is not',
  async () => {
    const steps = fc.array(step, { minLength: 5, maxLength: 30 })
    const rotation = fc.constantFrom('strict' as const, 'every-24h' as const, 'grace-24h' as const)
    await fc.assert(
      fc.asyncProperty(rotation, steps, async (rotates, given) => {
        control().behave({ rotation: rotates })
        await reconnect()
        for (const one of given) {
          await carryOut(one)
          await examine()
        }
        await recover()
        await examine()
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  },
  60_000 + RUNS * 10_000,
)
