// The main job in Chromium, against the demo: connect, confirm, sync, re-authorize, switch, disconnect.
import { describe, expect, it } from 'vitest'
import { choose, chooseAction, connect, connectButton, consent, opening, signIn } from './journey.ts'
import { withDemo } from './with-demo.ts'

const demo = withDemo()

describe('the first connect', () => {
  it('is one click to Intuit, back by itself, and one click to confirm the company', async () => {
    const { page, troubles, addresses } = demo.visit
    await signIn(demo.stage, page)
    let loads = 0
    page.on('load', () => loads++)
    const popup = await opening(page, async () => await connectButton(page).click())
    await choose(popup, 'Harbor Tea Co.')
    await consent(popup)
    const question = page.getByRole('alertdialog', { name: 'Is this the right company?' })
    await question.waitFor()
    expect(await question.textContent()).toContain('Harbor Tea Co.')
    await question.getByRole('button', { name: 'Yes, use this company' }).click()
    await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
    await expect.poll(() => popup.isClosed()).toBe(true)
    expect(loads).toBe(0)
    expect(troubles).toEqual([])
    const shown = addresses.filter((address) => address.startsWith(demo.stage.origin))
    expect(shown.filter((address) => /[?&](code|state|realmId)=/.test(address))).toEqual([])
  })

  it('comes back to the same page by redirect where the window is blocked', async () => {
    const { page, addresses } = demo.visit
    await page.addInitScript(() => {
      window.open = () => null
    })
    await signIn(demo.stage, page)
    await connectButton(page).click()
    await choose(page, 'Lantern Books')
    await consent(page)
    await page.getByRole('button', { name: 'Yes, use this company' }).click()
    await page.getByText('Connected to Lantern Books').first().waitFor()
    expect(new URL(page.url()).search).toBe('')
    const shown = addresses.filter((address) => address.startsWith(demo.stage.origin))
    expect(shown.filter((address) => /[?&](code|state|realmId)=/.test(address))).toEqual([])
  })

  it('starts over when it is the wrong company, and leaves nothing of it', async () => {
    const { page } = demo.visit
    await signIn(demo.stage, page)
    const first = await opening(page, async () => await connectButton(page).click())
    await choose(first, 'Northwind Bakery', 'Cleo Tan')
    await consent(first)
    const again = await opening(
      page,
      async () => await page.getByRole('button', { name: 'No, choose another' }).click(),
    )
    await choose(again, 'Maple & Pine Supply', 'Cleo Tan')
    await consent(again)
    await page.getByRole('button', { name: 'Yes, use this company' }).click()
    await page.getByText('Connected to Maple & Pine Supply').first().waitFor()
    await expect.poll(async () => await page.getByText('Northwind Bakery').count()).toBe(0)
  })

  it('is calm when it is refused at Intuit', async () => {
    const { page } = demo.visit
    await signIn(demo.stage, page)
    const popup = await opening(page, async () => await connectButton(page).click())
    await choose(popup, 'Harbor Tea Co.')
    await popup.getByRole('button', { name: 'No thanks' }).click()
    await connectButton(page).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })
})

describe('a window that is closed or left', () => {
  it('can be opened again, and cancelled', async () => {
    const { page } = demo.visit
    await signIn(demo.stage, page)
    const popup = await opening(page, async () => await connectButton(page).click())
    await popup.getByRole('button', { name: 'Sign in as Ada Martin' }).waitFor()
    await popup.close()
    const again = await opening(
      page,
      async () => await page.getByRole('button', { name: 'Open again' }).click(),
    )
    await again.getByRole('button', { name: 'Sign in as Ada Martin' }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await connectButton(page).waitFor()
  })

  it('loses nothing when the page is reloaded meanwhile', async () => {
    const { page } = demo.visit
    await signIn(demo.stage, page)
    const popup = await opening(page, async () => await connectButton(page).click())
    await choose(popup, 'Harbor Tea Co.')
    await page.reload()
    await page.getByRole('button', { name: 'Open again' }).waitFor()
    await consent(popup)
    await page.getByText('Harbor Tea Co.').first().waitFor()
  })
})

describe('a connected company', () => {
  it('is re-authorized in two clicks from the three dots, on the same row', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    const popup = await opening(page, async () => await chooseAction(page, 'Re-authorize'))
    await choose(popup, 'Harbor Tea Co.')
    await consent(popup)
    await expect.poll(() => popup.isClosed()).toBe(true)
    await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
    await expect
      .poll(async () => await page.getByRole('listitem', { name: 'Harbor Tea Co.' }).count())
      .toBe(1)
  })

  it('stays as it was when another company is picked, both are named', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    const popup = await opening(page, async () => await chooseAction(page, 'Re-authorize'))
    await choose(popup, 'Lantern Books')
    await consent(popup)
    const mismatch = page.getByRole('alertdialog', { name: 'You chose a different company' })
    await mismatch.waitFor()
    expect(await mismatch.textContent()).toMatch(
      /Harbor Tea Co\..*Lantern Books|Lantern Books.*Harbor Tea Co\./s,
    )
    for (const name of ['Try again', 'Connect as another data source', 'Switch company']) {
      await mismatch.getByRole('button', { name }).waitFor()
    }
    await page.keyboard.press('Escape')
    await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
  })

  it('is synced once', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    await page.getByRole('link', { name: 'Sync' }).click()
    await page.getByRole('button', { name: 'Copy invoices now' }).click()
    await page.getByText(/Done: 120 invoices copied/).waitFor()
  })

  it('is disconnected with its consequences shown, and connected again under the same row', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    await chooseAction(page, 'Disconnect from QuickBooks')
    const dialog = page.getByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
    await dialog.waitFor()
    await dialog.getByText('Copying new and changed invoices').waitFor()
    await dialog.getByRole('button', { name: 'Keep connected' }).click()
    await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
    await chooseAction(page, 'Disconnect from QuickBooks')
    await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await connectButton(page).first().waitFor()
    const popup = await opening(page, async () => await connectButton(page).first().click())
    await choose(popup, 'Harbor Tea Co.')
    await consent(popup)
    await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
  })
})

describe('a second tab', () => {
  it('shows the same, without a reload', async () => {
    const { page, context } = demo.visit
    await signIn(demo.stage, page, 'Noor Haddad')
    const other = await context.newPage()
    await other.goto(demo.stage.origin)
    await connectButton(other).waitFor()
    const popup = await opening(page, async () => await connectButton(page).click())
    await choose(popup, 'Northwind Bakery', 'Cleo Tan')
    await consent(popup)
    await other.getByText('Is Northwind Bakery the right company?').first().waitFor()
    await page.getByRole('button', { name: 'Yes, use this company' }).click()
    await other.getByText('Connected to Northwind Bakery').first().waitFor()
  })
})

describe('someone without rights', () => {
  it('sees the state and no dead button', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    const viewer = await demo.stage.visit()
    await signIn(demo.stage, viewer.page, 'Mia Santos')
    await viewer.page.getByText('Connected to Harbor Tea Co.').first().waitFor()
    expect(await viewer.page.getByRole('button', { name: /Connect to QuickBooks|Disconnect/ }).count()).toBe(
      0,
    )
    await viewer.context.close()
  })
})
