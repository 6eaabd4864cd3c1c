// What `mooring init` writes, run: a fresh Express and a fresh Hono project connect a company at the simulated Intuit.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { startIntuitSimulator } from '@mooring/simulator'
import { expect, it } from 'vitest'
import { endChild } from '../../../../../scripts/child-process.ts'
import { freePort } from '../../../../../scripts/free-port.ts'
import { RUN_VARIABLE } from '../../../../../scripts/leftovers.ts'
import { Browser } from '../../browser.ts'
import { runIn } from '../cli-ground.ts'
import { install, openProject, runWith } from './project-ground.ts'
import { type Files, STARTERS } from './starters.ts'

const ANSWER_MS = 60_000
/** Two processes start, one after the other, on a machine that may be busy. */
const TEST_MS = 120_000
const APP = { clientId: 'drive-client', clientSecret: 'test-secret-canary' }

/** Starts the product and waits until it answers. */
async function start(
  opened: AsyncDisposableStack,
  folder: string,
  entry: string,
  origin: string,
): Promise<ChildProcess> {
  const { PATH, NODE_COMPILE_CACHE, [RUN_VARIABLE]: run } = process.env
  const child = spawn(process.execPath, ['--conditions=source', entry], {
    cwd: folder,
    env: { PATH, NODE_COMPILE_CACHE, [RUN_VARIABLE]: run },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  opened.defer(() => endChild(child, 'SIGKILL'))
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => {
      said += text
    })
  const isReady = () =>
    fetch(`${origin}/api/quickbooks/operations/ready`).then(
      ({ status }) => status,
      () => said,
    )
  await expect.poll(isReady, { timeout: ANSWER_MS }).toBe(200)
  return child
}

/** Fills in the TODO: a cookie says who is asking. */
async function signIn(file: string, cookieOf: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  const filled = text.replace(
    /identify: async \(\) => null/,
    `identify: async (request) => {
    const [tenantId, userId] = decodeURIComponent(/session=([^;]+)/.exec(${cookieOf} ?? '')?.[1] ?? '').split('/')
    if (!tenantId || !userId) return null
    return { tenantId, userId, permissions: ['view', 'connect', 'disconnect'] }
  }`,
  )
  expect(filled).not.toBe(text)
  await writeFile(file, filled)
}

/** Run by Node as it is, without a compiler: imports with their endings. */
const honoOnNode: Files = {
  ...STARTERS.Hono,
  'tsconfig.json': STARTERS.Hono['tsconfig.json'].replace(
    '"strict"',
    '"allowImportingTsExtensions": true, "strict"',
  ),
}

it.each([
  {
    name: 'Express',
    files: STARTERS['npm init and Express'],
    entry: 'index.js',
    config: 'mooring.config.js',
    cookie: 'request.headers.cookie',
  },
  {
    name: 'Hono',
    files: honoOnNode,
    entry: 'src/index.ts',
    config: 'src/mooring.config.ts',
    cookie: "request.headers.get('cookie')",
  },
])(
  'a fresh $name project connects, passes the doctor and ends by its signal',
  async ({ files, entry, config, cookie }) => {
    await using opened = new AsyncDisposableStack()
    const intuit = opened.adopt(await startIntuitSimulator(APP), (each) => each.close())
    const origin = `http://localhost:${await freePort()}`
    const env = `PORT=${new URL(origin).port}\nINTUIT_ORIGIN=${intuit.origin}\nINTUIT_CLIENT_ID=${APP.clientId}\nINTUIT_CLIENT_SECRET=${APP.clientSecret}\n`
    const { folder } = await openProject(opened, { ...files, '.env': env })
    await install(folder)
    expect(await runWith(folder, ['init', '--yes'])).toMatchObject({ code: 0 })
    await signIn(path.join(folder, config), cookie)
    const product = await start(opened, folder, entry, origin)
    expect((await fetch(`${origin}/api/quickbooks/connections`)).status).toBe(401)
    const browser = new Browser(origin, 'harbor/ada')
    const { id } = await browser.connect(intuit.control, { user: 'ada', company: 'Harbor Tea Co.' })
    expect((await browser.list()).connections).toMatchObject([{ id, status: 'connected' }])
    const doctor = await runIn(folder, ['doctor'])
    expect([doctor.code, doctor.out]).toEqual([0, expect.stringMatching(/^ok +running instance: /m)])
    expect(doctor.out).toMatch(/has 1 connection/)
    product.kill('SIGTERM')
    expect(await once(product, 'exit', { signal: AbortSignal.timeout(ANSWER_MS) })).toEqual([null, 'SIGTERM'])
  },
  TEST_MS,
)
