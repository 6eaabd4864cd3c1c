// Interrupted steps leave nothing running, and have not passed.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { endChild } from '../child-process.ts'
import { endLeftovers, processesOfRun, RUN_VARIABLE } from '../leftovers.ts'

const PROGRAM = fileURLToPath(new URL('interrupted-steps.ts', import.meta.url))
/** Elsewhere the environment of other processes can't be read. */
const seesProcesses = ['darwin', 'linux'].includes(process.platform)

let run: string
let steps: ChildProcessByStdio<null, Readable, null>
let exited: Promise<unknown[]>
beforeEach(async () => {
  run = randomUUID()
  const env = { ...process.env, [RUN_VARIABLE]: run }
  steps = spawn(process.execPath, [PROGRAM], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  exited = once(steps, 'exit')
})
afterEach(async () => {
  await endChild(steps, 'SIGKILL')
  await endLeftovers(run, 0)
})

/** Itself, its step, and what that has started. */
const allStarted = async () =>
  await expect.poll(async () => await processesOfRun(run), { timeout: 20_000 }).toHaveLength(3)

async function expectEnd() {
  const [code] = await exited
  expect(code).toBe(1)
  expect(await processesOfRun(run)).toEqual([])
}

it.runIf(seesProcesses)('by two signals', async () => {
  await allStarted()
  const said = Promise.withResolvers<void>()
  steps.stdout.on('data', (text) => String(text).includes('interrupted') && said.resolve())
  steps.kill('SIGINT')
  await said.promise
  steps.kill('SIGINT')
  await expectEnd()
})

it.runIf(seesProcesses)('by the end of who reads what they print', async () => {
  await allStarted()
  steps.stdout.destroy()
  await expectEnd()
})
