// Links: found by their token's hash, ended once, looked at when due.
import { expect, it } from 'vitest'
import { NOON, sampleConnection, sampleLink } from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

export function linkCases(createGround: CreateGround): void {
  it(
    'finds a link by id and by token, and a connection’s links, the newest first',
    onGround(createGround, async (store) => {
      const first = sampleLink('lnk-1')
      const second = sampleLink('lnk-2', { recipient: null, note: null, createdBy: null })
      await store.write(async ({ connections, links }) => {
        await connections.insert(sampleConnection('con-1', { hasLinks: true }))
        await links.insert(first)
        await links.insert(second)
      })
      expect(await store.read(({ links }) => links.get('lnk-2'))).toEqual(second)
      expect(await store.read(({ links }) => links.findByToken('token-lnk-1'))).toEqual(first)
      expect(await store.read(({ links }) => links.findByToken('token'))).toBeNull()
      expect(await store.read(({ links }) => links.ofConnection('con-1', 9))).toEqual([second, first])
      expect(await store.read(({ links }) => links.ofConnection('con-1', 1))).toEqual([second])
      expect(await store.read(({ connections }) => connections.get('con-1'))).toMatchObject({
        hasLinks: true,
      })
    }),
  )

  it(
    'ends a link once',
    onGround(createGround, async (store) => {
      await store.write(async ({ connections, links }) => {
        await connections.insert(sampleConnection('con-1'))
        await links.insert(sampleLink('lnk-1'))
        await links.insert(sampleLink('lnk-2'))
      })
      const ends = await store.write(async ({ links }) => [
        await links.end('lnk-1', 'used', NOON + 1),
        await links.end('lnk-1', 'revoked', NOON + 2),
      ])
      expect(ends).toEqual([true, false])
      expect(await store.read(({ links }) => links.get('lnk-1'))).toMatchObject({
        state: 'used',
        endedAt: NOON + 1,
      })
      expect(await store.read(({ links }) => links.openOf('con-1'))).toBe(1)
    }),
  )

  it(
    'hands out open ones that are due, the earliest first',
    onGround(createGround, async (store) => {
      await store.write(async ({ connections, links }) => {
        await connections.insert(sampleConnection('con-1'))
        for (const [id, dueAt] of Object.entries({ 'lnk-1': NOON, 'lnk-2': NOON - 5, 'lnk-3': NOON + 1 }))
          await links.insert(sampleLink(id, { dueAt }))
        await links.insert(sampleLink('lnk-4', { state: 'revoked', endedAt: NOON, dueAt: NOON }))
      })
      const due = async (limit: number) =>
        (await store.read(({ links }) => links.due(NOON, limit))).map(({ id }) => id)
      expect(await due(9)).toEqual(['lnk-2', 'lnk-1'])
      expect(await due(1)).toEqual(['lnk-2'])
      await store.write(({ links }) => links.postpone('lnk-2', NOON + 9))
      expect(await due(9)).toEqual(['lnk-1'])
      await store.write(({ links }) => links.makeDue('con-1', NOON))
      expect((await due(9)).sort()).toEqual(['lnk-1', 'lnk-2', 'lnk-3'])
    }),
  )

  it(
    'blanks a tenant’s links and ends the open ones; prunes what was over long ago',
    onGround(createGround, async (store) => {
      const other = sampleLink('lnk-3', { tenantId: 'tenant-b', connectionId: 'con-2' })
      await store.write(async ({ connections, links }) => {
        await connections.insert(sampleConnection('con-1'))
        await connections.insert(sampleConnection('con-2', { tenantId: 'tenant-b' }))
        await links.insert(sampleLink('lnk-1'))
        await links.insert(sampleLink('lnk-2', { state: 'used', endedAt: NOON + 1 }))
        await links.insert(other)
      })
      expect(await store.write(({ links }) => links.erase('tenant-a'))).toBe(2)
      const blank = { recipient: null, note: null, createdBy: null }
      expect(await store.read(({ links }) => links.get('lnk-1'))).toMatchObject({
        ...blank,
        state: 'withdrawn',
      })
      expect(await store.read(({ links }) => links.get('lnk-2'))).toMatchObject({ ...blank, state: 'used' })
      expect(await store.read(({ links }) => links.get('lnk-3'))).toEqual(other)
      expect(await store.write(({ links }) => links.prune(NOON + 3_600_001))).toBe(2)
      expect(await store.read(({ links }) => links.get('lnk-3'))).toEqual(other)
    }),
  )
}
