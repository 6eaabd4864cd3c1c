// Storybook as a visitor opens it: Mooring's own page is the first, and there is no checklist of its vendor's.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { chromium } from 'playwright'
import { expect, inject, it } from 'vitest'
import { endChild } from '../scripts/child-process.ts'
import { freePort } from './demo-stage.ts'

const ROOT = path.join(import.meta.dirname, '..')
const START_MS = 90_000

/** Starts it on a port of its own. @returns its address, once it answers */
async function openStorybook(opened: AsyncDisposableStack): Promise<string> {
  const port = await freePort()
  const words = ['dev', '--ci', '--disable-telemetry', '--exact-port', '-p', String(port)]
  const program = path.join(ROOT, 'node_modules/storybook/dist/bin/dispatcher.js')
  const child = spawn(process.execPath, [program, ...words], { cwd: ROOT, stdio: 'ignore' })
  opened.defer(() => endChild(child))
  const origin = `http://localhost:${port}`
  const isUp = () =>
    fetch(`${origin}/index.json`).then(
      ({ ok }) => ok,
      () => false,
    )
  await expect.poll(isUp, { timeout: START_MS, interval: 250, message: 'Storybook' }).toBe(true)
  return origin
}

it('has the welcome of Mooring first, and no checklist', async () => {
  await using opened = new AsyncDisposableStack()
  const origin = await openStorybook(opened)
  const browser = opened.adopt(await chromium.connect(inject('browser')), async (one) => await one.close())
  const page = await browser.newPage()
  // Of what it opens on, only the name is looked at: nothing is compiled for it.
  await page.route('**/iframe.html*', async (route) => await route.abort())
  const { entries } = await (await fetch(`${origin}/index.json`)).json()
  expect(Object.keys(entries)[0]).toBe('welcome--docs')
  await page.goto(origin)
  await page.getByRole('link', { name: 'Welcome' }).first().waitFor()
  const features = await page.evaluate('window.FEATURES')
  expect(features).toMatchObject({ sidebarOnboardingChecklist: false, menuOnboardingChecklist: false })
  expect(await page.locator('[id*="checklist"]').count()).toBe(0)
}, 150_000)
