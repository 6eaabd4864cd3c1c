// Many callers, one token that has ended, strict rotation: calls to Intuit, callers failed, wall time against the endpoint's.
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createQuickBooksAdapter } from '../packages/server-adapter/src/index.ts'
import { type IntuitSimulator, startIntuitSimulator } from '../packages/simulator/src/index.ts'
import { startHost } from './checkout-host.ts'
import { consent } from './consent.ts'
import { options } from './options.ts'
import { report } from './report.ts'
import { alternate, median } from './rounds.ts'
import type { StoreLocation } from './store-location.ts'

const CALLERS = 200
const LATENCY_MS = 50
const ROUNDS = 5
const HOUR = 3_600_000
const SETTLE_MS = 1_000

interface Order {
  readonly location: StoreLocation
  readonly intuitOrigin: string
  readonly id: string
}

/** In a process of its own: ready, then given a clock offset, then asks with its share of callers. */
async function ask({ location, intuitOrigin, id }: Order): Promise<void> {
  let offset = 0
  const adapter = createQuickBooksAdapter(options(location, { intuitOrigin, now: () => Date.now() + offset }))
  const { tokens } = adapter.forTenant('bench')
  process.on('message', async ({ callers, clock }: { callers: number; clock: number }) => {
    offset = clock
    const answers = await Promise.allSettled(Array.from({ length: callers }, () => tokens.get(id)))
    process.send?.({ failed: answers.filter(({ status }) => status === 'rejected').length })
  })
  await tokens.get(id)
  // A process has loaded Intuit's client by then, as one that has run for an hour has.
  await pause(SETTLE_MS)
  process.send?.('ready')
}

/** The median of the rounds is to be as short as `atMost` times the endpoint's own wait; the best one is the floor. */
async function stampede(
  simulator: IntuitSimulator,
  location: StoreLocation,
  { processes, atMost }: { processes: number; atMost?: number },
): Promise<void> {
  const { control, origin: intuitOrigin } = simulator
  const adapter = createQuickBooksAdapter(options(location, { intuitOrigin }))
  const { id } = await adapter.forTenant('bench').connections.import({
    realmId: '9130357849516642',
    refreshToken: await consent(simulator),
  })
  await adapter.close()
  const order: Order = { location, intuitOrigin, id }
  const file = fileURLToPath(import.meta.url)
  const children = await Promise.all(Array.from({ length: processes }, () => startHost(file, order)))
  let failed = 0
  let calls = 0
  control.fault({ route: 'token', kind: 'slow', ms: LATENCY_MS })
  const walls: number[] = []
  await alternate(ROUNDS, {
    wall: async () => {
      control.clock.advance(2 * HOUR)
      control.clearRequests()
      const clock = control.clock.now() - Date.now()
      const answers = children.map((child) => once(child, 'message'))
      const from = performance.now()
      for (const child of children) child.send({ callers: CALLERS / processes, clock })
      for (const [answer] of await Promise.all(answers)) failed += (answer as { failed: number }).failed
      const took = performance.now() - from
      calls += control.requests({ route: 'token' }).length
      walls.push(took)
      return took
    },
  })
  control.clearFaults()
  for (const child of children) child.kill()
  const [middle, best] = [median(walls) / LATENCY_MS, Math.min(...walls) / LATENCY_MS]
  report(
    `${CALLERS} callers in ${processes} process${processes > 1 ? 'es' : ''}, endpoint ${LATENCY_MS} ms`,
    `median ${middle.toFixed(1)} ×, best ${best.toFixed(1)} ×`,
    atMost === undefined ? '' : { measured: middle, atMost },
  )
  const each = calls / ROUNDS
  report('  calls to Intuit', each.toFixed(1), { measured: each, atMost: 1, unit: 'call' })
  report('  callers that failed', String(failed), { measured: failed, atMost: 0, unit: '' })
}

export async function benchStampede(newLocation: () => StoreLocation): Promise<void> {
  const simulator = await startIntuitSimulator({ clientId: 'bench-client', clientSecret: 'bench-secret' })
  simulator.control.behave({ rotation: 'strict' })
  await stampede(simulator, newLocation(), { processes: 1 })
  await stampede(simulator, newLocation(), { processes: 4, atMost: 2 })
  await stampede(simulator, newLocation(), { processes: 8, atMost: 2.5 })
  await simulator.close()
}

if (process.send) await ask(JSON.parse(process.argv[2] ?? '{}'))
