// A moment in the store that lies further ahead than any is ever set is not believed: a clock was set back since.
import { afterEach, expect, it } from 'vitest'
import { HOUR } from '../../src/platform/clock.ts'
import { usePostgres } from '../instances/postgres-stage.ts'
import type { Stage } from '../stage.ts'
import { KEY } from './test-deps.ts'

const ground = usePostgres()
let stage: Stage
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const tokenCalls = () => control().requests({ route: 'token' }).length

it.each([
  ['a file', () => ground.openOnFile({ encryptionKeys: [KEY] })],
  ['Postgres', () => ground.open()],
] as const)(
  'a token that lives for hours by the clock as it is now is renewed, once, on %s',
  async (_store, open) => {
    stage = await open()
    const { id } = await stage.browser().connect(control(), { user: 'ada', company: 'Harbor Tea Co.' })
    const now = () => control().clock.now() - 10 * HOUR
    const adapter = await stage.restart({ now })
    const { connections, tokens } = adapter.forTenant('harbor')
    control().clearRequests()
    const { expiresAt } = await tokens.get(id)
    expect(Date.parse(expiresAt) - now()).toBeLessThanOrEqual(HOUR)
    await tokens.get(id)
    expect(tokenCalls()).toBe(1)
    expect(await connections.get(id)).toMatchObject({ status: 'connected', usable: true })
  },
)
