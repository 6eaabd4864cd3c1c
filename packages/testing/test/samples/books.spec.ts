import { expect, test } from 'playwright/test'

test('connects a company', async ({ page }) => {
  await page.goto('/sign-in') // your own sign-in
  await page.getByRole('button', { name: 'Sign in as Ada Martin' }).click()

  const opening = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Connect to QuickBooks' }).first().click()
  const intuit = await opening // the simulator's pages
  await intuit.getByRole('button', { name: 'Sign in as Ada Martin' }).click()
  await intuit.getByRole('radio', { name: 'Harbor Tea Co.' }).check()
  await intuit.getByRole('button', { name: 'Next' }).click()
  await intuit.getByRole('button', { name: 'Connect' }).click()

  const question = page.getByRole('alertdialog', { name: 'Is this the right company?' })
  await question.getByRole('button', { name: 'Yes, use this company' }).click()
  await expect(page.getByText('Connected to Harbor Tea Co.').first()).toBeVisible()
})
