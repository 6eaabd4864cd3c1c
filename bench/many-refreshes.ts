// 500 connections whose tokens have ended, 8,000 callers in four processes on Postgres, against a lock of the row written by hand.
import { createRequire } from 'node:module'
import type pgModule from 'pg'
import { createQuickBooksAdapter } from '../packages/server-adapter/src/index.ts'
import { type HostProcess, startHostProcess } from './host-process.ts'
import { options } from './options.ts'
import type { RefreshOrder } from './refresh-host.ts'
import { report } from './report.ts'
import { alternate } from './rounds.ts'
import { importConnections } from './scale/fill.ts'
import { newSchema } from './store-location.ts'
import { startTokenEndpoint } from './token-endpoint.ts'

const require = createRequire(new URL('../packages/server-adapter/package.json', import.meta.url))
const { Client } = require('pg') as typeof pgModule

const CONNECTIONS = 500
const PROCESSES = 4
/** Of each connection in each process. */
const CALLERS = 4
const ROUNDS = 3
const HOUR = 3_600_000

type Location = RefreshOrder['location']
type Host = HostProcess<{ failed: number }>

async function fillByHand({ connectionString, schema }: Location): Promise<readonly string[]> {
  const client = new Client({ connectionString })
  await client.connect()
  await client.query(`create schema "${schema}"`)
  await client.query(
    `create table "${schema}".tokens (id text primary key, access_token text, refresh_token text, expires_at bigint)`,
  )
  await client.query(
    `insert into "${schema}".tokens select 'con_' || i, '', 'refresh-' || i, 0 from generate_series(1, ${CONNECTIONS}) i`,
  )
  await client.end()
  return Array.from({ length: CONNECTIONS }, (_, index) => `con_${index + 1}`)
}

async function fillAdapter(location: Location, intuitOrigin: string): Promise<readonly string[]> {
  const adapter = createQuickBooksAdapter(options(location, { intuitOrigin }))
  await adapter.start()
  const ids = await importConnections(adapter, 'bench', CONNECTIONS)
  await adapter.runDueWork()
  await adapter.close()
  return ids
}

export async function benchManyRefreshes(connectionString: string): Promise<void> {
  await using endpoint = await startTokenEndpoint()
  using opened = new DisposableStack()
  const start = async (order: Omit<RefreshOrder, 'callers' | 'intuitOrigin'>): Promise<Host[]> => {
    const hosts: Host[] = []
    for (let count = 0; count < PROCESSES; count++) {
      const given: RefreshOrder = { ...order, intuitOrigin: endpoint.origin, callers: CALLERS }
      hosts.push(opened.use(await startHostProcess<string, { failed: number }>('refresh-host.ts', given)))
    }
    return hosts
  }
  const [own, byHand] = [newSchema(connectionString) as Location, newSchema(connectionString) as Location]
  const adapters = await start({
    kind: 'adapter',
    location: own,
    ids: await fillAdapter(own, endpoint.origin),
  })
  const rowLocks = await start({ kind: 'rowLock', location: byHand, ids: await fillByHand(byHand) })
  let now = Date.now()
  const found = { calls: 0, failed: 0 }
  const round = async (hosts: readonly Host[]) => {
    now += 2 * HOUR
    endpoint.taken()
    const from = performance.now()
    const answers = await Promise.all(hosts.map((host) => host.ask({ now })))
    const took = performance.now() - from
    found.failed = answers.reduce((sum, { failed }) => sum + failed, 0)
    found.calls = endpoint.taken()
    return took
  }
  const ours = { calls: 0, failed: 0 }
  const wall = await alternate(ROUNDS, {
    rowLock: () => round(rowLocks),
    rowLockAgain: () => round(rowLocks),
    adapter: async () => {
      const took = await round(adapters)
      ours.calls = Math.max(ours.calls, found.calls)
      ours.failed += found.failed
      return took
    },
  })
  const line = (ms: number) => `${(ms / 1_000).toFixed(2)} s, ${(ms / wall.rowLock).toFixed(2)} ×`
  report('a lock of the row, by hand', line(wall.rowLock))
  report('the same again (the noise)', line(wall.rowLockAgain))
  report('the adapter', line(wall.adapter), { measured: wall.adapter / wall.rowLock, atMost: 0.4 })
  report('  calls to Intuit', String(ours.calls), {
    measured: ours.calls,
    atMost: CONNECTIONS,
    unit: 'calls',
  })
  report('  callers that failed', String(ours.failed), { measured: ours.failed, atMost: 0, unit: '' })
}
