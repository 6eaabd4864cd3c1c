// Everything Intuit's token endpoint can do wrong: a typed failure within its deadline, the stored grant untouched (K01, K02, K05, K06, K07, K08, K15, K16).
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Deps } from '../../src/deps.ts'
import { HOUR } from '../../src/platform/clock.ts'
import { createRefreshCoordinator, type RefreshCoordinator } from '../../src/tokens/refresh-coordinator.ts'
import { openStage, type Stage } from '../stage.ts'
import { openTestDeps } from './open-test-deps.ts'
import { KEY } from './test-deps.ts'

let stage: Stage
let id: string
let deps: Deps
let coordinator: RefreshCoordinator
/** One that waits for an answer no longer than a test can. */
let hasty: { deps: Deps; coordinator: RefreshCoordinator }
beforeAll(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
  id = (await stage.browser().connect(control(), { user: 'ada', company: 'Harbor Tea Co.' })).id
  deps = openTestDeps(stage)
  coordinator = createRefreshCoordinator(deps)
  const hastyDeps = openTestDeps(stage, { deadlines: { token: 1_000 } })
  hasty = { deps: hastyDeps, coordinator: createRefreshCoordinator(hastyDeps) }
})
afterAll(async () => {
  await hasty.deps.store.close()
  await deps.store.close()
  await stage.close()
})
beforeEach(() => {
  control().clearFaults()
  control().clock.advance(2 * HOUR)
})

const control = () => stage.simulator.control
const storedGrant = () => deps.store.read(({ grants }) => grants.get(id))
const standing = async () => (await stage.adapter.forTenant('harbor').connections.get(id)).status

const UNKNOWN = { code: 'connection_unavailable', reason: 'refresh_outcome_unknown' }
const AWAY = { code: 'connection_unavailable', reason: 'intuit_unavailable' }

it.each([
  { fault: { kind: 'slow', ms: 60_000 }, failure: UNKNOWN },
  { fault: { kind: 'silent' }, failure: UNKNOWN },
  { fault: { kind: 'drip' }, failure: UNKNOWN },
  { fault: { kind: 'reset' }, failure: UNKNOWN },
  { fault: { kind: 'html-503' }, failure: AWAY },
  { fault: { kind: 'status', status: 502, body: '<html>' }, failure: AWAY },
  { fault: { kind: 'status', status: 500 }, failure: AWAY },
  { fault: { kind: 'xml-429' }, failure: AWAY },
  { fault: { kind: 'json-429', retryAfter: '31536000' }, failure: AWAY },
  { fault: { kind: 'json-429', retryAfter: 'soon' }, failure: AWAY },
  { fault: { kind: 'garbage-200' }, failure: UNKNOWN },
  { fault: { kind: 'garbage-200', body: 'truncated' }, failure: UNKNOWN },
  { fault: { kind: 'garbage-200', body: 'array' }, failure: UNKNOWN },
  { fault: { kind: 'garbage-200', body: 'empty' }, failure: UNKNOWN },
  {
    fault: { kind: 'status', status: 200, body: '{"access_token":"a","refresh_token":""}' },
    failure: UNKNOWN,
  },
  {
    fault: { kind: 'status', status: 200, body: '{"access_token":"a","refresh_token":7}' },
    failure: UNKNOWN,
  },
  { fault: { kind: 'error-200' }, failure: { code: 'connection_unavailable' } },
  { fault: { kind: 'redirect-307' }, failure: UNKNOWN },
  { fault: { kind: 'huge-body', megabytes: 200 }, failure: UNKNOWN },
  {
    fault: { kind: 'invalid_client' },
    failure: { code: 'connection_unavailable', reason: 'app_misconfigured' },
  },
  { fault: { kind: 'status', status: 400, body: '{"error":"invalid_request"}' }, failure: AWAY },
] as const)('$fault is a failure by name, and nothing stored is touched', async ({ fault, failure }) => {
  const before = await storedGrant()
  control().fault({ route: 'token', ...fault })
  const isLate = ['slow', 'silent', 'drip'].includes(fault.kind)
  const { getToken } = isLate ? hasty.coordinator : coordinator
  await expect(getToken('harbor', id)).rejects.toMatchObject(failure)
  expect(await storedGrant()).toEqual(before)
  expect(control().requests({ route: 'redirected' })).toEqual([])
  control().clearFaults()
  for (let hours = 0; hours < 3; hours++) {
    control().clock.advance(HOUR)
    await stage.adapter.runDueWork()
  }
  expect(await standing()).toBe('connected')
})

it('an answer without a refresh token leaves the old one and brings the access token', async () => {
  const before = await storedGrant()
  control().behave({ omitRefreshToken: true })
  await coordinator.getToken('harbor', id)
  const after = await storedGrant()
  expect(after?.generation).toBe((before?.generation ?? 0) + 1)
  expect(after?.issuedAt).toBe(before?.issuedAt)
  control().behave({ omitRefreshToken: false })
  control().clock.advance(2 * HOUR)
  await coordinator.getToken('harbor', id)
  expect(await standing()).toBe('connected')
})
