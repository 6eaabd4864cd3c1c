// The demo as a process: what it says when it can't start, and that it ends when told.
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { newFolder, startDemo } from './demo-process.ts'

const opened: (() => unknown)[] = []

afterEach(async () => {
  for (const close of opened.splice(0)) await close()
})

function run(env: Record<string, string>) {
  const demo = startDemo(env)
  opened.push(() => demo.process.kill('SIGKILL'))
  return demo
}

function junk(): string {
  const file = path.join(newFolder(), 'mooring.db')
  writeFileSync(file, 'not a database')
  return file
}

async function takenPort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push(() => server.close())
  const address = server.address()
  return String(typeof address === 'object' ? address?.port : '')
}

describe('a start that fails', () => {
  it.each([
    ['a word for a port', async () => ({ PORT: 'http' }), 'PORT is "http"'],
    ['a taken port', async () => ({ PORT: await takenPort() }), 'is taken'],
    ['a taken port of the simulator', async () => ({ SIMULATOR_PORT: await takenPort() }), 'SIMULATOR_PORT='],
    ['a folder that is not there', async () => ({ MOORING_DB: '/not/there/mooring.db' }), 'is not there'],
    ['a file that is no database', async () => ({ MOORING_DB: junk() }), 'is not a SQLite database'],
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
  ])('says so in words, for %s', async (_name, env, words) => {
    const { code, said } = await run(await env()).ended
    expect(code).toBe(1)
    expect(said).toContain(words)
    expect(said).not.toMatch(/^ +at /m)
  })
})

describe('a start that succeeds', () => {
  it('serves the pages under a strict policy, and ends when told', async () => {
    const demo = run({})
    const origin = await demo.up()
    const page = await fetch(`${origin}/connections/any`)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(await page.text()).toContain('<div id="root">')
    demo.process.kill('SIGTERM')
    expect((await demo.ended).code).toBe(0)
  })

  it('does not touch the connections of another app, and says the way out', async () => {
    const MOORING_DB = path.join(newFolder(), 'mooring.db')
    const first = run({ MOORING_DB })
    await first.until('Open http')
    first.process.kill('SIGTERM')
    await first.ended
    const { code, said } = await run({ MOORING_DB, INTUIT_CLIENT_ID: 'another-client' }).ended
    expect([code, said]).toEqual([1, expect.stringContaining('begin anew with --reset')])
  })

  it('ends when told in the middle of it', async () => {
    const demo = run({})
    await demo.until('Building the pages')
    demo.process.kill('SIGINT')
    expect((await demo.ended).code).toBe(0)
  })
})
