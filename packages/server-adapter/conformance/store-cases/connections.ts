// Connections: what comes back is what went in, a company has one holder, the counts are true.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ConnectionRecord } from '../../src/stores/records.ts'
import type { Store } from '../../src/stores/store.ts'
import { NOON, sampleConnection } from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

const insert = (store: Store, ...records: ConnectionRecord[]) =>
  store.write(async ({ connections }) => {
    for (const record of records) await connections.insert(record)
  })

const get = (store: Store, id: string) => store.read(({ connections }) => connections.get(id))
const ids = (records: readonly { id: string }[]) => records.map(({ id }) => id)

export function connectionCases(createGround: CreateGround): void {
  it(
    'gives back a record as it was stored',
    onGround(createGround, async (store) => {
      const full = sampleConnection('con-1', {
        companyName: `Tea "&' \u202e茶 😀 ; drop table connections; --`,
        setup: {
          state: 'failed',
          progress: { completed: 1, total: null, label: 'x' },
          error: null,
          tries: 2,
          checkpoint: { page: [1] },
          run: { id: 'run-1', aliveUntil: NOON },
          dueAt: NOON,
        },
        disconnect: { why: 'other', dataDeleted: false, revoke: 'queued' },
        replaces: 'con-0',
        switching: { why: 'wrong_company', until: NOON },
        hidden: true,
        dueAt: NOON,
      })
      const bare = sampleConnection('con-2', {
        companyName: null,
        authorizedBy: null,
        connectedAt: null,
        warned: [],
      })
      await insert(store, full, bare)
      expect(await get(store, 'con-1')).toEqual(full)
      expect(await get(store, 'con-2')).toEqual(bare)
      expect(await get(store, 'con-3')).toBeNull()
    }),
  )

  it(
    'lists a tenant its own, oldest first, without hidden ones',
    onGround(createGround, async (store) => {
      await insert(
        store,
        sampleConnection('con-z'),
        sampleConnection('con-b', { tenantId: 'tenant-b' }),
        sampleConnection('con-h', { hidden: true }),
        sampleConnection('con-a'),
        sampleConnection('con-t', { tenantId: 'TENANT-A' }),
      )
      const list = (tenantId: string) => store.read(({ connections }) => connections.list(tenantId))
      expect(ids(await list('tenant-a'))).toEqual(['con-z', 'con-a'])
      expect(ids(await list('tenant-b'))).toEqual(['con-b'])
      expect(await list(`tenant-a' or '1'='1`)).toEqual([])
    }),
  )

  it(
    'swaps only the version that was read',
    onGround(createGround, async (store) => {
      await insert(store, sampleConnection('con-1'))
      const read = sampleConnection('con-1', { status: 'expiring', reason: 'idle_expiry_near' })
      const stored = await store.write(({ connections }) => connections.update(read))
      expect(stored).toEqual({ ...read, version: 2 })
      const again = store.write(({ connections }) => connections.update({ ...read, failures: 9 }))
      await expect(again).rejects.toMatchObject({ name: 'ConflictError', kind: 'version' })
      const nobody = store.write(({ connections }) => connections.update(sampleConnection('con-0')))
      await expect(nobody).rejects.toMatchObject({ name: 'ConflictError', kind: 'version' })
      expect(await get(store, 'con-1')).toEqual(stored)
    }),
  )

  it(
    'never writes company, tenant or environment again',
    onGround(createGround, async (store) => {
      const record = sampleConnection('con-1')
      await insert(store, record)
      const other = {
        tenantId: 'tenant-b',
        environment: 'production',
        realmTag: 'x',
        realmSealed: 'x',
        realmLast4: '9',
        replaces: 'x',
      } as const
      const stored = await store.write(({ connections }) =>
        connections.update({ ...record, ...other, failures: 1 }),
      )
      expect(stored).toEqual({ ...record, failures: 1, version: 2 })
    }),
  )

  it(
    'lets one live connection hold a company',
    onGround(createGround, async (store) => {
      const claim = { realmClaim: 'sandbox:one', realmTag: 'one' }
      await insert(store, sampleConnection('con-1', claim))
      const second = sampleConnection('con-2', { ...claim, tenantId: 'tenant-b' })
      await expect(insert(store, second)).rejects.toMatchObject({ name: 'ConflictError', kind: 'claim' })
      const gone = { ...sampleConnection('con-1', claim), status: 'disconnected', reason: 'by_user' } as const
      const released = await store.write(({ connections }) => connections.update(gone))
      await insert(store, second)
      const back = store.write(({ connections }) =>
        connections.update({ ...released, status: 'connected', reason: null }),
      )
      await expect(back).rejects.toMatchObject({ name: 'ConflictError', kind: 'claim' })
      const found = await store.read(({ connections }) => connections.findByRealm('sandbox', 'one'))
      expect(ids(found)).toEqual(['con-2', 'con-1'])
      expect(await store.read(({ connections }) => connections.findByRealm('production', 'one'))).toEqual([])
    }),
  )

  it(
    'finds what is due, earliest first',
    onGround(createGround, async (store) => {
      const due = [NOON + 1, null, NOON, NOON - 5].map((dueAt, index) =>
        sampleConnection(`con-${index}`, { dueAt }),
      )
      await insert(store, ...due)
      expect(ids(await store.read(({ connections }) => connections.due(NOON, 10)))).toEqual([
        'con-3',
        'con-2',
      ])
      expect(ids(await store.read(({ connections }) => connections.due(NOON, 1)))).toEqual(['con-3'])
    }),
  )

  it(
    'pages over all tenants by id',
    onGround(createGround, async (store) => {
      await insert(
        store,
        ...['con-3', 'con-1', 'con-2'].map((id) => sampleConnection(id, { tenantId: `of-${id}` })),
      )
      const page = (filter: { cursor?: string; status?: 'blocked' | 'connected' }) =>
        store.read(({ connections }) => connections.page({ ...filter, limit: 2 }))
      expect(ids(await page({}))).toEqual(['con-1', 'con-2'])
      expect(ids(await page({ cursor: 'con-2', status: 'connected' }))).toEqual(['con-3'])
      expect(await page({ status: 'blocked' })).toEqual([])
    }),
  )

  it(
    'keeps counts that equal a real count, whatever happens',
    onGround(createGround, async (store) => {
      const step = fc.record({
        id: fc.integer({ min: 0, max: 5 }),
        state: fc.constantFrom(...STATES),
        fails: fc.boolean(),
      })
      // A state that no connection is in any more is not counted.
      for (const state of STATES) {
        await take(store, 'tenant-first', { id: 0, state, fails: false })
        const counts = await store.read(({ connections }) => connections.counts())
        expect(counts).toEqual([{ ...state, count: 1 }])
      }
      let run = 0
      const law = fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        // Connections of its own for each run: what they add to the counts is theirs alone.
        const tenantId = `tenant-${run++}`
        const before = await countsOf(store)
        for (const one of steps) await take(store, tenantId, one)
        const counts = await countsOf(store)
        const real = await store.read(({ connections }) => connections.all(tenantId))
        for (const { reason } of STATES) {
          const count = real.filter((one) => one.reason === reason).length
          expect((counts.get(reason) ?? 0) - (before.get(reason) ?? 0)).toBe(count)
        }
      })
      await fc.assert(law, { numRuns: 20 })
    }),
  )
}

