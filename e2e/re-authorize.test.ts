// Re-authorization where it broke, in Chromium: at the sync, in the banner, in every tab, and for who may not.
import { beforeEach, describe, expect, it } from 'vitest'
import { choose, chooseAction, connect, consent, opening, signIn } from './journey.ts'
import { withDemo } from './with-demo.ts'

const demo = withDemo()
let mailsBefore: number
const mails = async (): Promise<number> =>
  (await (await demo.visit.context.request.get(`${demo.stage.origin}/api/activity`)).json()).mails.length

beforeEach(async () => {
  await connect(demo.stage, demo.visit.page)
  mailsBefore = await mails()
  // Ended inside QuickBooks with no one coming back to tell: found at the next use, and sure after one more try.
  const { request } = demo.visit.context
  const api = `${demo.stage.origin}/api`
  const { companies } = await (await request.get(`${api}/simulator/state`)).json()
  const { realmId } = companies.find(({ name }: { name: string }) => name === 'Harbor Tea Co.')
  await request.post(`${api}/simulator/companies/${realmId}/disconnect`, { data: {} })
  const { connections } = await (await request.get(`${api}/quickbooks/connections`)).json()
  await request.post(`${api}/quickbooks/connections/${connections[0].id}/verify`, { data: {} })
  await request.post(`${api}/simulator/clock`, { data: { advanceMs: 3_600_000 } })
  await demo.visit.page.getByText('Harbor Tea Co. needs to be re-authorized.').first().waitFor()
})

const needed = 'Harbor Tea Co. needs to be re-authorized.'
const connected = 'Connected to Harbor Tea Co.'

async function comeBack(intuit: Awaited<ReturnType<typeof opening>>) {
  await choose(intuit, 'Harbor Tea Co.')
  await consent(intuit)
}

describe('an authorization that has ended', () => {
  it('is renewed at the sync that it delays, which is then finished by itself, once', async () => {
    const { page } = demo.visit
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
    await expect.poll(async () => await page.getByRole('button', { name: 'Open again' }).count()).toBe(0)
    expect(runs).toBe(1)
    expect(demo.visit.troubles).toEqual([])
  })

  it('is renewed on a phone in the same window, and the sync is finished there all the same', async () => {
    const phone = await demo.stage.visit({
      viewport: { width: 360, height: 700 },
      isMobile: true,
      hasTouch: true,
    })
    const { page } = phone
    await signIn(demo.stage, page)
    await page.goto(`${demo.stage.origin}/sync`)
    await page.getByRole('button', { name: 'Re-authorize and copy' }).tap()
    await comeBack(page)
    await page.getByText(/Done: 120 invoices copied/).waitFor()
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/sync')
    expect(phone.troubles).toEqual([])
    await phone.context.close()
  })

  it('is renewed from the banner, and the prompt is gone in every tab', async () => {
    const { page, context } = demo.visit
    const banner = page.getByRole('region', { name: '1 connection needs attention' })
    const other = await context.newPage()
    await other.goto(`${demo.stage.origin}/sync`)
    await other.getByRole('button', { name: 'Re-authorize and copy' }).waitFor()
    const colleague = await demo.stage.visit()
    await signIn(demo.stage, colleague.page, 'Ben Ito')
    await colleague.page.getByText(needed).first().waitFor()
    const tray = page.getByRole('button', { name: 'QuickBooks notifications' })
    expect(await tray.getAttribute('data-count')).toBe('1')
    await tray.click()
    await page.locator('.mooring-tray-list').getByText(needed).waitFor()
    await page.keyboard.press('Escape')
    const popup = await opening(
      page,
      async () => await banner.getByRole('button', { name: 'Re-authorize' }).click(),
    )
    await comeBack(popup)
    await page.getByText(connected).first().waitFor()
    await banner.waitFor({ state: 'detached' })
    await expect.poll(async () => await tray.getAttribute('data-count')).toBeNull()
    await other.getByRole('button', { name: 'Copy invoices now' }).waitFor()
    await colleague.page.getByText(connected).first().waitFor()
    await expect
      .poll(async () => await colleague.page.getByRole('button', { name: 'Re-authorize' }).count())
      .toBe(0)
    await colleague.context.close()
  })

  it('is renewed from the three dots of its own page, after a word on who may be signed in there', async () => {
    const { page } = demo.visit
    await page.getByRole('link', { name: 'Details' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Harbor Tea Co.' }).waitFor()
    const before = page.getByText(/someone else signed in, or another admin connected/).first()
    await before.waitFor()
    const popup = await opening(page, async () => await chooseAction(page, 'Re-authorize'))
    await comeBack(popup)
    await page.getByText(connected).first().waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/connections\//)
  })

  it('is noticed in the tray, renewed from the three dots of Data Sources, and what was paused goes on by itself', async () => {
    const { page, context } = demo.visit
    const list = await context.request.get(`${demo.stage.origin}/api/quickbooks/connections`)
    const [{ id }] = (await list.json()).connections
    await context.request.post(`${demo.stage.origin}/api/sync/${id}`, { data: {} })
    await page.goto(demo.stage.origin)
    const tray = page.getByRole('button', { name: 'QuickBooks notifications' })
    await expect.poll(async () => await tray.getAttribute('data-count')).toBe('1')
    const popup = await opening(page, async () => await chooseAction(page, 'Re-authorize'))
    await comeBack(popup)
    await page.getByText(connected).first().waitFor()
    await expect.poll(async () => await tray.getAttribute('data-count')).toBeNull()
    await page.getByRole('link', { name: 'Sync', exact: true }).click()
    await page.getByText('What was missed is caught up.').waitFor()
    await page.getByText('120 invoices in Harborline.').waitFor()
  })

  it('names who can renew it to someone who can’t, and wrote them one mail', async () => {
    const viewer = await demo.stage.visit()
    await signIn(demo.stage, viewer.page, 'Mia Santos')
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
