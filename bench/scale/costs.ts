// What one operation costs: CPU of the adapter's process and of the Postgres server, on this machine, in this run.
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createQuickBooksAdapter } from '../../packages/server-adapter/src/index.ts'
import { options } from '../options.ts'
import type { StoreLocation } from '../store-location.ts'
import { importConnections } from './fill.ts'
import { companyReply } from './intuit.ts'

/** Milliseconds of CPU. */
export interface Cost {
  readonly node: number
  /** 0 on SQLite, which works in the adapter's process. */
  readonly postgres: number
}

export const OPERATIONS = ['refresh', 'webhook', 'page', 'read'] as const
export type Operation = (typeof OPERATIONS)[number]
export type Costs = Readonly<Record<Operation, Cost>>

const CONNECTIONS = 400
const WIDTH = 16
const HOUR = 3_600_000
const VERIFIER = 'bench-verifier'
const BASE = 'http://localhost:3000/api/quickbooks'
/** Linux counts CPU in hundredths of a second. */
const TICK_MS = 10

/** CPU of all processes of the server's so far, ms; null where the system does not say. */
async function serverCpu(location: StoreLocation): Promise<() => Promise<number>> {
  if ('path' in location) return async () => 0
  const require = createRequire(new URL('../../packages/server-adapter/package.json', import.meta.url))
  const { Client } = require('pg') as typeof import('pg')
  return async () => {
    const client = new Client({ connectionString: location.connectionString })
    await client.connect()
    const { rows } = await client.query('select pid from pg_stat_activity where pid <> pg_backend_pid()')
    await client.end()
    return rows
      .map(({ pid }) => {
        const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
        const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number)
        return (user + system) * TICK_MS
      })
      .reduce((sum, ms) => sum + ms, 0)
  }
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const left = [...items]
  const worker = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: WIDTH }, worker))
}

function webhookOf(realmId: string, index: number): Request {
  const body = JSON.stringify([
    {
      specversion: '1.0',
      id: `event-${index}-${realmId}`,
      source: 'intuit.bench',
      type: 'qbo.invoice.created.v1',
      datacontenttype: 'application/json',
      time: new Date().toISOString(),
      intuitentityid: String(index),
      intuitaccountid: realmId,
      data: {},
    },
  ])
  const signature = createHmac('sha256', VERIFIER).update(body).digest('base64')
  const headers = { 'content-type': 'application/json', 'intuit-signature': signature }
  return new Request(`${BASE}/webhooks`, { method: 'POST', body, headers })
}

/** Measures each operation, done for some hundred connections, with what it makes necessary afterwards. */
export async function measureCosts(location: StoreLocation): Promise<Costs> {
  let ahead = 0
  const adapter = createQuickBooksAdapter(
    options(location, {
      fetch: companyReply,
      now: () => Date.now() + ahead,
      onEvent: () => {},
      webhookVerifierTokens: [VERIFIER],
    }),
  )
  await adapter.start()
  const ids = await importConnections(adapter, 'bench', CONNECTIONS)
  const books = adapter.forTenant('bench')
  const realms = (await books.connections.list()).map(({ company }) => String(company?.realmId))
  await adapter.runDueWork()
  const ofServer = await serverCpu(location)

  async function costOf(times: number, work: () => Promise<unknown>): Promise<Cost> {
    const server = await ofServer()
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    return { node: (user + system) / 1_000 / times, postgres: ((await ofServer()) - server) / times }
  }

  /** After an hour every token has ended. */
  async function refresh() {
    ahead += 2 * HOUR
    await inTurns(ids, (id) => books.tokens.get(id))
    await adapter.runDueWork()
  }
  async function webhook() {
    const found = realms.map((realm, index) => webhookOf(realm, index + ahead))
    await inTurns(found, (request) => adapter.handler(request))
    ahead += 5_000
    await adapter.runDueWork()
  }
  /** As after a change: the page before it is not in memory. */
  const page = () =>
    inTurns(
      ids.map((_, index) => index),
      (index) => adapter.handler(new Request(`${BASE}/connections?limit=${20 + (index % 400)}`)),
    )
  async function read() {
    for (let round = 0; round < 10; round++) await inTurns(ids, (id) => books.tokens.get(id))
  }

  // The first round only warms up.
  for (const work of [refresh, webhook, page]) await work()
  const costs = {
    refresh: await costOf(CONNECTIONS, refresh),
    webhook: await costOf(CONNECTIONS, webhook),
    page: await costOf(CONNECTIONS, page),
    read: await costOf(10 * CONNECTIONS, read),
  }
  await adapter.close()
  return costs
}
