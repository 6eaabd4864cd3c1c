// A host whose session does not travel on Intuit's redirect: what came back is the starter's alone, in two browsers.
import type { Browser, BrowserContext, Page, Response } from 'playwright'
import { beforeEach, expect, it } from 'vitest'
import { type IntuitSimulator, startIntuitSimulator } from '../packages/simulator/src/index.ts'
import { openDemo, type Visit } from './demo-stage.ts'
import { choose, connectButton, consent, leave, opening, signIn } from './journey.ts'
import { withDemo } from './with-demo.ts'

let simulator: IntuitSimulator
const demo = withDemo(async (opened) => {
  simulator = opened.adopt(await startIntuitSimulator(), async ({ close }) => await close())
  // Of another site than the demo, as Intuit is.
  return await openDemo({ intuitOrigin: simulator.origin.replace('localhost', '127.0.0.1') })
})
beforeEach(() => simulator.control.behave({ severOpener: false }))

/** Signs in, with a session cookie that browsers send along with no way that begins at another site. */
async function signInStrictly({ context, page }: Visit, name?: string): Promise<void> {
  await signIn(demo.stage, page, name)
  const cookies = await context.cookies(demo.stage.origin)
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, sameSite: 'Strict' as const })))
}

/** A browser of its own, whose person ends everything at the end. */
async function another(options?: Parameters<Browser['newContext']>[0]): Promise<Visit & AsyncDisposable> {
  const visit = await demo.stage.visit(options)
  visit.page.setDefaultTimeout(45_000)
  return { ...visit, [Symbol.asyncDispose]: async () => await leave(demo.stage, visit) }
}

const question = (page: Page) => page.getByRole('alertdialog', { name: 'Is this the right company?' })
const isClaim = (response: Response) => response.url().endsWith('/claim')
const living = () => simulator.control.grants().filter(({ live }) => live).length

async function atIntuit(page: Page): Promise<Page> {
  const popup = await opening(page, async () => await connectButton(page).click())
  await choose(popup, 'Harbor Tea Co.')
  return popup
}

it('is claimed by the page whose window it was, which closes', async () => {
  const { page } = demo.visit
  await signInStrictly(demo.visit)
  const popup = await atIntuit(page)
  const [claimed] = await Promise.all([page.waitForResponse(isClaim), consent(popup)])
  expect(claimed.status()).toBe(200)
  await question(page).waitFor()
  await expect.poll(() => popup.isClosed()).toBe(true)
})

it('is claimed over the channel where Intuit cut the window off from its opener', async () => {
  simulator.control.behave({ severOpener: true })
  const { page } = demo.visit
  await signInStrictly(demo.visit)
  const popup = await atIntuit(page)
  await consent(popup)
  await question(page).waitFor()
  await expect.poll(() => popup.isClosed()).toBe(true)
})

it('is finished from its own window where the page that started it is gone', async () => {
  const { page } = demo.visit
  await signInStrictly(demo.visit)
  const popup = await atIntuit(page)
  await page.close()
  await consent(popup)
  await popup.getByRole('link', { name: 'Finish in your product' }).click()
  await question(popup).waitFor()
  expect(popup.url()).toBe(`${demo.stage.origin}/`)
})

it('is claimed from the fragment by the page that a redirect comes back to', async () => {
  await using phone = await another({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 780 } })
  const { page } = phone
  await signInStrictly(phone)
  await connectButton(page).click()
  await choose(page, 'Harbor Tea Co.')
  await consent(page)
  await question(page).waitFor()
  expect(page.url()).toBe(`${demo.stage.origin}/`)
})

interface Started {
  readonly attemptId: string
  readonly authorizeUrl: string
  readonly ticket: string
}

/** An attacker, who is a customer too, starts an attempt in a browser of their own. */
async function startAttack(attacker: Visit, mode: 'popup' | 'redirect'): Promise<Started> {
  await signInStrictly(attacker, 'Noor Haddad')
  const api = `${demo.stage.origin}/api/quickbooks/connections/authorize`
  const started = await attacker.context.request.post(api, { data: { mode } })
  expect(started.status()).toBe(201)
  await attacker.page.reload()
  await attacker.page.getByRole('button', { name: 'Open again' }).waitFor()
  return await started.json()
}

