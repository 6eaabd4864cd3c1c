// Counted reads: added up, listed from many to few, taken from a tenant's name, and pruned.
import { expect, it } from 'vitest'
import type { ReadCount } from '../../src/stores/reads.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

const count = (connectionId: string, reads: number, change: Partial<ReadCount> = {}): ReadCount => ({
  month: '2026-11',
  tenantId: 'tenant-a',
  connectionId,
  purpose: 'request',
  count: reads,
  ...change,
})

export function readCases(createGround: CreateGround): void {
  it(
    'adds to what is counted, also from many at once',
    onGround(createGround, async (store) => {
      const add = (reads: number) =>
        store.write(async (tx) => {
          const both = [count('con-1', reads), count('con-2', reads, { purpose: 'run' })]
          await tx.reads.add(reads % 2 ? both : both.reverse(), [{ day: '2026-11-29', count: 2 * reads }])
        })
      await Promise.all([1, 2, 3, 4].map(add))
      expect(await store.read(({ reads }) => reads.byPurpose('2026-11'))).toEqual({ request: 10, run: 10 })
      expect(await store.read(({ reads }) => reads.days('2026-11-01', '2026-11-29'))).toEqual([
        { day: '2026-11-29', count: 20 },
      ])
      expect(await store.read(({ reads }) => reads.firstDay())).toBe('2026-11-29')
      expect(await store.read(({ reads }) => reads.byPurpose('2026-12'))).toEqual({})
    }),
  )

  it(
    'lists from many to few, page by page, those of as many by their id',
    onGround(createGround, async (store) => {
      const counts = [count('con-1', 5), count('con-2', 9), count('con-3', 5), count('con-4', 1)]
      const other = count('con-5', 12, { tenantId: 'tenant-b' })
      await store.write(({ reads }) => reads.add([...counts, other, count('', 7, { tenantId: '' })], []))
      const page = await store.read(({ reads }) => reads.byConnection('2026-11', null, 3))
      expect(page.map(({ connectionId }) => connectionId)).toEqual(['con-5', 'con-2', 'con-1'])
      const after = { count: 5, id: 'con-1' }
      const rest = await store.read(({ reads }) => reads.byConnection('2026-11', after, 3))
      expect(rest.map(({ connectionId }) => connectionId)).toEqual(['con-3', 'con-4'])
      const tenants = await store.read(({ reads }) => reads.byTenant('2026-11', null, 9))
      expect(tenants).toEqual([
        { tenantId: 'tenant-a', count: 20 },
        { tenantId: 'tenant-b', count: 12 },
      ])
    }),
  )

  it(
    'takes a tenant’s name off its reads, and leaves them in the sums',
    onGround(createGround, async (store) => {
      const old = count('con-1', 1, { month: '2026-10' })
      await store.write(({ reads }) => reads.add([count('con-1', 2), count('con-2', 3), old], []))
      expect(await store.write(({ reads }) => reads.erase('tenant-a'))).toBe(3)
      expect(await store.write(({ reads }) => reads.erase('tenant-a'))).toBe(0)
      expect(await store.read(({ reads }) => reads.byTenant('2026-11', null, 9))).toEqual([])
      expect(await store.read(({ reads }) => reads.byPurpose('2026-11'))).toEqual({ request: 5 })
      expect(await store.read(({ reads }) => reads.byPurpose('2026-10'))).toEqual({ request: 1 })
      expect(await store.write(({ reads }) => reads.eraseForgotten())).toBe(0)
    }),
  )

  it(
    'prunes months and days, and keeps the last note of a quota',
    onGround(createGround, async (store) => {
      const days = [
        { day: '2026-10-31', count: 1 },
        { day: '2026-11-01', count: 1 },
      ]
      const note = { month: '2026-11', told: 'near', isOver: false, spentAt: null, resumeAt: null } as const
      await store.write(async ({ reads }) => {
        await reads.add([count('con-1', 1), count('con-1', 1, { month: '2026-10' })], days)
        expect(await reads.quota()).toBeNull()
        await reads.setQuota({ ...note, told: 'ok' })
        await reads.setQuota(note)
      })
      expect(await store.write(({ reads }) => reads.prune('2026-11-01'))).toBe(2)
      expect(await store.read(({ reads }) => reads.firstDay())).toBe('2026-11-01')
      expect(await store.read(({ reads }) => reads.quota())).toEqual(note)
    }),
  )
}
