// Durable changes a second on Postgres, and how many messages each kind of change sends.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type pgModule from 'pg'
import { createQuickBooksAdapter, postgresStore } from '../packages/server-adapter/src/index.ts'
import { startIntuitSimulator } from '../packages/simulator/src/index.ts'
import { startHost } from './checkout-host.ts'
import { consent } from './consent.ts'
import { EARLIER, earlierBuild, THIS_BUILD } from './earlier-build.ts'
import { options } from './options.ts'
import { alternate, report } from './rounds.ts'
import { newSchema, type StoreLocation } from './store-location.ts'
import type { WriteHostOrder, WriteOrder } from './write-host.ts'

const require = createRequire(new URL('../packages/server-adapter/package.json', import.meta.url))
const { Pool } = require('pg') as typeof pgModule

const CHANGES = 200
const ROUNDS = 3
const HOUR = 3_600_000
const DAY = 24 * HOUR

let made = 0
const grant = () => ({
  realmId: String(9_130_000_000_000_000 + ++made),
  refreshToken: `refresh-${made}`,
  accessToken: `access-${made}`.padEnd(900, 'x'),
  accessTokenExpiresAt: new Date(Date.now() + HOUR).toISOString(),
  verify: 'later' as const,
})

const textOf = (given: unknown): string =>
  typeof given === 'string' ? given : String((given as { text?: string }).text)

/** A pool of the host's that counts what is sent. */
function countingPool(connectionString: string) {
  const pool = new Pool({ connectionString })
  const sent = { messages: 0 }
  pool.on('connect', (client) => {
    const { query } = client
    client.query = ((...given: Parameters<typeof query>) => {
      // One of these tells of all commits of some milliseconds, after them.
      if (!/; notify /.test(textOf(given[0]))) sent.messages++
      return Reflect.apply(query, client, given)
    }) as typeof query
  })
  return { pool, sent }
}

const HOST = fileURLToPath(new URL('write-host.ts', import.meta.url))

/** Changes a second of all of them together. */
async function rateOf(hosts: readonly ChildProcess[], writers: number): Promise<number> {
  const answers = hosts.map((host) => once(host, 'message'))
  const from = performance.now()
  for (const host of hosts) host.send({ writers, changes: CHANGES / hosts.length } satisfies WriteOrder)
  await Promise.all(answers)
  return CHANGES / ((performance.now() - from) / 1_000)
}

interface Build {
  readonly one: ChildProcess
  readonly four: readonly ChildProcess[]
}

let hosts = 0
/** One process in a schema of its own, and four that share another. */
async function startBuild(sources: string, connectionString: string): Promise<Build> {
  const inSchema = (database: StoreLocation) =>
    startHost(HOST, { sources, database, number: ++hosts } satisfies WriteHostOrder)
  const one = await inSchema(newSchema(connectionString))
  const shared = newSchema(connectionString)
  const four: ChildProcess[] = []
  for (let count = 0; count < 4; count++) four.push(await inSchema(shared))
  return { one, four }
}

/** This build beside the earlier one, in turn. */
async function benchRate(connectionString: string): Promise<void> {
  const root = earlierBuild()
  if (root === null) report(`the build of ${EARLIER}`, 'is not there', 'no ratios')
  const own = await startBuild(THIS_BUILD, connectionString)
  const earlier = root === null ? null : await startBuild(root, connectionString)
  const rates = ({ one, four }: Build, name: string) => ({
    [`${name} 1`]: () => rateOf([one], 1),
    [`${name} 16`]: () => rateOf([one], 16),
    [`${name} 4 × 4`]: () => rateOf(four, 4),
  })
  const found: Record<string, number> = await alternate(ROUNDS, {
    ...rates(own, 'own'),
    ...(earlier === null ? {} : rates(earlier, 'earlier')),
    noise: () => rateOf([own.one], 16),
  })
  const line = (what: string, kind: string, goal: string) => {
    const [mine = Number.NaN, theirs] = [found[`own ${kind}`], found[`earlier ${kind}`]]
    const ratio = theirs === undefined ? '' : `${(mine / theirs).toFixed(2)} × ${theirs.toFixed(0)}`
    report(what, `${mine.toFixed(0)}  ${ratio}`, goal)
  }
  line('changes a second, 1 writer', '1', '')
  line('16 writers in one process', '16', 'goal: ≥ 4 ×')
  line('4 processes with 4 writers', '4 × 4', 'goal: ≥ 4 ×')
  report('16 writers again (the noise)', `${((found.noise ?? 0) / (found['own 16'] ?? 0)).toFixed(2)} ×`)
  for (const { one, four } of earlier === null ? [own] : [own, earlier])
    for (const host of [one, ...four]) host.kill()
}

async function benchMessages(connectionString: string): Promise<void> {
  const simulator = await startIntuitSimulator({ clientId: 'bench-client', clientSecret: 'bench-secret' })
  const { pool, sent } = countingPool(connectionString)
  let ahead = 0
  const location = newSchema(connectionString)
  const adapter = createQuickBooksAdapter({
    ...options(location, { intuitOrigin: simulator.origin, now: () => Date.now() + ahead }),
    store: postgresStore({ pool, ...('schema' in location ? { schema: location.schema } : {}) }),
  })
  const books = adapter.forTenant('bench')
  const advance = (ms: number) => {
    ahead += ms
    simulator.control.clock.advance(ms)
  }
  const count = async (what: string, goal: number, work: () => Promise<unknown>) => {
    const before = sent.messages
    await work()
    report(what, `${sent.messages - before} messages`, `goal: ≤ ${goal}`)
  }
  const { id } = await books.connections.import({
    realmId: '9130357849516642',
    refreshToken: await consent(simulator),
  })
  await adapter.runDueWork()
  await count('import, checked later', 5, () => books.connections.import(grant()))
  await adapter.runDueWork()
  advance(2 * HOUR)
  await count('refresh', 9, () => books.tokens.get(id))
  await adapter.runDueWork()
  advance(DAY)
  await count('rounds with one keepalive', 10, () => adapter.runDueWork())
  await count('rounds with nothing due', 10, () => adapter.runDueWork())
  await count('disconnect', 10, () => books.connections.disconnect(id))
  await adapter.close()
  await pool.end()
  await simulator.close()
}

export async function benchPostgresWrites(connectionString: string): Promise<void> {
  await benchRate(connectionString)
  await benchMessages(connectionString)
}
