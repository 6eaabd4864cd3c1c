// The operator's page in Chromium: counts, every tenant's connections, an incident, and what stands still.
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { connect, signIn } from './journey.ts'
import { withDemo } from './with-demo.ts'

const demo = withDemo()

const post = (path: string, data: object) =>
  demo.visit.context.request.post(`${demo.stage.origin}/api${path}`, { data })
const jump = async (hours = 1) => await post('/simulator/clock', { advanceMs: hours * 3_600_000 })
const table = (page: Page) => page.getByRole('table', { name: 'Every connection' })

async function atOperations(): Promise<Page> {
  await demo.visit.page.goto(`${demo.stage.origin}/operations`)
  await table(demo.visit.page).waitFor()
  return demo.visit.page
}

it('shows the connections of all tenants by status, page by page', async () => {
  await connect(demo.stage, demo.visit.page)
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
  // The list may be on its way once more.
  await page.unrouteAll({ behavior: 'wait' })
})

it('is closed to who may not operate', async () => {
  const { page } = demo.visit
  await signIn(demo.stage, page, 'Ben Ito')
  await page.goto(`${demo.stage.origin}/operations`)
  await page.getByText('Your role does not include operations.').waitFor()
  expect(await table(page).count()).toBe(0)
})

it('tells of an incident while Intuit refuses several companies, and asks nobody to re-authorize', async () => {
  const tenants = [
    { personId: 'noor', company: 'Northwind Bakery' },
    { personId: 'petra', company: 'Maple & Pine Supply' },
    { personId: 'ada', company: 'Harbor Tea Co.' },
  ]
  for (const { personId, company } of tenants)
    await connect(demo.stage, demo.visit.page, company, { personId, user: 'cleo' })
  await post('/simulator/faults', { route: 'token', grant: 'refresh_token', kind: 'invalid_grant' })
  await jump(2)
  for (const { personId } of tenants) {
    await post('/session', { personId })
    const list = await demo.visit.context.request.get(`${demo.stage.origin}/api/quickbooks/connections`)
    for (const { id, status } of (await list.json()).connections) {
      if (status !== 'disconnected') await post(`/quickbooks/connections/${id}/verify`, {})
    }
  }
  const page = await atOperations()
  await page.getByRole('alert').getByText('Incident since').waitFor()
  await page.goto(demo.stage.origin)
  await page
    .getByText('We are checking the connection to Harbor Tea Co.')
    .filter({ visible: true })
    .first()
    .waitFor()
  expect(await page.getByRole('button', { name: 'Re-authorize' }).count()).toBe(0)
  await post('/simulator/faults/clear', {})
  await jump(24)
  await page.goto(`${demo.stage.origin}/operations`)
  await page.getByRole('alert').waitFor({ state: 'detached' })
})

it('shows which queues of events stand still, and lets them go on', async () => {
  await connect(demo.stage, demo.visit.page)
  const page = await atOperations()
  const refuses = page.getByRole('checkbox', { name: /Harborline refuses every event/ })
  await refuses.click()
  await expect.poll(async () => await refuses.isChecked()).toBe(true)
  const list = await demo.visit.context.request.get(`${demo.stage.origin}/api/quickbooks/connections`)
  const { id } = (await list.json()).connections.find(
    ({ status }: { status: string }) => status !== 'disconnected',
  )
  await post(`/quickbooks/connections/${id}/disconnect`, {})
  for (let hour = 0; hour < 21; hour++) await jump()
  const queue = page.getByRole('listitem').filter({ hasText: 'tried 20 times' }).first()
  await queue.waitFor()
  await refuses.click()
  await expect.poll(async () => await refuses.isChecked()).toBe(false)
  const again = page.getByRole('button', { name: 'Try again' })
  await expect
    .poll(
      async () => {
        const before = await again.count()
        if (before === 0) return 0
        await again.first().click()
        await expect.poll(async () => await again.count()).toBeLessThan(before)
        return await again.count()
      },
      { timeout: 30_000, message: 'queues that stand still' },
    )
    .toBe(0)
  await page.getByText('Every event is on its way.').waitFor()
})

it('asks everyone for a new authorization, shows how far that is, and ends it', async () => {
  await connect(demo.stage, demo.visit.page)
  const page = await atOperations()
  await page.getByText('After it, a company that has not done so is paused until it does').waitFor()
  await page.getByLabel('To be done within').selectOption('90 days')
  await page.getByLabel('Asked a day').selectOption('at most 100')
  await page.getByRole('button', { name: 'Ask everyone to re-authorize' }).click()
  const campaign = page.getByRole('list', { name: 'Campaigns' }).getByRole('listitem').first()
  await campaign.getByText(/^0 authorized anew, [1-9]\d* asked/).waitFor()
  await campaign.getByText('By day, at most 100 asked a day').click()
  const waves = page.getByRole('table', { name: 'new-authorization-1 by day' })
  await waves.getByRole('columnheader', { name: 'Asked' }).waitFor()
  const mustAct = page.getByRole('table', { name: 'Who must act' })
  await mustAct.getByRole('cell', { name: 'Harbor Tea Co.' }).waitFor()
  await page.goto(demo.stage.origin)
  const source = page.getByRole('article', { name: 'Harbor Tea Co.' })
  await page
    .getByText(/The app needs a new authorization, due /)
    .first()
    .waitFor()
  expect(await source.textContent()).toContain('Re-authorize soon')
  await page.getByRole('link', { name: 'Help' }).first().click()
  await page.getByRole('heading', { name: 'Re-authorize QuickBooks' }).waitFor()
  await atOperations()
  await campaign.getByRole('button', { name: /^End / }).click()
  await campaign.getByText(/^From /).waitFor()
  await page.goto(demo.stage.origin)
  await source.getByText(/Last checked /).waitFor()
})
