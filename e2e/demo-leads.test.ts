// The demo leads: what it says first, the list that ticks itself, the clock it follows, and a layout in which nothing is broken.
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { choose, chooseAction, connect, connectButton, consent, opening, signIn } from './journey.ts'
import { withDemo } from './with-demo.ts'

const demo = withDemo()

const WIDTHS = [1280, 810, 390, 320]
const guide = (page: Page) => page.locator('details', { hasText: 'A demo of Mooring' })
const done = (page: Page, title: string) =>
  guide(page)
    .getByRole('listitem')
    .filter({ hasText: `${title}: done` })

/** Goes to a page of the demo, and waits for its title. */
async function at(page: Page, path: string): Promise<void> {
  await page.goto(`${demo.stage.origin}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

it('says first what Mooring is and what to try, and ticks it off by itself', async () => {
  const { page } = demo.visit
  await at(page, '/sign-in')
  await page.getByText('Mooring lets the customers of a product connect their QuickBooks Online').waitFor()
  expect(await page.locator('.steps strong').allTextContents()).toEqual([
    'Connect a company',
    'Break it',
    'Repair it',
    'Choose the wrong company',
    'Disconnect',
  ])
  await signIn(demo.stage, page, 'Noor Haddad')
  await guide(page).getByText('0 of 5 tried. Next: connect a company').waitFor()
  const first = await opening(page, async () => await connectButton(page).click())
  await first.getByRole('button', { name: 'Sign in as Kofi Okafor' }).click()
  await consent(first)
  await page.getByRole('button', { name: 'Yes, use this company' }).click()
  await done(page, 'Connect a company').waitFor()
  await guide(page).getByRole('link', { name: 'Break it' }).click()
  await page.getByRole('button', { name: 'Revoke the authorization: Northwind Bakery' }).click()
  await guide(page).getByText('2 of 5 tried. Next: repair it').waitFor()
  await page.getByRole('link', { name: 'Data Sources', exact: true }).click()
  const second = await opening(
    page,
    async () => await page.getByRole('button', { name: 'Re-authorize' }).first().click(),
  )
  await consent(second)
  await done(page, 'Repair it').waitFor()
  const third = await opening(page, async () => await chooseAction(page, 'Re-authorize'))
  await third.getByRole('link', { name: 'Sign out' }).click()
  await choose(third, 'Maple & Pine Supply', 'Cleo Tan')
  await consent(third)
  await page.getByRole('alertdialog', { name: 'You chose a different company' }).waitFor()
  await page.keyboard.press('Escape')
  await done(page, 'Choose the wrong company').waitFor()
  await chooseAction(page, 'Disconnect from QuickBooks')
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click()
  await done(page, 'Disconnect').waitFor()
  await guide(page).getByText('5 of 5 tried').waitFor()
  await guide(page)
    .getByText(/^There is more: /)
    .waitFor()
})

it('marks the menu entry on the page of a connection, too', async () => {
  const { page } = demo.visit
  await connect(demo.stage, page)
  await page.getByRole('link', { name: 'Details' }).click()
  await page.getByRole('heading', { level: 1, name: 'Harbor Tea Co.' }).waitFor()
  const menu = page.getByRole('navigation', { name: 'Main' })
  const marked = await menu.locator('[aria-current]:not([aria-current="false"])').allTextContents()
  expect(marked).toEqual(['Data Sources'])
})

it('has a gallery of the components, each once', async () => {
  const { page, troubles } = demo.visit
  await connect(demo.stage, page)
  await page.getByRole('link', { name: 'Components' }).click()
  const titles = page.getByRole('heading', { level: 2 })
  await page.getByRole('heading', { level: 2, name: 'DisconnectGuide' }).waitFor()
  const names = await titles.allTextContents()
  expect(new Set(names).size).toBe(names.length)
  expect(names).toContain('ReadinessChecklist')
  await page.getByText('How to disconnect inside QuickBooks').waitFor()
  expect(troubles).toEqual([])
})

/** The host's own words that are found in more than one line each; and what is wider than the page. */
const broken = (page: Page, words: string) =>
  page.evaluate((pattern) => {
    const found: string[] = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      // What only screen readers read is a pixel wide.
      const own = text.parentElement
      if (!own?.checkVisibility() || own.clientWidth === 1 || own.closest('.mooring')) continue
      for (const { 0: word, index } of text.nodeValue?.matchAll(new RegExp(pattern, 'giu')) ?? []) {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
        if (lines.size > 1) found.push(`${word} in “${text.nodeValue}”`)
      }
    }
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) found.push(`${scrollWidth} px of ${clientWidth}`)
    return found
  }, words)

/** Where the middle of the bell is, and of its neighbour. */
const middles = (page: Page, beside: string) =>
  page.evaluate((selector) => {
    const middle = (one: string) => {
      const box = document.querySelector(one)?.getBoundingClientRect()
      return box ? box.top + box.height / 2 : Number.NaN
    }
    return [middle('.frame-tray button'), middle(selector)]
  }, beside)

const AUTHORIZE = 're-authoriz\\w*'
const NAMES =
  'Harbor Tea Co\\.|Lantern Books|Northwind Bakery|Maple & Pine Supply|Ada Martin|Kofi Okafor|Cleo Tan'

it('breaks no “re-authorize”, no name at 810 px, and has nothing wider than the page', async () => {
  const { page, context } = demo.visit
  await connect(demo.stage, page)
  const { connections } = await (
    await context.request.get(`${demo.stage.origin}/api/quickbooks/connections`)
  ).json()
  const ofConnection = `/connections/${connections[0].id}`
  const pages = ['/', ofConnection, '/sync', '/components', '/operations', '/simulator']
  const found: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    for (const path of [...pages, '/help/revoked', '/sign-in']) {
      await at(page, path)
      const loading = page.locator('.mooring[data-state="loading"]')
      await expect.poll(async () => await loading.count(), { timeout: 15_000 }).toBe(0)
      const words = width === 810 ? `${AUTHORIZE}|${NAMES}` : AUTHORIZE
      found.push(...(await broken(page, words)).map((what) => `${width} ${path}: ${what}`))
    }
  }
  expect(found).toEqual([])
}, 120_000)

it('has the bell level with its neighbour, and equal paddings', async () => {
  const { page } = demo.visit
  await connect(demo.stage, page)
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    await at(page, '/')
    await page.getByText('Connected to Harbor Tea Co.').first().waitFor()
    const [bell = 0, beside = 0] = await middles(
      page,
      width < 768 ? '.frame-side .wordmark' : '.guide summary',
    )
    expect(Math.abs(bell - beside), `the bell at ${width} px`).toBeLessThanOrEqual(1)
    const lefts = await page.evaluate(() =>
      ['.source', '.others strong', '.mooring-tile-head'].map((one) =>
        Math.round(document.querySelector(one)?.getBoundingClientRect().left ?? 0),
      ),
    )
    expect(new Set(lefts).size, `paddings at ${width} px: ${lefts}`).toBe(1)
  }
})

it('follows the clock of the simulator: no green ring beside an authorization that has ended', async () => {
  const { page } = demo.visit
  await connect(demo.stage, page)
  await page.getByRole('link', { name: 'Details' }).click()
  const ring = page.locator('.mooring-ring')
  await expect.poll(async () => await ring.textContent(), { timeout: 15_000 }).toMatch(/^10[01]/)
  await page.getByRole('link', { name: 'Simulator' }).click()
  const passed = page.waitForResponse((reply) => reply.url().endsWith('/clock/in-use'), { timeout: 40_000 })
  await page.getByRole('button', { name: 'Jump 5 years, with use in between' }).click()
  await passed
  await page.getByRole('link', { name: 'Data Sources', exact: true }).click()
  await page.getByRole('link', { name: 'Details' }).first().click()
  await expect.poll(async () => await ring.textContent(), { timeout: 15_000 }).toMatch(/^0/)
  expect(await page.locator('dl [data-clock="hard"]').getAttribute('data-tone')).toBe('bad')
})
