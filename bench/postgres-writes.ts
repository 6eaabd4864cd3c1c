// Durable changes a second on Postgres, and how many messages each kind of change sends.
import { createRequire } from 'node:module'
import type pgModule from 'pg'
import { createQuickBooksAdapter, postgresStore } from '../packages/server-adapter/src/index.ts'
import { startIntuitSimulator } from '../packages/simulator/src/index.ts'
import { consent } from './consent.ts'
import { options } from './options.ts'
import { newSchema } from './place.ts'
import { alternate, report } from './rounds.ts'

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

/** A pool of the host's that counts what is sent. */
function countingPool(connectionString: string) {
  const pool = new Pool({ connectionString })
  const sent = { messages: 0 }
  pool.on('connect', (client) => {
    const { query } = client
    client.query = ((...given: Parameters<typeof query>) => {
      sent.messages++
      return Reflect.apply(query, client, given)
    }) as typeof query
  })
  return { pool, sent }
}

async function benchRate(connectionString: string): Promise<void> {
  const place = newSchema(connectionString)
  const adapter = createQuickBooksAdapter(options(place))
  const books = adapter.forTenant('bench')
  await books.connections.import(grant())
  const rate = (writers: number) => async () => {
    let left = CHANGES
    const write = async () => {
      while (left-- > 0) await books.connections.import(grant())
    }
    const from = performance.now()
    await Promise.all(Array.from({ length: writers }, write))
    return CHANGES / ((performance.now() - from) / 1_000)
  }
  const found = await alternate(ROUNDS, { one: rate(1), oneAgain: rate(1), four: rate(4), sixteen: rate(16) })
  report('imports a second, 1 writer', found.one.toFixed(0))
  report('the same again (the noise)', `${(found.oneAgain / found.one).toFixed(2)} ×`)
  report('4 writers', found.four.toFixed(0))
  report('16 writers', found.sixteen.toFixed(0))
  await adapter.close()
}

async function benchMessages(connectionString: string): Promise<void> {
  const simulator = await startIntuitSimulator({ clientId: 'bench-client', clientSecret: 'bench-secret' })
  const { pool, sent } = countingPool(connectionString)
  let ahead = 0
  const place = newSchema(connectionString)
  const adapter = createQuickBooksAdapter({
    ...options(place, { intuitOrigin: simulator.origin, now: () => Date.now() + ahead }),
    store: postgresStore({ pool, ...('schema' in place ? { schema: place.schema } : {}) }),
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
