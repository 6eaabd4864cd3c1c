// Changing to another company in Chromium: the books in use stay in use until a person says yes to the new ones.
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { choose, chooseAction, connect, consent, opening } from './journey.ts'
import { withDemo } from './with-demo.ts'

const demo = withDemo()

const question = (page: Page) => page.getByRole('alertdialog', { name: 'Is this the right company?' })

/** Says in the disconnect dialog that the wrong company is connected, and goes on to QuickBooks. */
async function switchInstead(page: Page, typed?: string): Promise<Page> {
  await chooseAction(page, 'Disconnect from QuickBooks')
  const dialog = page.getByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
  await dialog.getByText('Copying new and changed invoices').waitFor()
  await dialog.getByRole('radio', { name: 'The wrong company is connected' }).check()
  await dialog.getByText(/Harbor Tea Co\. stays connected and in use until you have confirmed/).waitFor()
  const go = dialog.getByRole('button', { name: 'Switch company' })
  if (typed) {
    expect(await go.isDisabled()).toBe(true)
    await dialog.getByRole('textbox', { name: `Type ${typed} to confirm` }).fill(typed)
  }
  return await opening(page, async () => await go.click())
}

interface Listed {
  readonly status: string
  readonly company: { readonly name: string }
  readonly disconnect: unknown
}

async function connections(): Promise<Listed[]> {
  const { request } = demo.visit.context
  const list = await (await request.get(`${demo.stage.origin}/api/quickbooks/connections`)).json()
  return list.connections
}

const inUse = async () => (await connections()).filter(({ status }) => status !== 'disconnected')

describe('who finds that the wrong company is connected', () => {
  it('says yes in one tab and no in another, and has one company in use', async () => {
    const { page, context } = demo.visit
    await connect(demo.stage, page)
    const popup = await switchInstead(page)
    await choose(popup, 'Lantern Books')
    await consent(popup)
    await question(page).waitFor()
    const other = await context.newPage()
    await other.goto(demo.stage.origin)
    await other.getByRole('button', { name: 'Confirm company' }).first().click()
    // Pressed without a wait of the driver's: the first answer may take the question from the other tab.
    const yes = await question(page).getByRole('button', { name: 'Yes, use this company' }).elementHandle()
    const keep = await question(other).getByRole('button', { name: 'Keep Harbor Tea Co.' }).elementHandle()
    await Promise.all(
      [yes, keep].map((button) => button?.evaluate((element: HTMLElement) => element.click())),
    )
    for (const tab of [page, other]) await expect.poll(async () => await question(tab).count()).toBe(0)
    const live = await inUse()
    expect(live).toMatchObject([{ status: 'connected' }])
    await other.getByText(`Connected to ${live[0]?.company.name}`).first().waitFor()
  })

  it('chooses another one, goes back, thinks again and switches, and never has nothing connected', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    await page.getByRole('link', { name: 'Sync', exact: true }).click()
    await page.getByRole('button', { name: 'Copy invoices now' }).click()
    await page.getByText(/Done: 120 invoices copied/).waitFor()
    await page.getByRole('link', { name: 'Data Sources', exact: true }).click()

    const first = await switchInstead(page, 'Harbor Tea Co.')
    await choose(first, 'Lantern Books')
    await consent(first)
    await question(page)
      .getByText(/Harbor Tea Co\. stays connected and in use until you say yes/)
      .waitFor()
    const second = await opening(
      page,
      async () => await question(page).getByRole('button', { name: 'No, choose another' }).click(),
    )
    await second.getByRole('radio', { name: 'Lantern Books' }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).first().click()
    await page
      .getByText('No other company was connected. Nothing has changed for Harbor Tea Co.')
      .first()
      .waitFor()
    expect(await inUse()).toMatchObject([{ status: 'connected', company: { name: 'Harbor Tea Co.' } }])

    const third = await switchInstead(page, 'Harbor Tea Co.')
    await choose(third, 'Lantern Books')
    await consent(third)
    await question(page).getByRole('button', { name: 'Yes, use this company' }).click()
    await page.getByText('Connected to Lantern Books').first().waitFor()
    await page.getByText('Disconnected from Harbor Tea Co.').first().waitFor()
    expect(await connections()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ status: 'connected' }),
        expect.objectContaining({
          status: 'disconnected',
          disconnect: expect.objectContaining({ why: 'wrong_company', dataDeleted: false }),
        }),
      ]),
    )
  })
})
