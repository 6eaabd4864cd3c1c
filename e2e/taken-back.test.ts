// Records that went to the wrong company in Chromium: they are found, taken back, and posted to the right one.
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { connect } from './journey.ts'
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

it('takes back what went to the wrong company, and posts it to the right one', async () => {
  const { page } = demo.visit
  await connect(demo.stage, page, 'Lantern Books')
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

  await connect(demo.stage, page, 'Harbor Tea Co.')
  await open(page, 'Harbor Tea Co.')
  await post(page)
  await expect.poll(async () => await invoicesOf(page, 'Harbor Tea Co.')).toBe(2)
  await written(page, 'Harbor Tea Co.').getByRole('button', { name: 'Take back…' }).waitFor()
})