/** The attempt's cookie, as another host of the same site can set it in anybody's browser. */
async function plantCookie(from: BrowserContext, into: BrowserContext): Promise<void> {
  const cookies = await from.cookies(`${demo.stage.origin}/api/quickbooks/callback`)
  const planted = cookies.filter(({ name }) => !name.includes('session'))
  expect(planted).toHaveLength(1)
  await into.addCookies(planted)
}

/** A page of the attacker's in the victim's browser opens the window, and listens to it. */
async function lureInto({ context }: Visit, address: string): Promise<{ lure: Page; led: Page }> {
  await context.route('http://127.0.0.1/lure', async (route) => {
    const body = `<script>heard = []; onmessage = ({ data }) => heard.push(data)</script>
<button onclick="window.open('${address}')">Win a prize</button>`
    await route.fulfill({ contentType: 'text/html', body })
  })
  const lure = await context.newPage()
  await lure.goto('http://127.0.0.1/lure')
  const led = await opening(lure, async () => await lure.getByRole('button').click())
  return { lure, led }
}

/** Everything an attacker can get at afterwards. */
async function spoils({ context, page }: Visit, { attemptId }: Started): Promise<string> {
  const api = `${demo.stage.origin}/api/quickbooks`
  const paths = [`/attempts/${attemptId}`, `/attempts/${attemptId}/support`, '/connections']
  const answers = await Promise.all(paths.map(async (path) => await context.request.get(`${api}${path}`)))
  const texts = await Promise.all(answers.map(async (answer) => await answer.text()))
  const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
  return [...texts, stored, page.url()].join('\n')
}

it.each(['popup', 'redirect'] as const)(
  'is not the attacker’s by %s, whose page never gets what the victim’s browser was handed',
  async (mode) => {
    await using attacker = await another()
    const victim = demo.visit
    await signInStrictly(victim)
    const started = await startAttack(attacker, mode)
    await plantCookie(attacker.context, victim.context)
    const { lure, led } = await lureInto(victim, started.authorizeUrl)
    await choose(led, 'Harbor Tea Co.')
    const claimed = victim.context.waitForEvent('response', isClaim)
    await consent(led)
    // The victim's own pages are handed it, and are another person's.
    expect((await claimed).status()).toBe(404)
    const { secret } = JSON.parse((await claimed).request().postData() ?? '{}')
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(led.url()).not.toContain(secret)
    expect(await lure.evaluate(() => Reflect.get(window, 'heard'))).toEqual([])
    await attacker.page.getByText('QuickBooks came back in another window or browser').first().waitFor()
    await attacker.page.reload()
    await attacker.page.getByRole('button', { name: 'Open again' }).waitFor()
    const got = await spoils(attacker, started)
    expect(got).toContain('"verified"')
    for (const treasure of [secret, 'Harbor Tea', '"outcome":"connected"'])
      expect(got).not.toContain(treasure)
    expect(living()).toBe(1)
    await attacker.page.getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(living, { timeout: 15_000 }).toBe(0)
    expect(await spoils(attacker, started)).toContain('"outcome":"cancelled"')
  },
)

it('does not go to Intuit by a ticket that another page posts', async () => {
  await using attacker = await another()
  const { ticket } = await startAttack(attacker, 'popup')
  const { page, context } = demo.visit
  await context.route('http://127.0.0.1/lure', async (route) => {
    const form = `<form method="post" action="${demo.stage.origin}/api/quickbooks/launch">
<input name="ticket" value="${ticket}"><button>Win a prize</button></form>`
    await route.fulfill({ contentType: 'text/html', body: form })
  })
  await page.goto('http://127.0.0.1/lure')
  const [launched] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/launch')),
    page.getByRole('button', { name: 'Win a prize' }).click(),
  ])
  expect(launched.status()).toBe(403)
  expect(await context.cookies(`${demo.stage.origin}/api/quickbooks/callback`)).toEqual([])
})
