// Whatever becomes of Intuit's window, of the page or of the server: the right outcome is shown without a reload.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext, FrameLocator, Page } from 'playwright'
import { afterEach, expect, it } from 'vitest'
import { type IntuitSimulator, startIntuitSimulator } from '../packages/simulator/src/index.ts'
import { openDemo } from './demo-stage.ts'
import { choose, connectButton, consent, opening, signIn } from './journey.ts'
import { withDemo } from './with-demo.ts'

let simulator: IntuitSimulator
const demo = withDemo(async (opened) => {
  // Intuit lives on while the demo is restarted.
  simulator = opened.adopt(await startIntuitSimulator(), async ({ close }) => await close())
  return await openDemo({ intuitOrigin: simulator.origin })
})
afterEach(() => simulator.control.behave({ severOpener: false }))

const question = (page: Page | FrameLocator) =>
  page.getByRole('alertdialog', { name: 'Is this the right company?' })

/** The demo forbids to be framed; this is a host that does not. */
const allowFraming = async (context: BrowserContext) =>
  await context.route(`${demo.stage.origin}/`, async (route) => {
    const reply = await route.fetch()
    const { 'content-security-policy': _, 'x-frame-options': __, ...headers } = reply.headers()
    await route.fulfill({ response: reply, headers })
  })

async function waitingForIntuit(): Promise<{ page: Page; popup: Page }> {
  const { page } = demo.visit
  await signIn(demo.stage, page)
  const popup = await opening(page, async () => await connectButton(page).click())
  await choose(popup, 'Harbor Tea Co.')
  return { page, popup }
}

it('is read from the server where Intuit cut the window off from its opener', async () => {
  simulator.control.behave({ severOpener: true })
  const { page, popup } = await waitingForIntuit()
  await consent(popup)
  await question(page).waitFor()
})

it('outlives a server that was killed while the person was at Intuit', async () => {
  const { page, popup } = await waitingForIntuit()
  await demo.stage.restart()
  await consent(popup)
  await question(page).waitFor()
})

it('outlives a window that was closed on the way back', async () => {
  const { page, popup } = await waitingForIntuit()
  await popup.route('**/callback/done**', async (route) => {
    await popup.close()
    await route.abort().catch(() => {})
  })
  await consent(popup)
  await question(page).waitFor()
})

it('is shown by another page of the same person, who closed the one that started it', async () => {
  const { page, popup } = await waitingForIntuit()
  const other = await demo.visit.context.newPage()
  await other.goto(demo.stage.origin)
  await other.getByRole('button', { name: 'Open again' }).waitFor()
  await page.close()
  await consent(popup)
  await other.getByText('Is Harbor Tea Co. the right company?').first().waitFor()
  await other.getByRole('button', { name: 'Open again' }).waitFor({ state: 'detached' })
})

it('knows the outcome as soon as the page wakes from a sleep in which all else went on', async () => {
  const { page, popup } = await waitingForIntuit()
  const lid = await demo.visit.context.newCDPSession(page)
  await lid.send('Page.setWebLifecycleState', { state: 'frozen' })
  // The last page of the way, whose message could not be heard anyway, never comes.
  await popup.route('**/callback/done**', async (route) => await route.abort())
  await consent(popup).catch(() => {})
  const { request } = demo.visit.context
  const connected = async () =>
    (await (await request.get(`${demo.stage.origin}/api/quickbooks/connections`)).json()).connections.length
  await expect.poll(connected).toBe(1)
  // The stream that was open is gone without a word.
  await demo.stage.restart()
  await lid.send('Page.setWebLifecycleState', { state: 'active' })
  await question(page).waitFor({ timeout: 10_000 })
  await page.getByRole('button', { name: 'Open again' }).waitFor({ state: 'detached' })
})

/** Framed by a page of its own site, as a host frames one product in another. The demo itself forbids it. */
async function openFramed(attributes: string) {
  const { page, context } = demo.visit
  const { origin } = demo.stage
  await signIn(demo.stage, page)
  await allowFraming(context)
  await context.addInitScript((given) => {
    if (window !== window.top || !location.pathname.startsWith('/sign-in')) return
    document.addEventListener('DOMContentLoaded', () => {
      document.body.innerHTML = `<iframe src="/" width="1000" height="700" title="Host" ${given}></iframe>`
    })
  }, attributes)
  await page.goto(`${origin}/sign-in?tab=books`)
  return { page, origin, frame: page.frameLocator('iframe') }
}

const connectIn = async (frame: FrameLocator) =>
  await frame.getByRole('button', { name: 'Connect to QuickBooks' }).click()

it('goes to Intuit in the window around a frame of its own site, and comes back to that', async () => {
  // Neither windows nor the frame itself lead anywhere.
  await demo.visit.context.addInitScript(() => {
    window.open = () => null
  })
  const { page, origin, frame } = await openFramed('')
  await connectIn(frame)
  await page.waitForURL(`${simulator.origin}/**`)
  await choose(page, 'Harbor Tea Co.')
  await consent(page)
  await question(frame).waitFor()
  expect(page.url()).toBe(`${origin}/sign-in?tab=books`)
})

it('says in a sandboxed frame that nothing opens there, with the page’s own address', async () => {
  const { page, origin, frame } = await openFramed('sandbox="allow-scripts allow-same-origin allow-forms"')
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
  await connectIn(frame)
  const alert = frame.getByRole('alert')
  await alert.getByText('does not let QuickBooks open').waitFor()
  await alert.getByRole('link', { name: `${origin}/` }).waitFor()
  expect(asked).not.toContain('POST /api/quickbooks/connections/authorize')
  await frame.getByRole('button', { name: 'Dismiss' }).click()
  await alert.waitFor({ state: 'detached' })
})

it('works inside another site’s frame, by a window of its own', async () => {
  const { page, context } = demo.visit
  await signIn(demo.stage, page)
  await allowFraming(context)
  await using around = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<iframe src="${demo.stage.origin}/" width="1000" height="700" title="Host"></iframe>`)
  }).listen(0, '127.0.0.1')
  await once(around, 'listening')
  const launched = context.waitForEvent('request', (request) => request.url().endsWith('/launch'))
  await page.goto(`http://localhost:${(around.address() as AddressInfo).port}/`)
  const frame = page.frameLocator('iframe')
  const popup = await opening(
    page,
    async () => await frame.getByRole('button', { name: 'Connect to QuickBooks' }).click(),
  )
  expect((await launched).method()).toBe('POST')
  await choose(popup, 'Harbor Tea Co.')
  await consent(popup)
  await question(frame).waitFor()
  around.closeAllConnections()
})
