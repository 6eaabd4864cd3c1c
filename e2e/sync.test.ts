// A sync on screen in Chromium: going on, paused since and why, caught up, failed; and what is left of it in the history.
import { text } from 'node:stream/consumers'
import type { Page } from 'playwright'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { choose, chooseAction, connect, consent, opening } from './journey.ts'
import { withDemo } from './with-demo.ts'

const demo = withDemo()
beforeEach(async () => {
  await connect(demo.stage, demo.visit.page)
})
afterEach(async () => {
  await post('/simulator/faults/clear', {})
  await letAda(true)
})

const post = (path: string, data: object) =>
  demo.visit.context.request.post(`${demo.stage.origin}/api${path}`, { data })
const panel = (page: Page) => page.getByRole('region', { name: 'Sync of Harbor Tea Co.' })
const copy = (page: Page) => page.getByRole('button', { name: 'Copy invoices now' })

/** Gives Ada the admin role of Harbor Tea Co., or takes it. */
async function letAda(admin: boolean): Promise<void> {
  const state = await demo.visit.context.request.get(`${demo.stage.origin}/api/simulator/state`)
  const { companies } = await state.json()
  const { realmId } = companies.find(({ name }: { name: string }) => name === 'Harbor Tea Co.')
  await post('/simulator/users/ada/admin', { realmId, admin })
}

describe('a sync', () => {
  it('shows how far it is, and its success, without a reload', async () => {
    const { page } = demo.visit
    await page.getByRole('link', { name: 'Sync', exact: true }).click()
    await panel(page).getByText('has not been synced yet').or(panel(page).getByText('succeeded')).waitFor()
    await post('/simulator/faults', { route: 'query', kind: 'slow', ms: 2_000 })
    await copy(page).click()
    await panel(page).getByRole('progressbar', { name: 'Invoices' }).waitFor()
    await post('/simulator/faults/clear', {})
    await page.getByText(/Done: 120 invoices copied/).waitFor()
    await panel(page).getByText('The last sync of Harbor Tea Co. succeeded.').waitFor()
    expect(demo.visit.troubles).toEqual([])
  })

  it('that needs a person says since when and why, also after a reload, and catches up by itself', async () => {
    const { page } = demo.visit
    await page.goto(`${demo.stage.origin}/sync`)
    await letAda(false)
    await copy(page).click()
    const isPaused = async () => {
      await panel(page).getByText('The sync of Harbor Tea Co. is paused.').waitFor()
      await panel(page)
        .getByText(/Paused (just now|\d+ .* ago)\..*no longer an admin.*it continues by itself/)
        .waitFor()
    }
    await isPaused()
    await page.reload()
    await isPaused()
    await letAda(true)
    await page.getByRole('link', { name: 'Data Sources', exact: true }).click()
    const popup = await opening(page, async () => await chooseAction(page, 'Re-authorize'))
    await choose(popup, 'Harbor Tea Co.')
    await consent(popup)
    await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
    await page.getByRole('link', { name: 'Sync', exact: true }).click()
    await panel(page).getByText('What was missed is caught up.').waitFor()
    await page.reload()
    await panel(page).getByText('What was missed is caught up.').waitFor()
    await page.getByText('120 invoices in Harborline.').waitFor()
  })

  it('that failed says so with its reference, and runs again at a press', async () => {
    const { page } = demo.visit
    await page.goto(`${demo.stage.origin}/sync`)
    await post('/simulator/faults', { route: 'query', kind: 'html-503' })
    await copy(page).click()
    await panel(page).getByText('The last sync of Harbor Tea Co. failed.').waitFor()
    await panel(page)
      .getByText(/^Reference /)
      .waitFor()
    await page.getByText('Nothing is lost: try again in a few minutes.').waitFor()
    await post('/simulator/faults/clear', {})
    await panel(page).getByRole('button', { name: 'Try again' }).click()
    await page.getByText(/Done: 120 invoices copied/).waitFor()
  })
})

describe('what is left of it', () => {
  it('is the history, as a file that no spreadsheet takes for a formula', async () => {
    const { page } = demo.visit
    await page.getByRole('link', { name: 'Details' }).first().click()
    const history = page.getByRole('region', { name: 'History of Harbor Tea Co.' })
    await history.getByRole('listitem').first().waitFor()
    for (const [name, form] of [
      ['Export as CSV', 'csv'],
      ['Export as JSON', 'json'],
    ] as const) {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        history.getByRole('button', { name }).click(),
      ])
      expect(file.suggestedFilename()).toMatch(new RegExp(`^quickbooks-history-.*\\.${form}$`))
      const content = await text(await file.createReadStream())
      expect(content).toContain('connection.confirmed')
      expect(content).not.toMatch(/(^|,)"?[=+@]/m)
    }
  })

  it('are the support details of the connection, one click away', async () => {
    const { page, context } = demo.visit
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await chooseAction(page, 'Get support details')
    await page.getByText('Support details are copied.').first().waitFor()
    const bundle = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
    expect(bundle.connection.company).toMatchObject({
      realmId: null,
      realmIdLast4: expect.stringMatching(/^\d{4}$/),
    })
    expect(bundle.contact).toBe('support@harborline.example')
  })
})
