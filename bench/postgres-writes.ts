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
import { report } from './report.ts'
import { alternate } from './rounds.ts'
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
  realmId: String(4_620_816_000_000_000 + ++made),
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
      // One of these reports all commits of some milliseconds, after them.
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
export async function benchRate(connectionString: string): Promise<void> {
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
  const line = (what: string, kind: string, atLeast?: number) => {
    const [mine = Number.NaN, theirs] = [found[`own ${kind}`], found[`earlier ${kind}`]]
    if (theirs === undefined) return report(what, mine.toFixed(0))
    const value = `${mine.toFixed(0)}, ${(mine / theirs).toFixed(2)} × ${theirs.toFixed(0)}`
    report(what, value, atLeast === undefined ? '' : { measured: mine / theirs, atLeast })
  }
  line('changes a second, 1 writer', '1')
  line('16 writers in one process', '16', 4)
  line('4 processes with 4 writers', '4 × 4', 4)
  report('16 writers again (the noise)', `${((found.noise ?? 0) / (found['own 16'] ?? 0)).toFixed(2)} ×`)
  for (const { one, four } of earlier === null ? [own] : [own, earlier])
    for (const host of [one, ...four]) host.kill()
}

export async function benchMessages(connectionString: string): Promise<void> {
  const simulator = await startIntuitSimulator({ clientId: 'bench-client', clientSecret: 'bench-secret' })
  const { pool, sent } = countingPool(connectionString)
  let ahead = 0
  const location = newSchema(connectionString)
  const adapter = createQuickBooksAdapter({
    ...options(location, { intuitOrigin: simulator.origin, keepaliveDays: 1, now: () => Date.now() + ahead }),
    store: postgresStore({ pool, ...('schema' in location ? { schema: location.schema } : {}) }),
  })
  const books = adapter.forTenant('bench')
  const advance = (ms: number) => {
    ahead += ms
    simulator.control.clock.advance(ms)
  }
  const count = async (work: () => Promise<unknown>) => {
    const before = sent.messages
    await work()
    return sent.messages - before
  }
  const line = (what: string, messages: number, atMost?: number) =>
    report(
      what,
      `${messages} messages`,
      atMost === undefined ? '' : { measured: messages, atMost, unit: 'messages' },
    )
  const add = async (person = { user: 'ben', company: '9130357849516642' }) =>
    await books.connections.import({
      realmId: person.company,
      refreshToken: await consent(simulator, person),
    })
  // What is done once shows which reads ask more than one question.
  const { id: first } = await add()
  await adapter.runDueWork()
  await books.connections.disconnect(first)
  const { id } = await add()
  await adapter.runDueWork()
  advance(2 * HOUR)
  line('refresh', await count(() => books.tokens.get(id)), 9)
  const hourly = await count(() => adapter.runDueWork())
  const idle = await count(() => adapter.runDueWork())
  // Before and after it is asked what is due.
  const housekeeping = hourly - 2 * idle
  // A round of its own, with the questions of the round.
  advance(2 * DAY)
  const keepalive = (await count(() => adapter.runDueWork())) - housekeeping
  line('keepalive, with the questions of its round', keepalive, 10)
  for (const company of ['9130355377388383', '9130355377391207']) await add({ user: 'ada', company })
  await adapter.runDueWork()
  advance(2 * DAY)
  const three = (await count(() => adapter.runDueWork())) - housekeeping
  line('each further keepalive of a round', (three - keepalive) / 2)
  line('housekeeping, once an hour', housekeeping)
  line('rounds with nothing due', idle, 10)
  line('disconnect', await count(() => books.connections.disconnect(id)), 10)
  // Last: its token is of no use at Intuit, so that a refresh of it would be refused.
  line('import, checked later', await count(() => books.connections.import(grant())), 5)
  await adapter.close()
  await pool.end()
  await simulator.close()
}
