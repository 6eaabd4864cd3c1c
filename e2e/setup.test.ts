// What follows a first connect, in Chromium: an import with its progress, then the host's own form; killed, failed, off and on.
import type { Page } from 'playwright'
import { beforeEach, describe, expect, it } from 'vitest'
import { type IntuitSimulator, startIntuitSimulator } from '../packages/simulator/src/index.ts'
import { type DemoStage, openDemo, type Visit } from './demo-stage.ts'
import { choose, chooseAction, connectButton, consent, leave, opening, signIn } from './journey.ts'

let simulator: IntuitSimulator
let stage: DemoStage
let visit: Visit
/** Everything anew: a set-up is done once in the life of a connection. */
beforeEach(async () => {
  await using opened = new AsyncDisposableStack()
  simulator = opened.adopt(await startIntuitSimulator(), async ({ close }) => await close())
  stage = opened.use(await openDemo({ intuitOrigin: simulator.origin }))
  visit = opened.adopt(await stage.visit(), async (one) => await leave(stage, one))
  visit.page.setDefaultTimeout(45_000)
  const closing = opened.move()
  return async () => await closing.disposeAsync()
})

async function begin(): Promise<Page> {
  await signIn(stage, visit.page)
  return visit.page
}

async function connectHarbor(page: Page): Promise<void> {
  const popup = await opening(page, async () => await connectButton(page).first().click())
  await choose(popup, 'Harbor Tea Co.')
  await consent(popup)
  await page.getByRole('button', { name: 'Yes, use this company' }).click()
  await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
}

const importing = 'The first import from Harbor Tea Co. is running.'
const toDo = 'Harbor Tea Co. is connected, but not configured yet.'
const banner = (page: Page) => page.locator('.mooring-banner')
const closingDay = (page: Page) => page.getByLabel('A month is closed on day')

describe('the set-up', () => {
  it('shows the import, asks for what is left, and survives off and on, without a reload', async () => {
    const page = await begin()
    let loads = 0
    page.on('load', () => loads++)
    simulator.control.fault({ route: 'query', kind: 'slow', ms: 2_000 })
    await connectHarbor(page)
    await banner(page).getByText(importing).waitFor()
    await banner(page).getByRole('progressbar', { name: 'Customers' }).waitFor()
    await page.getByRole('button', { name: 'QuickBooks notifications' }).click()
    await page.locator('.mooring-tray-list').getByText('Customers').waitFor()
    simulator.control.clearFaults()
    await page.keyboard.press('Escape')
    await banner(page).getByText(toDo).waitFor()
    await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
    await page.getByRole('link', { name: 'Finish the set-up' }).click()
    await closingDay(page).selectOption('15')
    await page.getByRole('button', { name: 'Save configuration' }).click()
    await page.getByText('The set-up of Harbor Tea Co. is finished.').first().waitFor()
    await page.getByRole('link', { name: 'Data Sources', exact: true }).click()
    await banner(page).waitFor({ state: 'detached' })
    await chooseAction(page, 'Disconnect from QuickBooks')
    await page.getByRole('button', { name: 'Disconnect', exact: true }).click()
    const again = await opening(page, async () => await connectButton(page).first().click())
    await choose(again, 'Harbor Tea Co.')
    await consent(again)
    await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
    await expect.poll(async () => await banner(page).count()).toBe(0)
    await page.getByRole('link', { name: 'Details' }).click()
    await page.getByRole('heading', { name: 'Month-end checks' }).waitFor()
    await expect.poll(async () => await closingDay(page).inputValue()).toBe('15')
    expect(loads).toBe(0)
    expect(visit.troubles).toEqual([])
  })

  it('goes on after the server was killed in the middle of the import', async () => {
    const page = await begin()
    simulator.control.fault({ route: 'query', kind: 'slow', ms: 2_000 })
    await connectHarbor(page)
    await banner(page).getByText(importing).waitFor()
    await stage.restart()
    simulator.control.clearFaults()
    await banner(page).getByText(toDo).waitFor({ timeout: 40_000 })
    const { connections } = await (
      await visit.context.request.get(`${stage.origin}/api/quickbooks/connections`)
    ).json()
    const id = connections[0].id
    const { customers } = await (
      await visit.context.request.get(`${stage.origin}/api/configuration/${id}`)
    ).json()
    expect(customers).toHaveLength(120)
  })

  it('that failed says why, and is tried again by a person', async () => {
    const page = await begin()
    simulator.control.fault({ route: 'query', kind: 'html-503' })
    await connectHarbor(page)
    await page.getByRole('link', { name: 'Details' }).click()
    const panel = page.getByRole('region', { name: 'Set-up of Harbor Tea Co.' })
    await panel.getByText('The first import from Harbor Tea Co. failed.').waitFor({ timeout: 60_000 })
    await panel.getByText(/^Reference /).waitFor()
    simulator.control.clearFaults()
    await panel.getByRole('button', { name: 'Try again' }).click()
    await panel.getByText(toDo).waitFor()
    await panel.getByRole('button', { name: 'Save configuration' }).waitFor()
  }, 120_000)
})
