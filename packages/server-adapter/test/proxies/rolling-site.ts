// Two instances of a host on one Postgres, behind HAProxy as docs/proxies.md shows it, restarted one by one.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { HostEvent } from '@mooring/contract'
import { type IntuitSimulator, startIntuitSimulator } from '@mooring/simulator'
import { expect } from 'vitest'
import { endChild } from '../../../../scripts/child-process.ts'
import { freePort } from '../../../../scripts/free-port.ts'
import { startProgram } from '../programs.ts'
import type { StoreLocation } from '../store-location.ts'
import { inTime } from '../until.ts'
import type { ClockOrder, RollingMessage, RollingOrder } from './rolling-host.ts'

/** Signs the webhooks. */
export const TOKEN = 'verifier-canary'
/** Node and the tables of a store have to be loaded, on a machine that does much else, ms. */
const START_MS = 60_000
/** Everything that closing may wait for, ms. */
const END_MS = 100_000
const POLL = { timeout: 30_000, interval: 50 }

export const SHOWN = readFileSync(
  new URL('../../../../docs/proxies/haproxy-rolling.cfg', import.meta.url),
  'utf8',
)

type Name = 'one' | 'two'

export interface RollingSite extends AsyncDisposable {
  readonly origin: string
  readonly simulator: IntuitSimulator
  /** The events that the instances delivered to the host's handler, in that order. */
  readonly received: readonly HostEvent[]
  /** Warnings and errors of the instances. */
  readonly logged: readonly string[]
  /** Puts the clock of Intuit and of both instances ahead. */
  advance(ms: number): Promise<void>
  /** Ends an instance as docs/proxies.md says, starts it anew, and waits until HAProxy sends it requests. @returns how long it took to end, ms */
  restart(name: Name): Promise<number>
}

export async function openRollingSite(store: StoreLocation, drainMs: number): Promise<RollingSite> {
  await using opened = new AsyncDisposableStack()
  const simulator = opened.adopt(
    await startIntuitSimulator({ clientId: 'test-client', clientSecret: 'test-secret-canary' }),
    (intuit) => intuit.close(),
  )
  const { clock } = simulator.control
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const ports: Record<Name, number> = { one: await freePort(), two: await freePort() }
  const received: HostEvent[] = []
  const logged: string[] = []
  const children = new Map<Name, ChildProcess>()
  opened.defer(async () => {
    await Promise.all([...children.values()].map((child) => endChild(child, 'SIGKILL')))
  })
  let started = 0
  const clockOffset = () => clock.now() - Date.now()

  async function start(name: Name): Promise<string> {
    const instance = `${name}-${++started}`
    const order: RollingOrder = {
      ...{ name: instance, port: ports[name], drainMs, store, origin },
      ...{ intuitOrigin: simulator.origin, webhookToken: TOKEN, clockOffset: clockOffset() },
    }
    const child = fork(path.join(import.meta.dirname, 'rolling-host.ts'), [JSON.stringify(order)], {
      execArgv: ['--conditions=source', '--disable-warning=ExperimentalWarning'],
    })
    children.set(name, child)
    const ready = Promise.withResolvers<void>()
    child.on('message', (message: RollingMessage) => {
      if (message.kind === 'event') received.push(message.event)
      if (message.kind === 'logged') logged.push(message.text)
      if (message.kind === 'ready') ready.resolve()
    })
    child.once('exit', (code) => ready.reject(new Error(`${instance} ended with ${code}`)))
    await inTime(ready.promise, `${instance} is ready`, START_MS)
    return instance
  }

  /** HAProxy sends it requests: one after the other goes to each in turn. */
  async function isReached(instance: string): Promise<void> {
    const reached = async () =>
      (await fetch(`${origin}/api/quickbooks/operations/live`)).headers.get('x-instance')
    await expect.poll(reached, POLL).toBe(instance)
  }

  await start('one')
  await start('two')
  const shown = [
    [':80', `127.0.0.1:${port}`],
    ['127.0.0.1:3001', `127.0.0.1:${ports.one}`],
    ['127.0.0.1:3002', `127.0.0.1:${ports.two}`],
  ].reduce((text, [said = '', instead = '']) => text.replaceAll(said, instead), SHOWN)
  opened.use(
    await startProgram('haproxy', {
      port,
      files: () => ({ 'haproxy.cfg': shown }),
      args: (home) => ['-db', '-f', path.join(home, 'haproxy.cfg')],
    }),
  )
  await isReached('one-1')
  await isReached('two-2')
  const closing = opened.move()

  return {
    ...{ origin, simulator, received, logged },
    async advance(ms) {
      clock.advance(ms)
      for (const child of children.values()) {
        const isSet = Promise.withResolvers<void>()
        const hear = ({ kind }: RollingMessage) => {
          if (kind === 'clock is set') isSet.resolve()
        }
        child.on('message', hear)
        child.send({ clockOffset: clockOffset() } satisfies ClockOrder)
        await inTime(isSet.promise, 'the clock is set')
        child.off('message', hear)
      }
    },
    async restart(name) {
      const child = children.get(name)
      if (child === undefined) throw new Error(`There is no instance ${name}.`)
      const exited = once(child, 'exit')
      const before = performance.now()
      child.kill('SIGTERM')
      const [code, signal] = await inTime(exited, `${name} ends`, END_MS)
      const took = performance.now() - before
      if (code !== 0) throw new Error(`${name} ended with ${code ?? signal}.`)
      await isReached(await start(name))
      return took
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}
