// Records that went to the wrong company in Chromium, from the first click on: they are found, taken back, and posted to the right one.
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { choose, chooseAction, connectButton, consent, opening, signIn } from './journey.ts'
import { withDemo } from './with-demo.ts'

const demo = withDemo()

async function open(page: Page, company: string): Promise<void> {
  const answer = await page.context().request.get(`${demo.stage.origin}/api/quickbooks/connections`)
  const list: { connections: { id: string; company: { name: string } }[] } = await answer.json()
  const id = list.connections.find(({ company: { name } }) => name === company)?.id
  await page.goto(`${demo.stage.origin}/connections/${id}`)
}

const written = (page: Page, company: string) =>
  page.getByRole('region', { name: `Records written to ${company}` })

async function post(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Post this month’s fees' }).click()
  await page.getByText('3 records posted to').waitFor()
}

/** How many invoices the list says were created. */
async function invoicesOf(page: Page, company: string): Promise<number> {
  const rows = written(page, company).locator('[data-operation="create"]')
  return await rows.filter({ hasText: 'Invoice' }).count()
}

it('connects the wrong company, takes back what went there, changes to the right one and posts it again', async () => {
  const { page } = demo.visit
  await signIn(demo.stage, page)
  const popup = await opening(page, async () => await connectButton(page).click())
  await choose(popup, 'Lantern Books')
  await consent(popup)
  await page.getByRole('button', { name: 'Yes, use this company' }).click()
  await page.getByText('Connected to Lantern Books').first().waitFor()
  await open(page, 'Lantern Books')
  await post(page)
  const wrong = written(page, 'Lantern Books')
  await wrong.getByText('Journal entry').waitFor()
  await expect.poll(async () => await invoicesOf(page, 'Lantern Books')).toBe(2)

  await wrong.getByRole('button', { name: 'Take back…' }).click()
  const question = page.getByRole('alertdialog', { name: 'Take back what was written?' })
  await question.getByText('3 records are removed:').waitFor()
  await page.keyboard.press('Escape')
  await question.waitFor({ state: 'detached' })
  await wrong.getByRole('button', { name: 'Take back…' }).click()
  await question.getByRole('button', { name: 'Take back' }).click()
  await wrong.getByText('3 records were taken back.').waitFor()
  await expect.poll(async () => await wrong.locator('[data-operation="delete"]').count()).toBe(3)

  await chooseAction(page, 'Disconnect from QuickBooks')
  const dialog = page.getByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
  await dialog.getByRole('radio', { name: 'The wrong company is connected' }).check()
  await dialog.getByText(/Lantern Books stays connected and in use until you have confirmed/).waitFor()
  const other = await opening(
    page,
    async () => await dialog.getByRole('button', { name: 'Switch company' }).click(),
  )
  await choose(other, 'Harbor Tea Co.')
  await consent(other)
  await page.getByRole('button', { name: 'Yes, use this company' }).click()
  await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
  await open(page, 'Harbor Tea Co.')
  await post(page)
  await expect.poll(async () => await invoicesOf(page, 'Harbor Tea Co.')).toBe(2)
  await written(page, 'Harbor Tea Co.').getByRole('button', { name: 'Take back…' }).waitFor()
})
