// The log of writes and taking them back: in the order of insertion, one taking back per connection, erased and pruned.
import { expect, it } from 'vitest'
import { NOON, sampleConnection, sampleTakeBack, sampleWrite } from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

export function writeCases(createGround: CreateGround): void {
  it(
    'pages through writes from both ends, each connection by itself',
    onGround(createGround, async (store) => {
      await store.write(async ({ connections, writes }) => {
        await connections.insert(sampleConnection('con-1'))
        await connections.insert(sampleConnection('con-2', { realmClaim: 'claim-2' }))
        await writes.add(['a', 'b', 'c'].map((id) => sampleWrite(id)))
        await writes.add([sampleWrite('d', { connectionId: 'con-2', syncToken: null, docNumber: null })])
      })
      const newest = await store.read(({ writes }) => writes.page('con-1', null, 2))
      expect(newest.map(({ id }) => id)).toEqual(['c', 'b'])
      expect(newest[0]).toEqual({ ...sampleWrite('c'), position: newest[0]?.position })
      const before = newest[1]?.position ?? 0
      const rest = await store.read(({ writes }) => writes.page('con-1', before, 2))
      expect(rest.map(({ id }) => id)).toEqual(['a'])
      const chain = await store.read(({ writes }) => writes.chain('con-1', rest[0]?.position ?? 0, 9))
      expect(chain.map(({ id }) => id)).toEqual(['b', 'c'])
      expect(await store.read(({ writes }) => writes.last('con-1'))).toBe(newest[0]?.position)
      expect(await store.read(({ writes }) => writes.last('con-9'))).toBe(0)
      const [other] = await store.read(({ writes }) => writes.page('con-2', null, 9))
      expect(other).toMatchObject({ id: 'd', syncToken: null, docNumber: null })
    }),
  )

  it(
    'stores what came of a write when it was taken back',
    onGround(createGround, async (store) => {
      await store.write(async ({ connections, writes }) => {
        await connections.insert(sampleConnection('con-1'))
        await writes.add(['a', 'b'].map((id) => sampleWrite(id)))
        const [first] = await writes.chain('con-1', 0, 1)
        await writes.mark([first?.position ?? 0], 'tkb-1', 'asked')
        await writes.mark([first?.position ?? 0], 'tkb-1', 'changed_since')
        await writes.mark([], 'tkb-1', 'removed')
      })
      expect(await store.read(({ writes }) => writes.ofTakeBack('con-1', 'tkb-1'))).toMatchObject([
        { id: 'a', takeBackId: 'tkb-1', outcome: 'changed_since' },
      ])
      expect(await store.read(({ writes }) => writes.ofTakeBack('con-2', 'tkb-1'))).toEqual([])
    }),
  )

  it(
    'has one taking back per connection, found when it is due',
    onGround(createGround, async (store) => {
      await store.write(async ({ connections, takeBacks }) => {
        await connections.insert(sampleConnection('con-1'))
        await connections.insert(sampleConnection('con-2', { realmClaim: 'claim-2' }))
        await takeBacks.put(sampleTakeBack({ id: 'tkb-0', dueAt: NOON - 1 }))
        await takeBacks.put(sampleTakeBack())
        await takeBacks.put(sampleTakeBack({ id: 'tkb-2', connectionId: 'con-2', actor: null, dueAt: null }))
      })
      expect(await store.read(({ takeBacks }) => takeBacks.get('con-1'))).toEqual(sampleTakeBack())
      expect(await store.read(({ takeBacks }) => takeBacks.due(NOON - 1, 9))).toEqual([])
      expect(await store.read(({ takeBacks }) => takeBacks.due(NOON, 9))).toEqual([sampleTakeBack()])
    }),
  )

  it(
    'erases a tenant’s writes, and deletes what is old',
    onGround(createGround, async (store) => {
      await store.write(async ({ connections, writes, takeBacks }) => {
        await connections.insert(sampleConnection('con-1'))
        await connections.insert(sampleConnection('con-2', { tenantId: 'tenant-b', realmClaim: 'claim-2' }))
        await writes.add([sampleWrite('a'), sampleWrite('b', { at: NOON - 1 })])
        await writes.add([sampleWrite('c', { tenantId: 'tenant-b', connectionId: 'con-2' })])
        await takeBacks.put(sampleTakeBack({ state: 'done', endedAt: NOON - 1, dueAt: null }))
        const other = { tenantId: 'tenant-b', connectionId: 'con-2' }
        await takeBacks.put(sampleTakeBack(other))
      })
      const pruned = await store.write(async ({ writes, takeBacks }) => [
        await writes.prune(NOON),
        await takeBacks.prune(NOON),
      ])
      const erased = await store.write(async ({ writes, takeBacks }) => [
        await writes.erase('tenant-b'),
        await takeBacks.erase('tenant-b'),
      ])
      expect([pruned, erased]).toEqual([
        [1, 1],
        [1, 1],
      ])
      const left = await store.read(({ writes }) => writes.page('con-1', null, 9))
      expect(left.map(({ id }) => id)).toEqual(['a'])
      expect(await store.read(({ takeBacks }) => takeBacks.get('con-2'))).toBeNull()
    }),
  )
}
