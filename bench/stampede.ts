// Many callers, one token that has ended, strict rotation: calls to Intuit, callers failed, wall time against the endpoint's.
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createQuickBooksAdapter } from '../packages/server-adapter/src/index.ts'
import { type IntuitSimulator, startIntuitSimulator } from '../packages/simulator/src/index.ts'
import { startHost } from './checkout-host.ts'
import { consent } from './consent.ts'
import { options } from './options.ts'
import { alternate, report } from './rounds.ts'
import type { StoreLocation } from './store-location.ts'

const CALLERS = 200
const LATENCY_MS = 50
const ROUNDS = 5
const HOUR = 3_600_000

interface Order {
  readonly location: StoreLocation
  readonly intuitOrigin: string
  readonly id: string
}

/** A location of its own, and the wall time to reach against the endpoint's. */
interface Ground {
  readonly location: StoreLocation
  readonly goal: string
}

/** In a process of its own: ready, then told a clock offset, then asks with its share of callers. */
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
  process.send?.('ready')
}

async function stampede(
  simulator: IntuitSimulator,
  processes: number,
  { location, goal }: Ground,
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
  const { wall } = await alternate(ROUNDS, {
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
      return took
    },
  })
  control.clearFaults()
  for (const child of children) child.kill()
  const outcome = `${(calls / ROUNDS).toFixed(1)} calls, ${failed} failed, ${wall.toFixed(0)} ms, ${(wall / LATENCY_MS).toFixed(1)} ×`
  report(
    `${CALLERS} callers in ${processes} process${processes > 1 ? 'es' : ''}, endpoint ${LATENCY_MS} ms`,
    outcome,
    `goal: 1 call, 0 failed, ≤ ${goal} ×`,
  )
}

export async function benchStampede(newLocation: () => StoreLocation, goal: string): Promise<void> {
  const simulator = await startIntuitSimulator({ clientId: 'bench-client', clientSecret: 'bench-secret' })
  simulator.control.behave({ rotation: 'strict' })
  for (const processes of [1, 4]) await stampede(simulator, processes, { location: newLocation(), goal })
  await simulator.close()
}

if (process.send) await ask(JSON.parse(process.argv[2] ?? '{}'))
