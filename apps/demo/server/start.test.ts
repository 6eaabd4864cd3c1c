// The demo as a process: what it says when it can't start, what to do once it is up, and that it ends when asked to.
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { describe, it, vi } from 'vitest'
import { WHAT_HARBORLINE_IS, WHAT_MOORING_IS } from '../guide/steps.ts'
import { newFolder, startDemo } from './demo-process.ts'

vi.setConfig({ testTimeout: 60_000 })

/** A file in a folder of its own that is no database. */
async function junk(opened: AsyncDisposableStack): Promise<string> {
  const file = path.join(opened.use(await newFolder()).path, 'mooring.db')
  await writeFile(file, 'not a database')
  return file
}

async function takenPort(opened: AsyncDisposableStack): Promise<string> {
  const server = opened.adopt(createServer().listen(0, '127.0.0.1'), (one) => void one.close())
  await once(server, 'listening')
  return String((server.address() as AddressInfo).port)
}

type Surroundings = (opened: AsyncDisposableStack) => Promise<Record<string, string>>

const wrong: [string, Surroundings, string][] = [
  ['a word for a port', async () => ({ PORT: 'http' }), 'PORT is "http"'],
  ['a taken port', async (opened) => ({ PORT: await takenPort(opened) }), 'is taken'],
  [
    'a taken port of the simulator',
    async (opened) => ({ SIMULATOR_PORT: await takenPort(opened) }),
    'SIMULATOR_PORT=',
  ],
  ['a folder that is not there', async () => ({ MOORING_DB: '/not/there/mooring.db' }), 'is not there'],
  [
    'a file that is no database',
    async (opened) => ({ MOORING_DB: await junk(opened) }),
    'is not a SQLite database',
  ],
  [
    'a Postgres that is not there',
    async () => ({ DATABASE_URL: 'postgres://127.0.0.1:1/mooring' }),
    'let DATABASE_URL name another database',
  ],
  [
    'a simulator that is not there',
    async () => ({ SIMULATOR_ORIGIN: 'http://localhost:1' }),
    'No simulator answers',
  ],
  ['http to production', async () => ({ INTUIT_ENVIRONMENT: 'production' }), 'https'],
]

describe.concurrent('a start that fails', () => {
  it.for(wrong)('says so in words, for %s', async ([, surroundings, words], { expect }) => {
    await using opened = new AsyncDisposableStack()
    const demo = opened.use(await startDemo({ env: await surroundings(opened) }))
    const { code, output } = await demo.ended()
    expect(code).toBe(1)
    expect(output).toContain(words)
    expect(output).not.toMatch(/^ +at /m)
  })

  it('says so in words, for two instances', async ({ expect }) => {
    await using opened = new AsyncDisposableStack()
    const env = { PORT: await takenPort(opened) }
    const demo = opened.use(await startDemo({ program: 'instances/main.ts', env }))
    const { code, output } = await demo.ended()
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^.*\nPort \d+ is taken: stop what uses it, or .*\n$/),
    ])
  })
})

describe.concurrent('a start that succeeds', () => {
  it('says what it is, what to try, what to open and to click, serves pages under a strict policy, and ends when asked to', async ({
    expect,
  }) => {
    await using demo = await startDemo()
    const origin = await demo.up()
    const page = await fetch(`${origin}/connections/any`)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(await page.text()).toContain('<div id="root">')
    demo.kill('SIGTERM')
    const { code, output } = await demo.ended()
    expect(code).toBe(0)
    expect(output.trim().split('\n').slice(-10)).toEqual([
      WHAT_MOORING_IS,
      `${WHAT_HARBORLINE_IS} To try, and ticked off on its pages:`,
      expect.stringMatching(/^ {2}1\. Connect a company\. /),
      expect.stringMatching(/^ {2}2\. Break it\. .*101 days/),
      expect.stringMatching(/^ {2}3\. Repair it\. /),
      expect.stringMatching(/^ {2}4\. Choose the wrong company\. /),
      expect.stringMatching(/^ {2}5\. Disconnect\. /),
      '',
      `Open ${origin}, sign in as Ada Martin, and click Connect to QuickBooks.`,
      'Ctrl+C ends it.',
    ])
  })

  it('ends without a complaint where its output is read no more', async ({ expect }) => {
    await using demo = await startDemo()
    demo.leave()
    expect(await demo.ended()).toEqual({ code: 0, output: expect.not.stringContaining('Error') })
  })

  it('does not touch the connections of another app, and says the way out', async ({ expect }) => {
    await using folder = await newFolder()
    const MOORING_DB = path.join(folder.path, 'mooring.db')
    await using first = await startDemo({ env: { MOORING_DB } })
    await first.up()
    await first.end('SIGTERM')
    await using second = await startDemo({ env: { MOORING_DB, INTUIT_CLIENT_ID: 'another-client' } })
    const { code, output } = await second.ended()
    expect([code, output]).toEqual([1, expect.stringContaining('begin anew with --reset')])
  })

  it.for(['Starting Harborline', 'Starting the simulator', 'Opening Mooring’s database'])(
    'ends without a complaint when it is asked to after “%s”',
    async (words, { expect }) => {
      await using demo = await startDemo()
      await demo.until(words)
      demo.kill('SIGINT')
      const { code, output } = await demo.ended()
      // On a busy machine it may be up by the time that the signal is sent.
      const before = output.replace(/^Intuit is [\s\S]*Ctrl\+C ends it\.\n/m, '')
      expect([code, before]).toEqual([0, expect.stringMatching(/^((Starting|Opening|Building) .*…\n)+$/)])
    },
  )
})
