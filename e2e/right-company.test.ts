// The right company in Chromium: before leaving, at the wrong address, another company than expected, someone else's.
import { describe, expect, it } from 'vitest'
import { choose, chooseAction, connect, connectButton, consent, leave, opening, signIn } from './journey.ts'
import { withDemo } from './with-demo.ts'

const demo = withDemo()

/** Re-authorizes Harbor Tea Co. with another company of the same person. */
async function chooseAnother() {
  const { page } = demo.visit
  await connect(demo.stage, page)
  const popup = await opening(page, async () => await chooseAction(page, 'Re-authorize'))
  await choose(popup, 'Lantern Books')
  await consent(popup)
  const mismatch = page.getByRole('alertdialog', { name: 'You chose a different company' })
  await mismatch.waitFor()
  return { page, mismatch }
}

describe('before leaving', () => {
  it('says what is needed, as whom QuickBooks goes on, and what can be seen', async () => {
    const { page } = demo.visit
    await signIn(demo.stage, page)
    await page
      .getByText(/^Good to know/)
      .first()
      .click()
    await page.getByText('sign-in of a QuickBooks admin').first().waitFor()
    await page.getByText('Read from QuickBooks').first().waitFor()
    for (const words of ['someone else', 'another admin', 'Access is limited', 'We never see']) {
      await page.getByRole('listitem').filter({ hasText: words }).waitFor()
    }
  })

  it('asks once on the page to confirm a company', async () => {
    const { page } = demo.visit
    await signIn(demo.stage, page)
    const popup = await opening(page, async () => await connectButton(page).click())
    await choose(popup, 'Lantern Books')
    await consent(popup)
    await page.getByRole('alertdialog', { name: 'Is this the right company?' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Confirm company' }).first().waitFor()
    await expect.poll(async () => await page.getByRole('button', { name: 'Confirm company' }).count()).toBe(1)
  })

  it('says before a re-authorization, too, who may be signed in or connected there', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    await page.getByRole('button', { name: 'QuickBooks connection actions' }).first().click()
    await page
      .getByRole('menu')
      .getByText(/someone else signed in, or another admin connected/)
      .waitFor()
  })

  it('leads from an address that QuickBooks does not know to the right one', async () => {
    const { page } = demo.visit
    const wrong = demo.stage.origin.replace('localhost', '127.0.0.1')
    await signIn({ ...demo.stage, origin: wrong }, page)
    const popup = await opening(page, async () => await connectButton(page).click())
    await expect.poll(() => popup.isClosed()).toBe(true)
    const way = page.getByRole('link', { name: 'Open the right address' })
    expect(await way.getAttribute('href')).toBe(`${demo.stage.origin}/`)
    await way.click()
    await page.waitForURL(`${demo.stage.origin}/**`)
  })
})

describe('another company than expected', () => {
  it('is connected beside the first, and the list shows both, the urgent one first', async () => {
    const { page, mismatch } = await chooseAnother()
    const popup = await opening(
      page,
      async () => await mismatch.getByRole('button', { name: 'Connect as another data source' }).click(),
    )
    await choose(popup, 'Lantern Books')
    await consent(popup)
    await page.getByRole('button', { name: 'Yes, use this company' }).waitFor()
    await page.keyboard.press('Escape')
    const rows = page.getByRole('list', { name: 'QuickBooks data sources' }).getByRole('article')
    await expect.poll(async () => await rows.count()).toBe(2)
    await page.getByText('Is Lantern Books the right company?').first().waitFor()
    expect(await rows.first().textContent()).toMatch(/Lantern Books.*Confirm company/s)
    expect(await rows.last().textContent()).toContain('Connected to Harbor Tea Co.')
    expect(await page.getByText('Sandbox').count()).toBeGreaterThan(1)
  })

  it('replaces the first only once its name is typed', async () => {
    const { page, mismatch } = await chooseAnother()
    await mismatch.getByRole('button', { name: 'Switch company' }).click()
    await mismatch
      .getByText('Then Harbor Tea Co. is disconnected and Lantern Books takes its place')
      .waitFor()
    const button = mismatch.getByRole('button', { name: 'Switch company' })
    expect(await button.isDisabled()).toBe(true)
    await mismatch.getByRole('textbox').fill('Lantern Books')
    const popup = await opening(page, async () => await button.click())
    await choose(popup, 'Lantern Books')
    await consent(popup)
    await page.getByRole('button', { name: 'Yes, use this company' }).click()
    await page.getByText('Connected to Lantern Books').first().waitFor()
    await page.getByText('Disconnected from Harbor Tea Co.').first().waitFor()
  })
})

describe('a company of another tenant', () => {
  it('is refused without a word of whose it is, with details for support', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    const other = await demo.stage.visit()
    await signIn(demo.stage, other.page, 'Noor Haddad')
    // The tests of one run share a browser, and its clipboard.
    await other.page.evaluate(() => {
      navigator.clipboard.writeText = async (text) => void Reflect.set(window, 'copied', text)
    })
    const popup = await opening(other.page, async () => await connectButton(other.page).click())
    await choose(popup, 'Harbor Tea Co.')
    await consent(popup)
    const alert = other.page.getByRole('alert').first()
    await alert.waitFor()
    expect(await alert.getAttribute('data-code')).toBe('company_in_use')
    expect(await alert.textContent()).not.toMatch(/Harbor Tea Co\b(?!\.)|Ada/)
    await other.page.getByRole('button', { name: 'Get support details' }).first().click()
    await other.page.getByText('Support details are copied.').first().waitFor()
    const bundle = JSON.parse(await other.page.evaluate(() => Reflect.get(window, 'copied')))
    expect(bundle.attempts[0].problem.code).toBe('company_in_use')
    expect(bundle.intuitTids.length).toBeGreaterThan(0)
    await leave(demo.stage, other)
  })
})
