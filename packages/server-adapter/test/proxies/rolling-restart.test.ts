// Two instances on one Postgres behind HAProxy, restarted one after the other under load, as docs/proxies.md says.
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/platform/clock.ts'
import { Browser } from '../browser.ts'
import { useOpened } from '../instances/use-opened.ts'
import { hostPool } from '../postgres/host-pool.ts'
import { useDatabase } from '../postgres/use-database.ts'
import { reasonToSkip } from '../programs.ts'
import { ALL } from '../stage.ts'
import type { Books } from './load-requests.ts'
import { type Load, type LoadReport, startLoad } from './mixed-load.ts'
import { openRollingSite, type RollingSite, SHOWN } from './rolling-site.ts'

const TIMES = 10
const PER_SECOND = 50
/** As docs/proxies.md has it. */
const DRAIN_MS = 8_000
const TENANTS = ['harbor', 'bakery', 'mill', 'garden']
const COMPANIES = 15
const SCHEMA = 'rolling'
const TEST_MS = 1_500_000
/** A machine that does much else works on webhooks for a while after they were acknowledged. */
const SOON = { timeout: 180_000, interval: 200 }

/** Tried again, and what it would have cost is counted: on a machine that does much else a database may answer too late. */
const OF_A_BUSY_DATABASE = /store.?unavailable/i

const page = () => readFile(new URL('../../../../docs/proxies.md', import.meta.url), 'utf8')

it('the page shows the configuration that is run here, and the drain', async () => {
  expect(await page()).toContain(
    `[\`haproxy-rolling.cfg\`](proxies/haproxy-rolling.cfg)\n\n\`\`\`\n${SHOWN}\`\`\``,
  )
  expect(await page()).toContain(
    `quickbooks.close({ drainMs: ${DRAIN_MS.toLocaleString('en').replace(',', '_')}, onDrained: () => server.close() })`,
  )
})

/** Companies with a living grant each, of several tenants. */
async function connectAll({ origin, simulator: { control } }: RollingSite): Promise<Books[]> {
  const books: Books[] = []
  for (const tenantId of TENANTS)
    for (let index = 0; index < COMPANIES; index++) {
      const realmId = String(4_620_816_365_000_000_000n + BigInt(books.length))
      control.companies.add({ realmId, name: `Company ${books.length}` })
      control.setAdmin('ada', realmId, true)
      const browser = new Browser(origin, `${tenantId}/ada/${ALL.join(',')}`)
      const { id } = await browser.connect(control, { user: 'ada', company: realmId })
      books.push({ tenantId, id, realmId })
    }
  return books
}

/** Each page has seen every attempt of its tenant, its ids only rising, over all streams it had. */
function expectWholeStreams({ readers, begun }: LoadReport): void {
  for (const { tenantId, seen } of readers) {
    const ids = seen.map(({ id }) => Number(id))
    expect.soft(ids).toEqual([...new Set(ids)].toSorted((one, other) => one - other))
    const attempts = new Set(seen.map(({ data }) => (data as { id: string }).id))
    expect.soft(begun.get(tenantId)?.filter((id) => !attempts.has(id))).toEqual([])
  }
}

/** Of these entities of webhooks, those that were not delivered to the host. */
function undelivered(received: RollingSite['received'], notified: readonly string[]): string[] {
  const entities = new Set(
    received.flatMap((event) =>
      event.type === 'webhook.received' ? event.data.entities.map(({ id }) => id) : [],
    ),
  )
  return notified.filter((id) => !entities.has(id))
}

/** Each event was delivered to the host at least once, first in its order per connection. */
function expectWholeEvents(
  { received }: RollingSite,
  stored: readonly string[],
  { notified }: LoadReport,
): void {
  const ids = new Set(received.map(({ id }) => id))
  expect.soft(stored.filter((id) => !ids.has(id))).toEqual([])
  expect.soft(undelivered(received, notified)).toEqual([])
  const latest = new Map<string, number>()
  for (const { connectionId, sequence } of received) {
    if (connectionId === null) continue
    const before = latest.get(connectionId) ?? 0
    if (sequence <= before) continue
    expect.soft(sequence, `of ${connectionId}`).toBe(before + 1)
    latest.set(connectionId, sequence)
  }
}

