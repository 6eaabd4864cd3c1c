// What Storybook opens on: Mooring's own page is the first, and there is no checklist of its vendor's.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { endChild } from '../scripts/child-process.ts'
import { freePort } from '../scripts/free-port.ts'

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
  const { entries } = await (await fetch(`${origin}/index.json`)).json()
  expect(Object.keys(entries)[0]).toBe('welcome--docs')
  // What its page is told before anything of it runs.
  const [, features = '{}'] =
    /window\['FEATURES'\] = (\{.*?\});/s.exec(await (await fetch(origin)).text()) ?? []
  expect(JSON.parse(features)).toMatchObject({
    sidebarOnboardingChecklist: false,
    menuOnboardingChecklist: false,
  })
}, 150_000)
