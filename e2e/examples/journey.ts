// What a person does in any of the examples, and at the simulated Intuit, by role and name.
import type { Page } from 'playwright'
import { expect } from 'vitest'
import { choose, chooseAction, connectButton, consent, opening } from '../journey.ts'

const COMPANY = 'Harbor Tea Co.'

/**
 * From the sign-in through connect and re-authorize to disconnect.
 * @param whileConnected what happens before the disconnect
 */
export async function wholeJourney(
  page: Page,
  origin: string,
  whileConnected: () => Promise<void>,
): Promise<void> {
  await page.goto(origin)
  await page.getByRole('button', { name: 'Sign in as Ada' }).click()
  await connect(page)
  await reauthorize(page)
  await whileConnected()
  await disconnect(page)
}

async function connect(page: Page): Promise<void> {
  await connectButton(page).waitFor()
  const intuit = await opening(page, async () => await connectButton(page).click())
  await choose(intuit, COMPANY)
  await consent(intuit)
  await page.getByRole('alertdialog', { name: 'Is this the right company?' }).waitFor()
  await page.getByRole('button', { name: 'Yes, use this company' }).click()
  await page.getByText(`Connected to ${COMPANY}`).first().waitFor()
}

async function reauthorize(page: Page): Promise<void> {
  const intuit = await opening(page, async () => await chooseAction(page, 'Re-authorize'))
  await choose(intuit, COMPANY)
  await consent(intuit)
  await expect.poll(() => intuit.isClosed(), { message: 'the window closes' }).toBe(true)
  await page.getByRole('button', { name: 'Open again' }).waitFor({ state: 'detached' })
  await page.getByText(`Connected to ${COMPANY}`).first().waitFor()
}

async function disconnect(page: Page): Promise<void> {
  await chooseAction(page, 'Disconnect from QuickBooks')
  const dialog = page.getByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
  await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click()
  await page.getByText(`Disconnected from ${COMPANY}`).first().waitFor()
}
