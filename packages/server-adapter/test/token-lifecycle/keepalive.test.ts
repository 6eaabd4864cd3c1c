// The background renews what it can before anybody is warned: a warning asks a person for what no refresh can do.
import { afterEach, expect, it } from 'vitest'
import { DAY } from '../../src/platform/clock.ts'
import { openStage, type Stage } from '../stage.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

let stage: Stage
let id: string
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const refreshes = () => control().requests({ route: 'token' }).length
const warnings = () => stage.events.filter(({ type }) => type === 'connection.expiring')
const status = async () => (await stage.adapter.forTenant('harbor').connections.get(id)).status

async function connect(options: Parameters<typeof openStage>[0] = {}): Promise<void> {
  stage = await openStage(options)
  id = (await stage.browser().connect(control(), HARBOR_TEA)).id
  control().clearRequests()
}

it.each([90, 60, 7])(
  'keepaliveDays: %i renews before the first warning, and no more often than it must',
  async (keepaliveDays) => {
    await connect({ keepaliveDays })
    for (let day = 0; day < 360; day += 1) {
      control().clock.advance(DAY)
      expect(await status()).toBe('connected')
      await stage.adapter.runDueWork()
    }
    expect(warnings()).toEqual([])
    const longest = Math.min(keepaliveDays, 101 - 30)
    expect(refreshes()).toBeGreaterThanOrEqual(Math.floor(360 / longest))
    expect(refreshes()).toBeLessThanOrEqual(Math.ceil(360 / (longest / 2 - 2)))
  },
)

it('does so too after it was off for months', async () => {
  await connect({ keepaliveDays: 90 })
  control().clock.advance(95 * DAY)
  await stage.adapter.runDueWork()
  expect(refreshes()).toBe(1)
  expect(warnings()).toEqual([])
  expect(await status()).toBe('connected')
})

it('warns of what it could not renew', async () => {
  await connect({ keepaliveDays: 90 })
  control().fault({ route: 'token', kind: 'html-503' })
  for (let day = 0; day < 72; day += 1) {
    control().clock.advance(DAY)
    await stage.adapter.runDueWork()
  }
  expect(warnings().map(({ data }) => data)).toEqual([{ clock: 'idle', daysLeft: expect.any(Number) }])
})

it('warns though it renews where the warning comes earlier than any refresh could', async () => {
  await connect({ warnBeforeDays: [150] })
  for (let day = 0; day < 30; day += 1) {
    control().clock.advance(DAY)
    await stage.adapter.runDueWork()
  }
  expect(warnings().length).toBeGreaterThan(0)
  expect(refreshes()).toBeLessThanOrEqual(9)
})
