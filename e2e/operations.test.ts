// The operator's page in Chromium: counts, every tenant's connections, an incident, and what stands still.
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type DemoStage, openDemo, type Visit } from './demo-stage.ts'
import { connect, leave, signIn } from './journey.ts'

let stage: DemoStage
let visit: Visit
beforeAll(async () => {
  stage = await openDemo()
})
afterAll(async () => {
  await stage.close()
})
beforeEach(async () => {
  visit = await stage.visit()
  visit.page.setDefaultTimeout(15_000)
})
afterEach(async () => {
  await leave(stage, visit)
})

const post = (path: string, data: object) =>
  visit.context.request.post(`${stage.origin}/api${path}`, { data })
const jump = async (hours = 1) => await post('/simulator/clock', { advanceMs: hours * 3_600_000 })
const table = (page: Page) => page.getByRole('table', { name: 'Every connection' })

async function atOperations(): Promise<Page> {
  await visit.page.goto(`${stage.origin}/operations`)
  await table(visit.page).waitFor()
  return visit.page
}

it('shows the connections of all tenants by status, page by page', async () => {
  await connect(stage, visit.page)
  const page = await atOperations()
  await table(page)
    .getByRole('row', { name: /Harbor Tea Co\..*harbor.*Connected/ })
    .waitFor()
  await page.getByLabel('Show').selectOption('blocked')
  await page.getByText('No connection is like that.').waitFor()
  // Fifty connections make a page: here each page has one.
  await page.route('**/operations/connections?*', async (route) => {
    const asked = new URL(route.request().url())
    const second = asked.searchParams.get('cursor') === 'second'
    asked.searchParams.delete('cursor')
    const [first] = (await (await route.fetch({ url: asked.href })).json()).connections
    const shown = second ? { ...first, company: { ...first.company, name: 'The Second' } } : first
    await route.fulfill({ json: { connections: [shown], nextCursor: second ? null : 'second' } })
  })
  await page.getByLabel('Show').selectOption('connected')
  await page.getByRole('button', { name: 'Next page' }).click()
  await table(page).getByText('The Second').waitFor()
  expect(await page.getByRole('button', { name: 'Next page' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Previous page' }).click()
  await table(page).getByText('Harbor Tea Co.').waitFor()
  await page.unroute('**/operations/connections?*')
})

it('is closed to who may not operate', async () => {
  const { page } = visit
  await signIn(stage, page, 'Ben Ito')
  await page.goto(`${stage.origin}/operations`)
  await page.getByText('Your role does not include operations.').waitFor()
  expect(await table(page).count()).toBe(0)
})

it('tells of an incident while Intuit refuses several companies, and asks nobody to re-authorize', async () => {
  const { companies } = await (await visit.context.request.get(`${stage.simulator}/simulator/state`)).json()
  const names = ['Harbor Tea Co.', 'Harbor Tea Wholesale', 'Northwind Bakery']
  await visit.context.request.post(`${stage.origin}/api/session`, { data: { personId: 'ada' } })
  for (const { name, realmId } of companies) {
    if (names.includes(name)) await post('/simulator/users/ada/admin', { realmId, admin: true })
  }
  for (const name of names) await connect(stage, visit.page, name)
  await post('/simulator/faults', { route: 'token', grant: 'refresh_token', kind: 'invalid_grant' })
  await jump(2)
  const list = await visit.context.request.get(`${stage.origin}/api/quickbooks/connections`)
  for (const { id, status } of (await list.json()).connections) {
    if (status !== 'disconnected') await post(`/quickbooks/connections/${id}/verify`, {})
  }
  const page = await atOperations()
  await page.getByRole('alert').getByText('Incident since').waitFor()
  await page.goto(stage.origin)
  await page.getByText('We are checking the connection to Northwind Bakery.').first().waitFor()
  expect(await page.getByRole('button', { name: 'Re-authorize' }).count()).toBe(0)
  await post('/simulator/faults/clear', {})
  await jump(24)
  await page.goto(`${stage.origin}/operations`)
  await page.getByRole('alert').waitFor({ state: 'detached' })
})

it('shows which queues of events stand still, and lets them go on', async () => {
  await connect(stage, visit.page)
  const page = await atOperations()
  const refuses = page.getByRole('checkbox', { name: /Harborline refuses every event/ })
  await refuses.click()
  await expect.poll(async () => await refuses.isChecked()).toBe(true)
  const list = await visit.context.request.get(`${stage.origin}/api/quickbooks/connections`)
  const { id } = (await list.json()).connections.find(
    ({ status }: { status: string }) => status !== 'disconnected',
  )
  await post(`/quickbooks/connections/${id}/disconnect`, {})
  for (let hour = 0; hour < 21; hour++) await jump()
  const queue = page.getByRole('listitem').filter({ hasText: 'tried 20 times' }).first()
  await queue.waitFor()
  await refuses.click()
  await expect.poll(async () => await refuses.isChecked()).toBe(false)
  const left = async () => await page.getByRole('button', { name: 'Try again' }).count()
  while ((await left()) > 0) {
    const before = await left()
    await page.getByRole('button', { name: 'Try again' }).first().click()
    await expect.poll(left).toBeLessThan(before)
  }
  await page.getByText('No queue stands still.').waitFor()
})