/** Each has a reason of its own. */
const STATES = [
  { status: 'connected', reason: null },
  { status: 'blocked', reason: 'company_locked' },
  { status: 'blocked', reason: 'quota_exceeded' },
  { status: 'disconnected', reason: 'by_user' },
] as const

interface Step {
  readonly id: number
  readonly state: (typeof STATES)[number]
  readonly fails: boolean
}

/** The counts by reason: each is named once, with its status. */
async function countsOf(store: Store): Promise<Map<string | null, number>> {
  const counts = await store.read(({ connections }) => connections.counts())
  const byReason = new Map(counts.map(({ reason, count }) => [reason, count]))
  expect(byReason.size).toBe(counts.length)
  for (const { status, reason } of counts) expect(STATES).toContainEqual({ status, reason })
  return byReason
}

/** Inserts or updates a connection; a step that fails is rolled back. */
async function take(store: Store, tenantId: string, { id, state, fails }: Step): Promise<void> {
  const name = `${tenantId}-con-${id}`
  const change = store.write(async ({ connections }) => {
    const known = await connections.get(name)
    if (known) await connections.update({ ...known, ...state })
    else await connections.insert(sampleConnection(name, { tenantId, ...state }))
    if (fails) throw new Error('rolled back')
  })
  if (fails) await expect(change).rejects.toThrow('rolled back')
  else await change
}
