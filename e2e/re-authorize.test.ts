// Re-authorization where it broke, in Chromium: at the sync, in the banner, in every tab, and for who may not.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DemoStage, openDemo, type Visit } from './demo-stage.ts'
import { atPanel, choose, chooseAction, connect, consent, leave, opening, signIn } from './journey.ts'

let stage: DemoStage
let visit: Visit
let mailsBefore: number
const mails = async (): Promise<number> =>
  (await (await visit.context.request.get(`${stage.origin}/api/activity`)).json()).mails.length

beforeAll(async () => {
  stage = await openDemo()
})
afterAll(async () => {
  await stage.close()
})
beforeEach(async () => {
  visit = await stage.visit()
  visit.page.setDefaultTimeout(15_000)
  await connect(stage, visit.page)
  mailsBefore = await mails()
  // Ended inside QuickBooks with nobody coming back to tell: found at the next use, and sure after one more try.
  await atPanel(visit.page, async () => {
    await visit.page
      .getByRole('button', { name: 'Disconnect inside QuickBooks and close the window: Harbor Tea Co.' })
      .click()
  })
  await chooseAction(visit.page, 'Test connection')
  await visit.page.getByText('We are checking the connection to Harbor Tea Co.').first().waitFor()
  await atPanel(visit.page, async () => {
    await visit.page.getByRole('button', { name: 'Jump 1 hour' }).click()
  })
  await visit.page.getByText('Harbor Tea Co. needs to be re-authorized.').first().waitFor()
})
afterEach(async () => {
  await leave(stage, visit)
})

const needed = 'Harbor Tea Co. needs to be re-authorized.'
const connected = 'Connected to Harbor Tea Co.'

async function comeBack(intuit: Awaited<ReturnType<typeof opening>>) {
  await choose(intuit, 'Harbor Tea Co.')
  await consent(intuit)
}

describe('an authorization that has ended', () => {
  it('is renewed at the sync that it holds up, which is then finished by itself, once', async () => {
    const { page } = visit
    let runs = 0
    page.on('request', (request) => {
      if (/\/api\/sync\//.test(request.url())) runs += 1
    })
    await page.getByRole('link', { name: 'Sync' }).click()
    await page.getByText('The authorization was ended in QuickBooks').waitFor()
    const popup = await opening(
      page,
      async () => await page.getByRole('button', { name: 'Re-authorize and copy' }).click(),
    )
    await page.getByRole('button', { name: 'Open again' }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).waitFor()
    await comeBack(popup)
    await page.getByText(/Done: 120 invoices copied/).waitFor()
    expect(await page.getByRole('button', { name: 'Open again' }).count()).toBe(0)
    expect(runs).toBe(1)
    expect(visit.troubles).toEqual([])
  })

  it('is renewed from the banner, and the prompt is gone in every tab', async () => {
    const { page, context } = visit
    const banner = page.getByRole('region', { name: '1 connection needs attention' })
    const other = await context.newPage()
    await other.goto(`${stage.origin}/sync`)
    await other.getByRole('button', { name: 'Re-authorize and copy' }).waitFor()
    const colleague = await stage.visit()
    await signIn(stage, colleague.page, 'Ben Ito')
    await colleague.page.getByText(needed).first().waitFor()
    const popup = await opening(
      page,
      async () => await banner.getByRole('button', { name: 'Re-authorize' }).click(),
    )
    await comeBack(popup)
    await page.getByText(connected).first().waitFor()
    await banner.waitFor({ state: 'detached' })
    await other.getByRole('button', { name: 'Copy invoices now' }).waitFor()
    await colleague.page.getByText(connected).first().waitFor()
    expect(await colleague.page.getByRole('button', { name: 'Re-authorize' }).count()).toBe(0)
    await colleague.context.close()
  })

  it('names who can renew it to somebody who can’t, and wrote them one mail', async () => {
    const viewer = await stage.visit()
    await signIn(stage, viewer.page, 'Mia Santos')
    await viewer.page.getByText(needed).first().waitFor()
    const ada = viewer.page.getByRole('link', { name: 'Ada Martin' }).first()
    expect(await ada.getAttribute('href')).toMatch(/^mailto:ada@harbor\.example\?/)
    expect(await viewer.page.getByRole('button', { name: 'Re-authorize' }).count()).toBe(0)
    await viewer.page.getByRole('link', { name: 'Details' }).click()
    await viewer.page.getByRole('heading', { name: 'Mails sent' }).waitFor()
    expect((await mails()) - mailsBefore).toBe(1)
    await viewer.context.close()
  })
})
