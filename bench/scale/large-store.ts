// A store of 1,000,000 connections, one tenant of which has 10,000, against one of 1,000: what an operation costs in each.
import { statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { createQuickBooksAdapter } from '../../packages/server-adapter/src/index.ts'
import { options } from '../options.ts'
import { report } from '../report.ts'
import { alternate } from '../rounds.ts'
import type { StoreLocation } from '../store-location.ts'
import { copyConnection, importConnections, openSql } from './fill.ts'
import { companyReply } from './intuit.ts'

const SMALL = 1_000
const ROUNDS = 9
/** What `identify` of the bench says. */
const TENANT = 'bench'
const PAGE = 100

let people = 0

/** Each request is another person's: no list is answered from memory. */
const adapterAt = (location: StoreLocation) =>
  createQuickBooksAdapter(
    options(location, {
      fetch: companyReply,
      identify: () => ({ tenantId: TENANT, userId: `person-${++people}`, permissions: ['view'] }),
    }),
  )

interface Filled {
  readonly location: StoreLocation
  readonly ids: readonly string[]
  readonly size: number
}

/** @param ofTenant how many of them belong to the tenant that is measured */
async function fill(location: StoreLocation, connections: number, ofTenant: number): Promise<Filled> {
  const adapter = adapterAt(location)
  await adapter.start()
  const ids = await importConnections(adapter, TENANT, ofTenant)
  await adapter.runDueWork()
  // What is measured later is not to share the processor with these.
  while (((await adapter.operations.status()).checks.eventBacklog ?? 0) > 0) await pause(100)
  await adapter.close()
  const [connectionId] = ids
  if (connectionId !== undefined && connections > ofTenant) {
    await using sql = await openSql(location)
    const copies = connections - ofTenant
    await copyConnection(sql, { connectionId, copies, now: Date.now() }, (made) => {
      if (made % 250_000 === 0) console.log(`  ${made} copied`)
    })
  }
  return { location, ids, size: 'path' in location ? statSync(location.path).size : 0 }
}

/** What is measured of a store: each in milliseconds for one. */
async function operationsOf({ location, ids }: Filled) {
  const adapter = adapterAt(location)
  await adapter.start()
  await adapter.runDueWork()
  const books = adapter.forTenant(TENANT)
  let page = ''
  let read = 0
  const timed = async (times: number, work: () => Promise<unknown>) => {
    const from = performance.now()
    for (let time = 0; time < times; time++) await work()
    return (performance.now() - from) / times
  }
  return {
    adapter,
    /** One page after the other. */
    list: () =>
      timed(5, async () => {
        const address = `http://localhost:3000/api/quickbooks/connections?limit=${PAGE}${page && `&page=${page}`}`
        const answer = await adapter.handler(new Request(address))
        if (!answer.ok) throw new Error(`The list was answered with ${answer.status}.`)
        const { nextPage } = (await answer.json()) as { nextPage: string | null }
        page = nextPage ?? ''
      }),
    /** Each is another's. */
    token: () => timed(50, () => books.tokens.get(ids[read++ % ids.length] ?? '')),
    due: () => timed(5, () => adapter.runDueWork()),
    counts: () => timed(5, () => adapter.operations.health()),
    start: () =>
      timed(1, async () => {
        const another = adapterAt(location)
        await another.start()
        await another.close()
      }),
  }
}

const WHAT = {
  list: ['a page of the list', 1.6],
  token: ['a token that is not in memory', 1.6],
  due: ['the search for due work', 1.1],
  counts: ["the operator's counts", 1.1],
  start: ['start and close', 1.6],
} as const

/** @param newLocation a new store for each run */
export async function benchLargeStore(newLocation: () => StoreLocation, connections: number): Promise<void> {
  const smallStore = await fill(newLocation(), SMALL, SMALL)
  const largeStore = await fill(newLocation(), connections, Math.max(1, connections / 100))
  const small = await operationsOf(smallStore)
  const large = await operationsOf(largeStore)
  for (const name of Object.keys(WHAT) as (keyof typeof WHAT)[]) {
    const [what, atMost] = WHAT[name]
    const measurements = { small: small[name], again: small[name], large: large[name] }
    await alternate(2, measurements)
    const found = await alternate(ROUNDS, measurements)
    const ratio = (of: number) => `${(of / found.small).toFixed(2)} ×`
    report(what, `${found.small.toFixed(2)} → ${found.large.toFixed(2)} ms, ${ratio(found.large)}`, {
      measured: found.large / found.small,
      atMost,
      note: `noise: ${ratio(found.again)}`,
    })
  }
  if (largeStore.size > 0)
    report('bytes for each connection, with one entry of history', (largeStore.size / connections).toFixed(0))
  await small.adapter.close()
  await large.adapter.close()
}
