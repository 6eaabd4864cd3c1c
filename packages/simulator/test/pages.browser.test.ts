// The pages in a browser: by role and name, by keyboard, on a small screen, without a violation.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { chromiumArgs, findChromium } from '../../../scripts/chromium.ts'
import { authorizeUrl, HARBOR_WHOLESALE, simulator } from './app.ts'

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumArgs })
}, 60_000)
afterAll(() => browser?.close())

/** The app's callback, where the flow ends. */
async function appCallback(): Promise<string> {
  const server = createServer((_request, response) => response.end('back at the app')).listen(0, 'localhost')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  return `http://localhost:${(server.address() as AddressInfo).port}/callback`
}

async function openPage(colorScheme: 'light' | 'dark') {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, colorScheme })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, complaints }
}

/** No page has frames: axe needs no second page to sum them up. */
async function expectSound(page: Page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
}

it.each(['light', 'dark'] as const)('connects a company by clicks, 320 pixels wide, %s', async (scheme) => {
  const sim = await simulator({ appName: 'Harborline' })
  const { page, complaints } = await openPage(scheme)
  await page.goto(authorizeUrl(sim.origin, { redirect_uri: await appCallback() }))
  await expectSound(page)
  await page.getByRole('button', { name: 'Sign in as Ada Martin' }).click()
  await page.getByRole('radio', { name: 'Harbor Tea Wholesale' }).check()
  await expectSound(page)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('heading', { name: 'Connect Harbor Tea Wholesale?' }).waitFor()
  await expectSound(page)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByText('back at the app').waitFor()
  expect(new URL(page.url()).searchParams.get('realmId')).toBe(HARBOR_WHOLESALE)
  expect(complaints).toEqual([])
})

it('remembers who is signed in, lets another sign in, and takes no for an answer, by keyboard', async () => {
  const sim = await simulator()
  const { page, complaints } = await openPage('light')
  const url = authorizeUrl(sim.origin, { redirect_uri: await appCallback() })
  await page.goto(url)
  await page.getByRole('button', { name: 'Sign in as Dan Weiss' }).press('Enter')
  await page.getByRole('heading', { name: 'No company to connect' }).waitFor()
  await expectSound(page)
  await page.goto(url)
  await page.getByRole('link', { name: 'Sign out' }).press('Enter')
  await page.getByRole('button', { name: 'Sign in as Ben Okafor' }).press('Enter')
  await page.getByRole('button', { name: 'No thanks' }).press('Enter')
  await page.getByText('back at the app').waitFor()
  expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied')
  expect(complaints).toEqual([])
})
