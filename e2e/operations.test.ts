// The operators' page in Chromium: every tenant's connections, an incident, queues that have stopped, and campaigns.
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { choose, chooseAction, connect, consent, opening, signIn } from './journey.ts'
import { withDemo } from './with-demo.ts'

const demo = withDemo()

const post = (path: string, data: object) =>
  demo.visit.context.request.post(`${demo.stage.origin}/api${path}`, { data })
const jump = async (hours = 1) => await post('/simulator/clock', { advanceMs: hours * 3_600_000 })
const board = (page: Page) => page.getByRole('region', { name: 'QuickBooks operations' })
const rows = (page: Page) => board(page).locator('[data-connection]')

async function atOperations(section: string): Promise<Page> {
  const { page } = demo.visit
  await page.goto(`${demo.stage.origin}/operations`)
  await page.getByRole('tab', { name: section }).click()
  return page
}

it('shows the connections of all tenants by status, page by page, and explains one', async () => {
  await connect(demo.stage, demo.visit.page)
  const page = await atOperations('Connections')
  const harbor = rows(page).filter({ hasText: /Harbor Tea Co\..*Tenant harbor.*Connected/ })
  await harbor.waitFor()
  await page.getByRole('combobox', { name: 'Status' }).selectOption('blocked')
  await page.getByText('No connection fits these filters.').waitFor()
  // Fifty connections make a page: here each page has one.
  await page.route('**/operations/board/connections?*', async (route) => {
    const asked = new URL(route.request().url())
    const second = asked.searchParams.get('cursor') === 'second'
    asked.searchParams.delete('cursor')
    const [first] = (await (await route.fetch({ url: asked.href })).json()).connections
    const shown = second
      ? { ...first, id: 'con_2', company: { ...first.company, name: 'The Second' } }
      : first
    await route.fulfill({ json: { connections: [shown], nextCursor: second ? null : 'second', looked: 1 } })
  })
  await page.getByRole('combobox', { name: 'Status' }).selectOption('connected')
  await page.getByRole('button', { name: 'Show more' }).click()
  await rows(page).getByText('The Second').waitFor()
  // The list may be on its way once more.
  await page.unrouteAll({ behavior: 'wait' })
  await harbor.getByRole('button', { name: 'Explain' }).click()
  const dialog = page.getByRole('dialog', { name: 'Harbor Tea Co.' })
  await dialog.getByText('Connected to Harbor Tea Co.').first().waitFor()
  await dialog.getByText('Nothing to do.').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

it('is closed to who may not operate', async () => {
  const { page } = demo.visit
  await signIn(demo.stage, page, 'Ben Ito')
  await page.goto(`${demo.stage.origin}/operations`)
  await page.getByText('Your role does not include operations.').waitFor()
  expect(await board(page).count()).toBe(0)
})

it('shows an incident while Intuit refuses several companies, and asks no one to re-authorize', async () => {
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
  const page = await atOperations('Status')
  await page.getByRole('alert').getByText('QuickBooks began to refuse several companies').waitFor()
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

it('shows which queues of events have stopped, and lets them go on', async () => {
  await connect(demo.stage, demo.visit.page)
  const page = await atOperations('Queues')
  const refuses = page.getByRole('checkbox', { name: 'Harborline refuses every event' })
  await refuses.click()
  await expect.poll(async () => await refuses.isChecked()).toBe(true)
  const list = await demo.visit.context.request.get(`${demo.stage.origin}/api/quickbooks/connections`)
  const { id } = (await list.json()).connections.find(
    ({ status }: { status: string }) => status !== 'disconnected',
  )
  await post(`/quickbooks/connections/${id}/disconnect`, {})
  for (let hour = 0; hour < 21; hour++) await jump()
  await board(page).getByRole('listitem').filter({ hasText: 'tried 20 times' }).first().waitFor()
  await refuses.click()
  await expect.poll(async () => await refuses.isChecked()).toBe(false)
  const again = board(page).getByRole('button', { name: 'Try again' })
  await expect
    .poll(
      async () => {
        const before = await again.count()
        if (before === 0) return 0
        await again.first().click()
        await expect.poll(async () => await again.count()).toBeLessThan(before)
        return await again.count()
      },
      { timeout: 30_000, message: 'queues that have stopped' },
    )
    .toBe(0)
  await page.getByText('Every event is on its way.').waitFor()
})

it('asks everyone for a new authorization, which an owner gives from the three dots and is asked no more', async () => {
  await connect(demo.stage, demo.visit.page)
  const page = await atOperations('Campaigns')
  await page.getByText('After it, a company that has not done so is paused until it does').waitFor()
  await page.getByLabel('To be done within').selectOption('90 days')
  await page.getByLabel('Asked a day').selectOption('at most 100')
  await page.getByRole('button', { name: 'Ask everyone to re-authorize' }).click()
  const campaign = page.getByRole('article', { name: 'new-authorization-1' })
  await campaign.getByText('By day').click()
  await campaign.getByRole('columnheader', { name: 'Asked' }).waitFor()
  await page.getByRole('button', { name: 'Ask everyone to re-authorize' }).click()
  await page.getByRole('alert').getByText('A campaign is going on: end it first').waitFor()
  await page.getByRole('tab', { name: 'Connections' }).click()
  await page.getByRole('combobox', { name: 'Reason' }).selectOption('upgrade_required')
  await rows(page).filter({ hasText: 'Harbor Tea Co.' }).waitFor()
  await page.goto(demo.stage.origin)
  const source = page.getByRole('article', { name: 'Harbor Tea Co.' })
  await page
    .getByText(/The app needs a new authorization, due /)
    .first()
    .waitFor()
  expect(await source.textContent()).toContain('Re-authorize soon')
  await page.getByRole('link', { name: 'Help' }).first().click()
  await page.getByRole('heading', { name: 'Re-authorize QuickBooks' }).waitFor()
  await page.goto(demo.stage.origin)
  const popup = await opening(page, async () => await chooseAction(page, 'Re-authorize'))
  await choose(popup, 'Harbor Tea Co.')
  await consent(popup)
  await expect.poll(async () => await page.getByText(/The app needs a new authorization/).count()).toBe(0)
  await expect.poll(async () => await source.textContent()).not.toContain('Re-authorize soon')
  await atOperations('Campaigns')
  await campaign.getByRole('button', { name: 'End the campaign' }).click()
  const sure = page.getByRole('alertdialog', { name: 'End the campaign?' })
  await sure.getByRole('button', { name: 'End the campaign' }).click()
  await campaign.getByText(/Ended on /).waitFor()
  await page.goto(demo.stage.origin)
  await source.getByText(/Last checked /).waitFor()
})
