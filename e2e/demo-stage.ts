// The demo as a user gets it: its own process, its own ports and database, and a Chromium in front of it.
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { inject } from 'vitest'
import { newFolder, startDemo } from '../apps/demo/server/demo-process.ts'
import { freePort } from '../scripts/free-port.ts'

/** Ends the demo and all around it with `await using`. */
export interface DemoStage extends AsyncDisposable {
  readonly origin: string
  readonly simulator: string
  /** A new user at a new browser, with nothing from before. */
  visit(options?: Parameters<Browser['newContext']>[0]): Promise<Visit>
  /** Ends the demo without a warning and starts it again on the same database, as after a power cut. */
  restart(): Promise<void>
}

export interface Visit {
  readonly context: BrowserContext
  readonly page: Page
  /** Errors of the console, of the page, and violations of its security policy. */
  readonly troubles: string[]
  /** Every address any window of this browser was at. */
  readonly addresses: string[]
}

interface StageOptions {
  /** A stand-in for Intuit that outlives the demo. @default the simulator in the demo's own process */
  intuitOrigin?: string
  /** @default a session of its own at the run's one browser */
  connect?: (origin: string) => Promise<Browser>
}

export const openDemo = async (options: StageOptions = {}): Promise<DemoStage> =>
  await openProgram('main.ts', options)

/** Two instances on Postgres behind one address. */
export const openTwoInstances = async (): Promise<DemoStage> => await openProgram('instances/main.ts', {})

const connectToBrowser = async () => await chromium.connect(inject('browser'))

async function openProgram(
  program: string,
  { intuitOrigin, connect = connectToBrowser }: StageOptions,
): Promise<DemoStage> {
  await using opened = new AsyncDisposableStack()
  const [port, simulatorPort] = [await freePort(), await freePort()]
  const folder = opened.use(await newFolder())
  const env = {
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    MOORING_DB: path.join(folder.path, 'mooring.db'),
    ...(intuitOrigin && { INTUIT_ORIGIN: intuitOrigin }),
  }
  let demo = await startDemo({ program, env, args: ['--reset'] })
  opened.defer(async () => await demo.end())
  await demo.up()
  const origin = `http://localhost:${port}`
  const browser = opened.adopt(await connect(origin), async (one) => await one.close())
  const closing = opened.move()
  return {
    origin,
    simulator: `http://localhost:${simulatorPort}`,
    visit: async (options) => await visit(browser, options),
    restart: async () => {
      await demo.end('SIGKILL')
      demo = await startDemo({ program, env })
      await demo.up()
    },
    [Symbol.asyncDispose]: async () => await closing.disposeAsync(),
  }
}

async function visit(browser: Browser, options: Parameters<Browser['newContext']>[0]): Promise<Visit> {
  await using opened = new AsyncDisposableStack()
  const context = opened.adopt(await browser.newContext(options), async (one) => await one.close())
  const troubles: string[] = []
  const addresses: string[] = []
  context.on('page', (page) => {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text())
    })
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('framenavigated', (frame) => addresses.push(frame.url()))
  })
  const page = await context.newPage()
  opened.move()
  return { context, page, troubles, addresses }
}
