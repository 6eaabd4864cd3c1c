// The demo as a person gets it: its own process, its own ports and database, and a Chromium in front of it.
import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { chromiumArgs, findChromium } from '../scripts/chromium.ts'

const program = (name: string) => fileURLToPath(new URL(`../apps/demo/server/${name}`, import.meta.url))

export interface DemoStage {
  readonly origin: string
  readonly simulator: string
  /** A new person at a new browser: nothing is kept from before. */
  visit(options?: Parameters<Browser['newContext']>[0]): Promise<Visit>
  /** Ends the demo without a warning and starts it again on the same database, as after a power cut. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface Visit {
  readonly context: BrowserContext
  readonly page: Page
  /** Errors of the console, of the page, and violations of its security policy. */
  readonly troubles: string[]
  /** Every address any window of this browser was at. */
  readonly addresses: string[]
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function start(main: string, env: NodeJS.ProcessEnv, ...flags: string[]): Promise<ChildProcess> {
  const demo = spawn(process.execPath, ['--conditions=source', program(main), ...flags], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    demo.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Open http://')) resolve()
    })
    demo.once('exit', (code) => reject(new Error(`The demo ended with ${code} before it was up`)))
  })
  return demo
}

async function end(demo: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise((resolve) => demo.once('exit', resolve))
  demo.kill(signal)
  await ended
}

/** @param intuitOrigin a stand-in for Intuit that outlives the demo. @default the simulator in the demo's own process */
export const openDemo = async (intuitOrigin?: string): Promise<DemoStage> =>
  await openProgram('main.ts', intuitOrigin ? { INTUIT_ORIGIN: intuitOrigin } : {})

/** Two instances on Postgres behind one address. */
export const openTwoInstances = async (): Promise<DemoStage> => await openProgram('instances/main.ts', {})

async function openProgram(main: string, more: NodeJS.ProcessEnv): Promise<DemoStage> {
  const [port, simulatorPort] = [await freePort(), await freePort()]
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mooring-e2e-'))
  // Postgres runs as somebody else where this runs as root.
  await chmod(folder, 0o755)
  const env = {
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    MOORING_DB: path.join(folder, 'mooring.db'),
    ...more,
  }
  let demo = await start(main, env, '--reset')
  const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumArgs })
  return {
    origin: `http://localhost:${port}`,
    simulator: `http://localhost:${simulatorPort}`,
    visit: async (options) => await visit(browser, options),
    restart: async () => {
      await end(demo, 'SIGKILL')
      demo = await start(main, env)
    },
    close: async () => {
      await browser.close()
      await end(demo, 'SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function visit(browser: Browser, options: Parameters<Browser['newContext']>[0]): Promise<Visit> {
  const context = await browser.newContext(options)
  const troubles: string[] = []
  const addresses: string[] = []
  context.on('page', (page) => {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text())
    })
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('framenavigated', (frame) => addresses.push(frame.url()))
  })
  return { context, page: await context.newPage(), troubles, addresses }
}