/** Under strict rotation a refresh token that is sent twice is refused, and one whose answer was lost is never sent again. */
function expectOneRefreshEach({ simulator: { control } }: RollingSite): number {
  const refreshes = control
    .requests({ route: 'token' })
    .filter(({ body }) => body.grant_type === 'refresh_token')
  expect.soft(refreshes.filter(({ status }) => status !== 200)).toEqual([])
  const sent = refreshes.map(({ body }) => String(body.refresh_token))
  expect.soft(new Set(sent).size).toBe(sent.length)
  return sent.length
}

/** Each in turn. @returns how long each took to end, ms */
async function restartAll(site: RollingSite, load: Load): Promise<number[]> {
  const ends: number[] = []
  for (let time = 0; time < TIMES; time++)
    for (const name of ['one', 'two'] as const) {
      // Every token runs out: the refreshes fall into the drain, the end and the start.
      await load.quiet(() => site.advance(61 * MINUTE))
      ends.push(await site.restart(name))
    }
  return ends
}

/** Waits until the events of all that was begun are delivered. @returns the ids of all events */
async function settle({ received }: RollingSite, report: LoadReport, url: string): Promise<string[]> {
  await using closing = new AsyncDisposableStack()
  const pool = closing.adopt(hostPool({ connectionString: url, max: 1 }), (open) => open.end())
  const ask = async (sql: string) => (await pool.query<{ id: string }>(sql)).rows.map(({ id }) => id)
  // Webhooks are acknowledged first, and worked on after.
  await expect.poll(() => undelivered(received, report.notified), SOON).toEqual([])
  await expect.poll(() => ask(`select id from ${SCHEMA}.events where delivered_at is null`), SOON).toEqual([])
  for (const reader of report.readers) {
    await expect.poll(() => reader.has(report.begun.get(reader.tenantId)?.at(-1)), SOON).toBe(true)
    await reader.close()
  }
  return await ask(`select id from ${SCHEMA}.events`)
}

const reason = reasonToSkip('haproxy')

describe.skipIf(reason !== null)(
  reason === null ? 'a rolling restart' : `a rolling restart: ${reason}`,
  () => {
    const url = useDatabase()
    const opened = useOpened()

    it(
      `of two instances, ${TIMES} times under load, fails no request, and loses and doubles nothing`,
      async () => {
        const store = { kind: 'postgres', connectionString: url(), schema: SCHEMA } as const
        const site = opened().use(await openRollingSite(store, DRAIN_MS))
        const books = await connectAll(site)
        site.simulator.control.behave({ rotation: 'strict' })
        site.simulator.control.fault({ route: 'token', kind: 'slow', ms: 300 })
        const load = opened().use(startLoad(site, books, PER_SECOND))
        const began = performance.now()
        const ends = await restartAll(site, load)
        const report = await load.stop()
        const seconds = (performance.now() - began) / 1_000
        const { requests, slowestMs, late, failures } = report
        const ofReaders = report.readers.map((reader) => [reader.opened() - 1, ...reader.failures])
        console.log(JSON.stringify({ seconds, requests, slowestMs, late, failures, ends, ofReaders }))
        // What was late comes again.
        await site.advance(61 * MINUTE)
        expect.soft(failures).toEqual({})
        const stored = await settle(site, report, url())
        const refreshes = expectOneRefreshEach(site)
        expectWholeStreams(report)
        expectWholeEvents(site, stored, report)
        for (const { tenantId, id } of books) {
          const browser = new Browser(site.origin, `${tenantId}/ada/view`)
          expect.soft((await browser.get(`${site.origin}/token/${tenantId}/${id}`)).status).toBe(200)
        }
        expect.soft(report.readers.flatMap((reader) => reader.failures)).toEqual([])
        expect.soft(site.logged.filter((line) => !OF_A_BUSY_DATABASE.test(line))).toEqual([])
        console.log(JSON.stringify({ refreshes, events: stored.length, received: site.received.length }))
      },
      TEST_MS,
    )
  },
)
