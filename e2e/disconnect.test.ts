// Disconnecting with eyes open, on both sides, in Chromium; and an attempt that no one finished.
import { describe, expect, it } from 'vitest'
import { atPanel, choose, chooseAction, connect, connectButton, consent, opening, signIn } from './journey.ts'
import { withDemo } from './with-demo.ts'

const demo = withDemo()

async function askedWhy() {
  const { page } = demo.visit
  await connect(demo.stage, page)
  await chooseAction(page, 'Disconnect from QuickBooks')
  const dialog = page.getByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
  await dialog.getByText('Copying new and changed invoices').waitFor()
  return { page, dialog }
}

describe('the reason', () => {
  it('“sold” makes the next connect ask for the company again', async () => {
    const { page, dialog } = await askedWhy()
    await dialog.getByRole('radio', { name: 'The business was sold' }).check()
    await dialog.getByText('The next connect will ask to confirm').waitFor()
    await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click()
    const popup = await opening(page, async () => await connectButton(page).click())
    await choose(popup, 'Harbor Tea Co.')
    await consent(popup)
    await page.getByRole('alertdialog', { name: 'Is this the right company?' }).waitFor()
    await page.getByRole('button', { name: 'Yes, use this company' }).click()
    expect(await page.getByRole('listitem', { name: 'Harbor Tea Co.' }).count()).toBeLessThan(2)
  })

  it('“not working” offers a test first, “wrong company” a switch', async () => {
    const { page, dialog } = await askedWhy()
    await dialog.getByRole('radio', { name: 'It is not working' }).check()
    await dialog.getByRole('button', { name: 'Test connection' }).click()
    await dialog.getByText('Connected to Harbor Tea Co.').waitFor()
    await dialog.getByRole('radio', { name: 'The wrong company is connected' }).check()
    await dialog.getByRole('button', { name: 'Switch company' }).waitFor()
    await dialog.getByRole('button', { name: 'Keep connected' }).click()
    await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
  })
})

describe('the data', () => {
  it('is deleted with the connection where that is asked for, and the toggle connects again', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    await page.getByRole('link', { name: 'Sync', exact: true }).click()
    await page.getByRole('button', { name: 'Copy invoices now' }).click()
    await page.getByText(/Done: 120 invoices copied/).waitFor()
    await page.getByRole('link', { name: 'Data Sources', exact: true }).click()
    const tile = page.getByRole('switch', { name: 'QuickBooks Online' })
    await tile.click()
    const dialog = page.getByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
    await dialog.getByText('120 invoices copied to Harborline').waitFor()
    await dialog.getByRole('checkbox', { name: /Also delete the data/ }).check()
    await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await page.getByText('Disconnected from Harbor Tea Co.').first().waitFor()
    const popup = await opening(page, async () => await tile.click())
    await choose(popup, 'Harbor Tea Co.')
    await consent(popup)
    await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
    await page.getByText('0 invoices copied').first().waitFor()
  })
})

describe('Intuit that is down', () => {
  it('is reported later, and the page says so', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    await atPanel(page, async () => {
      await page.getByRole('button', { name: 'Put on: Intuit is down' }).click()
    })
    const tile = page.getByRole('switch', { name: 'QuickBooks Online' })
    await tile.click()
    const dialog = page.getByRole('alertdialog', { name: 'Disconnect from QuickBooks?' })
    await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await page.getByText('QuickBooks could not be reached; we keep trying to tell it.').first().waitFor()
    expect(await tile.isChecked()).toBe(false)
    await page.getByText('Disconnected from Harbor Tea Co.').first().waitFor()
    await atPanel(page, async () => {
      await page.getByRole('button', { name: 'Lift every fault' }).click()
    })
  })
})

describe('inside QuickBooks', () => {
  it('leads through the Disconnect URL to how to reconnect, and the page knows', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    await page.getByRole('link', { name: 'Simulator' }).click()
    const left = await opening(
      page,
      async () =>
        await page.getByRole('button', { name: 'Disconnect inside QuickBooks: Harbor Tea Co.' }).click(),
    )
    await left.waitForURL(`${demo.stage.origin}/api/quickbooks/disconnected`)
    await page.getByRole('link', { name: 'Data Sources' }).click()
    await page.getByText('Inside QuickBooks, on').first().waitFor()
    const again = await opening(page, async () => await connectButton(page).click())
    await choose(again, 'Harbor Tea Co.')
    await consent(again)
    await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
  })

  it('leads to the host’s own pages from the Reconnect URL, and shows nothing at the Disconnect URL', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    await page.getByRole('link', { name: 'Simulator' }).click()
    const reconnect = await opening(
      page,
      async () => await page.getByRole('link', { name: 'Open the Reconnect URL: Harbor Tea Co.' }).click(),
    )
    await reconnect.getByText('Connected to Harbor Tea Co.').first().waitFor()
    expect(reconnect.url()).toBe(`${demo.stage.origin}/`)
    const left = await opening(
      page,
      async () => await page.getByRole('link', { name: 'Open the Disconnect URL: Harbor Tea Co.' }).click(),
    )
    await left.waitForURL(`${demo.stage.origin}/api/quickbooks/disconnected`)
    await left.getByText('choose “Connect to QuickBooks”').waitFor()
    expect(await left.getByText('Harbor Tea').count()).toBe(0)
    // A hint that is not true: the connection works, and stays.
    await reconnect.reload()
    await reconnect.getByText('Connected to Harbor Tea Co.').first().waitFor()
    const nobody = await demo.stage.visit()
    await nobody.page.goto(`${demo.stage.origin}/api/quickbooks/reconnect`)
    await nobody.page.getByRole('button', { name: 'Sign in as Ada Martin' }).waitFor()
    await nobody.context.close()
  })

  it('is found out at the next use where no one came back', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    await atPanel(page, async () => {
      await page
        .getByRole('button', { name: 'Disconnect inside QuickBooks and close the window: Harbor Tea Co.' })
        .click()
    })
    await chooseAction(page, 'Test connection')
    await page
      .getByText('We are checking the connection to Harbor Tea Co.')
      .filter({ visible: true })
      .first()
      .waitFor()
    await atPanel(page, async () => {
      await page.getByRole('button', { name: 'Jump 1 hour' }).click()
    })
    await page.getByText('The authorization was ended in QuickBooks.').first().waitFor()
  })

  it('is explained with the listing’s name and the accountant’s caveat', async () => {
    const { page } = demo.visit
    await connect(demo.stage, page)
    await page.getByRole('link', { name: 'Components', exact: true }).click()
    const guide = page.getByRole('region', { name: 'How to disconnect inside QuickBooks' })
    await guide.getByText('Find Harborline').waitFor()
    await guide.getByText('An accountant who looks at a client’s company').waitFor()
  })
})

describe('an attempt that no one finishes', () => {
  it('ends by itself, and the page says so', async () => {
    const { page, context } = demo.visit
    await signIn(demo.stage, page)
    const started = page.waitForResponse((reply) => reply.url().endsWith('/connections/authorize'))
    await opening(page, async () => await connectButton(page).click())
    await started
    await page.getByRole('button', { name: 'Open again' }).waitFor()
    await context.request.post(`${demo.stage.origin}/api/simulator/clock`, { data: { advanceMs: 3_600_000 } })
    await page.getByText('This took too long. Nothing has changed.').first().waitFor()
    await connectButton(page).waitFor()
  })
})
