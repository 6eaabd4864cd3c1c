// The command: prints its origin, answers, ends on a signal, and says what is wrong.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { endChild } from '../../../scripts/child-process.ts'
import { authorizeUrl, simulator } from './app.ts'

const script = fileURLToPath(new URL('../src/cli.ts', import.meta.url))

function run(...args: string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => endChild(child, 'SIGKILL'))
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += chunk))
  child.stderr.on('data', (chunk) => (said.err += chunk))
  return { child, said }
}

/** Its exit code and its signal. @throws Error where it goes on for 20 s */
const ended = (child: ChildProcess, event: 'exit' | 'close' = 'close') =>
  once(child, event, { signal: AbortSignal.timeout(20_000) }).catch((error: unknown) => {
    throw new Error(`"${child.spawnargs.slice(2).join(' ')}" does not end.`, { cause: error })
  })

it('prints the origin, serves the options it got, and ends on SIGTERM', async () => {
  const { child, said } = run('--client-id', 'mine', '--redirect-uri', 'http://localhost:1/callback')
  await expect.poll(() => said.out, { timeout: 15_000, message: 'its origin' }).toMatch(/\n$/)
  const origin = said.out.trim()
  expect(origin).toMatch(/^http:\/\/localhost:\d+$/)
  expect((await fetch(authorizeUrl(origin))).status).toBe(400)
  const registered = { client_id: 'mine', redirect_uri: 'http://localhost:1/callback' }
  expect((await fetch(authorizeUrl(origin, registered))).status).toBe(200)
  child.kill('SIGTERM')
  expect(await ended(child, 'exit')).toEqual([0, null])
})

it('says what is wrong and exits with 1', async () => {
  const taken = new URL((await simulator()).origin).port
  const cases: [string[], string][] = [
    [['--port', taken], `Port ${taken} is taken`],
    [['--port', 'many'], '"port" must be a number'],
    [['--colour', 'blue'], "Unknown option '--colour'"],
  ]
  const endings = cases.map(async ([args, sentence]) => {
    const { child, said } = run(...args)
    const [status] = await ended(child)
    expect([status, said.err]).toEqual([1, expect.stringContaining(sentence)])
    expect(said.err).not.toContain('    at ')
  })
  await Promise.all(endings)
})

const inNode = (code: string) => ['--', process.execPath, '--input-type=module', '--eval', code]

it('runs beside a command, which finds it by INTUIT_ORIGIN, and ends as that ends', async () => {
  const { child, said } = run(
    ...inNode(`
      const answer = await fetch(process.env.INTUIT_ORIGIN + '/.well-known/openid_configuration')
      console.log('answered', answer.status)
      process.exitCode = 7
    `),
  )
  expect(await ended(child)).toEqual([7, null])
  expect(said.out).toMatch(/^http:\/\/localhost:\d+\nanswered 200\n$/)
})

it.each(['SIGTERM', 'SIGINT'] as const)('hands %s on to its command', async (signal) => {
  const { child, said } = run(
    ...inNode(`
      setInterval(() => {}, 1000)
      process.once('${signal}', () => process.exit(3))
      console.log('ready')
    `),
  )
  await expect.poll(() => said.out, { timeout: 15_000, message: 'the command' }).toContain('ready')
  child.kill(signal)
  expect(await ended(child)).toEqual([3, null])
})

it('says which command is missing', async () => {
  for (const [words, sentence] of [
    [['--'], 'Name a command behind "--"'],
    [['--', 'no-such-program'], '"no-such-program" could not be started.'],
  ] as const) {
    const { child, said } = run(...words)
    expect(await ended(child)).toEqual([1, null])
    expect(said.err).toContain(sentence)
  }
})

it('explains itself', async () => {
  const { child, said } = run('--help')
  await ended(child)
  expect(said.out).toContain('Usage: mooring-simulator')
})
