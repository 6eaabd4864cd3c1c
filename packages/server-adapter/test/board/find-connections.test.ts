// How operators find connections among thousands, on both stores.
import { afterEach, describe, expect, it } from 'vitest'
import { sampleConnection } from '../../conformance/sample-records.ts'
import { type BoardFilter, findConnections } from '../../src/board/find-connections.ts'
import { memoryStore, postgresStore } from '../../src/index.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import type { ConnectionRecord } from '../../src/stores/records.ts'
import type { Store } from '../../src/stores/store.ts'
import { usePostgres } from '../instances/postgres-stage.ts'

const NOW = Date.parse('2026-11-29T12:00:00Z')
const NONE: BoardFilter = { status: null, reason: null, tenant: null, company: null, cursor: null }
const REALM = '9130355377388383'

const ground = usePostgres()

const idOf = (number: number) => `con_${String(number).padStart(5, '0')}`
const row = (number: number, given: Partial<ConnectionRecord> = {}) =>
  sampleConnection(idOf(number), {
    companyName: `Company ${number}`,
    realmClaim: `claim ${number}`,
    campaigns: null,
    ...given,
  })

let store: Store
afterEach(async () => await store.close())

async function fill(made: Store, rows: readonly ConnectionRecord[]): Promise<void> {
  store = made
  await store.open()
  for (let from = 0; from < rows.length; from += 1_000)
    await store.write(async ({ connections }) => {
      for (const one of rows.slice(from, from + 1_000)) await connections.insert(one)
    })
}

const config = { now: () => NOW, warnBeforeDays: [], environment: 'sandbox' }
const vault = async () => ({ realmTag: (_environment: string, realmId: string) => `tag of ${realmId}` })

const find = async (filter: Partial<BoardFilter>) => {
  const deps = { config, store, vault } as unknown as Parameters<typeof findConnections>[0]
  const page = await findConnections(deps, { ...NONE, ...filter })
  return { ids: page.connections.map(({ id }) => id), nextCursor: page.nextCursor, looked: page.looked }
}

async function findAll(filter: Partial<BoardFilter>) {
  const pages: string[][] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof find>> = await find({ ...filter, cursor })
    pages.push(page.ids)
    cursor = page.nextCursor
  } while (cursor !== null)
  return pages
}

const context = { now: () => NOW, logger: silentLogger }
describe.each([
  ['memory', () => memoryStore().create(context)],
  [
    'Postgres',
    () => {
      const { connectionString, schema } = ground.place()
      return postgresStore({ connectionString, schema }).create(context)
    },
  ],
] as const)('in %s', (_name, create) => {
  it('by the status and reason that are shown, page after page, though rows were written before a clock ended', async () => {
    const over = { idleExpiresAt: NOW - 1, idleIsImported: false }
    const rows = Array.from({ length: 180 }, (_, index) => row(index, index % 3 === 0 ? over : {}))
    await fill(create(), rows)
    const isOver = (id: string) => Number(id.slice(4)) % 3 === 0
    const pages = await findAll({ status: 'connected' })
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 20])
    expect(pages.flat().filter(isOver)).toEqual([])
    expect((await find({ status: 'connected', tenant: rows[0]?.tenantId ?? '' })).ids.filter(isOver)).toEqual(
      [],
    )
    const ended = { tenant: rows[0]?.tenantId ?? '', reason: 'idle_expired' } as const
    expect((await find(ended)).ids).toEqual(
      rows
        .map(({ id }) => id)
        .filter(isOver)
        .slice(0, 50),
    )
  })

  it('by status, reason, tenant and company, and by all of them', async () => {
    const revoked = { status: 'reauthorization_required', reason: 'revoked' } as const
    await fill(create(), [
      row(1, { companyName: 'Café Größe & Söhne', tenantId: 'north' }),
      row(2, { ...revoked, companyName: 'Northwind', tenantId: 'north' }),
      row(3, { ...revoked, reason: 'upgrade_required', companyName: 'South', tenantId: 'south' }),
      row(4, { status: 'expiring', reason: 'upgrade_required', companyName: null, tenantId: 'south' }),
      row(5, { ...revoked, companyName: 'Southern', tenantId: 'south' }),
    ])
    expect((await find({})).ids).toEqual([1, 2, 3, 4, 5].map(idOf))
    expect((await find({ status: 'expiring' })).ids).toEqual([idOf(4)])
    expect((await find({ reason: 'revoked' })).ids).toEqual([2, 5].map(idOf))
    expect((await find({ reason: 'upgrade_required' })).ids).toEqual([3, 4].map(idOf))
    expect((await find({ reason: 'upgrade_required', status: 'expiring' })).ids).toEqual([idOf(4)])
    expect(await find({ reason: 'revoked', status: 'connected' })).toEqual({
      ...{ ids: [], nextCursor: null, looked: 0 },
    })
    expect((await find({ tenant: 'south' })).ids).toEqual([3, 4, 5].map(idOf))
    expect((await find({ tenant: 'south', reason: 'revoked' })).ids).toEqual([idOf(5)])
    expect((await find({ company: 'CAFE GRO' })).ids).toEqual([idOf(1)])
    expect((await find({ company: 'south', tenant: 'south', reason: 'revoked' })).ids).toEqual([idOf(5)])
    expect((await find({ company: 'nobody' })).ids).toEqual([])
  })

  it('by what names one alone: its realm id or its own id', async () => {
    await fill(create(), [row(1, { realmTag: `tag of ${REALM}`, environment: 'sandbox' }), row(2)])
    expect((await find({ company: REALM })).ids).toEqual([idOf(1)])
    expect((await find({ company: '4242424242' })).ids).toEqual([])
    expect((await find({ company: idOf(2) })).ids).toEqual([idOf(2)])
    expect((await find({ company: idOf(9) })).ids).toEqual([])
    expect((await find({ company: idOf(2), status: 'blocked' })).ids).toEqual([])
  })

  it('page by page, each once, with and without a filter', async () => {
    await fill(
      create(),
      Array.from({ length: 120 }, (_, number) => row(number, { tenantId: 'north' })),
    )
    const all = Array.from({ length: 120 }, (_, number) => idOf(number))
    for (const filter of [
      {},
      { tenant: 'north' },
      { company: 'company' },
      { status: 'connected' },
    ] as const) {
      const pages = await findAll(filter)
      expect(pages.flat()).toEqual(all)
      expect(pages.map(({ length }) => length)).toEqual([50, 50, 20])
    }
  })

  it('leaves out tenants that were forgotten', async () => {
    const disconnect = { why: null, dataDeleted: false, revoke: 'done', forgotten: true } as const
    await fill(create(), [row(1, { status: 'disconnected', reason: 'by_host', disconnect }), row(2)])
    expect((await find({})).ids).toEqual([idOf(2)])
    expect((await find({ company: idOf(1) })).ids).toEqual([])
  })
})

it('reads so many at once and no more, and goes on from there', async () => {
  await fill(memoryStore().create(context), [
    ...Array.from({ length: 5_200 }, (_, number) => row(number)),
    row(9_000, { companyName: 'The last one' }),
  ])
  const first = await find({ company: 'last' })
  expect(first).toEqual({ ids: [], nextCursor: idOf(4_999), looked: 5_000 })
  expect(await find({ company: 'last', cursor: first.nextCursor })).toEqual({
    ...{ ids: [idOf(9_000)], nextCursor: null, looked: 201 },
  })
})
