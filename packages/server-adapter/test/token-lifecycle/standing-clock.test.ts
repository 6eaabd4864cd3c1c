// A host's clock that does not move: the answer to a refresh of an old grant comes after the company was connected again.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { HARBOR, openStage, type Stage } from '../stage.ts'
import { LATE, until } from '../until.ts'
import { handWrittenTokens } from './hand-written.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

let stage: Stage
beforeEach(async () => {
  const now = Date.now()
  stage = await openStage({ now: () => now })
})
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const tenant = () => stage.adapter.forTenant('harbor')
const tokenCalls = () => control().requests({ route: 'token' }).length

it.each([
  ['consent', async () => void (await stage.browser().connect(control(), HARBOR_TEA))],
  [
    'import',
    async () => {
      const { refreshToken } = await handWrittenTokens(stage, HARBOR)
      await tenant().connections.import({ realmId: HARBOR, refreshToken })
    },
  ],
])('leaves the tokens of the newer %s in place', async (_, connectAgain) => {
  const { id } = await stage.browser().connect(control(), HARBOR_TEA)
  control().clearRequests()
  const answer = control().fault({ route: 'token', kind: 'slow', ms: LATE, times: 1 })
  const renewing = stage.adapter.operations.renew(id)
  await until(() => tokenCalls() > 0, 'Intuit is asked for a token')
  await tenant().connections.disconnect(id)
  await connectAgain()
  const { accessToken } = await tenant().tokens.get(id)
  answer()
  await renewing
  expect((await tenant().tokens.get(id)).accessToken).toBe(accessToken)
  expect(await tenant().verify(id)).toMatchObject({ id, status: 'connected' })
})
