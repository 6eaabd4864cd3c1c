// The guide and the panel, through the host's routes: each step is ticked by what happens, and each way of breaking does what it says.
import { beforeEach, describe, expect, it } from 'vitest'
import { STEP_IDS } from '../guide/steps.ts'
import { type Browser, connect, eventTypes, openBrowser, reauthorize, withHost } from './host-stage.ts'
import { PEOPLE, tenantName } from './people.ts'
import { COMPANIES, USERS } from './world.ts'

const demo = withHost()
const DAY = 86_400_000

let browser: Browser
let id: string
beforeEach(async () => {
  browser = await openBrowser('ada')
  id = await connect(browser)
})

const tried = async (): Promise<string[]> => (await browser.get('/guide')).tried
const connection = async () => await browser.get(`/quickbooks/connections/${id}`)
const realmId = COMPANIES[0]?.realmId ?? ''

describe('the guide', () => {
  it('ticks each step by itself, in the order of a visit, for this tenant alone', async () => {
    const ticked = async (count: number) =>
      await expect.poll(async () => (await tried()).toSorted()).toEqual(STEP_IDS.slice(0, count).toSorted())
    await ticked(1)
    await browser.post(`/simulator/companies/${realmId}/revoke`)
    await ticked(2)
    await reauthorize(browser, id)
    await ticked(3)
    await browser.post('/guide/wrong-company')
    await ticked(4)
    await browser.post(`/quickbooks/connections/${id}/disconnect`)
    await ticked(5)
    expect((await (await openBrowser('noor')).get('/guide')).tried).toEqual([])
  })

  it('takes no re-authorization for a repair while nothing was broken', async () => {
    await reauthorize(browser, id)
    await eventTypes(browser, 'connection.reauthorized')
    expect(await tried()).toEqual(['connect'])
  })
})

describe('the ways to break a connection', () => {
  it.for([
    ['a revoke', `/companies/${realmId}/revoke`, {}, 'revoked', 'reauthorize'],
    [
      'the admin role taken away',
      `/companies/${realmId}/take-admin`,
      {},
      'admin_access_lost',
      'contact_admin',
    ],
    ['101 days without use', '/clock', { advanceMs: 101 * DAY }, 'idle_expired', 'reauthorize'],
    [
      'five years with use in between',
      '/clock/in-use',
      { advanceMs: (5 * 365 + 1) * DAY },
      'hard_expired',
      'reauthorize',
    ],
  ] as const)('%s is noticed at once', { timeout: 30_000 }, async ([, path, body, reason, action]) => {
    expect((await browser.post(`/simulator${path}`, body)).status).toBe(200)
    expect(await connection()).toMatchObject({ reason, action })
  })

  it('five years with use in between pass without an end for want of use', async () => {
    await browser.post('/simulator/clock/in-use', { advanceMs: 4 * 365 * DAY })
    expect(await connection()).toMatchObject({ status: 'connected' })
  }, 30_000)
})

it('the pages have the time of the simulator', async () => {
  const { now } = await browser.get('/clock')
  await browser.post('/simulator/clock', { advanceMs: 30 * DAY })
  expect((await browser.get('/clock')).now - now).toBeGreaterThanOrEqual(30 * DAY)
  expect((await browser.get('/clock')).now).toBeLessThanOrEqual(demo.simulator.control.clock.now())
})

it('no two people and no two companies have nearly one name', () => {
  const people = new Set([...PEOPLE, ...USERS].map(({ name }) => name))
  const companies = COMPANIES.map(({ name }) => name)
  const first = (names: Iterable<string>) => [...names].map((name) => name.split(' ')[0])
  expect(new Set(first(people)).size).toBe(people.size)
  expect(new Set(first(companies)).size).toBe(companies.length)
  for (const { tenant } of PEOPLE) expect(companies).toContain(tenantName(tenant.id))
})
