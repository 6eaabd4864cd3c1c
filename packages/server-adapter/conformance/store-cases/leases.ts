// Leases have one owner and a fence that only grows; the journal has one open intent per connection.
import { expect, it } from 'vitest'
import type { StoreIdentity } from '../../src/stores/records.ts'
import { sampleConnection } from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

export function leaseCases(createGround: CreateGround): void {
  it(
    'gives a lease to one owner, and to the next at its expiry',
    onGround(createGround, async (store) => {
      const acquire = (owner: string, now: number) =>
        store.write(({ leases }) => leases.acquire('refresh:con-1', owner, now, now + 100))
      expect(await acquire('one', 0)).toEqual({
        name: 'refresh:con-1',
        owner: 'one',
        fence: 1,
        expiresAt: 100,
      })
      expect(await acquire('two', 99)).toBeNull()
      expect(await acquire('one', 50)).toMatchObject({ fence: 2, expiresAt: 150 })
      expect(await acquire('two', 149)).toBeNull()
      expect(await acquire('two', 150)).toMatchObject({ owner: 'two', fence: 3 })
      expect(await acquire('one', 151)).toBeNull()
    }),
  )

  it(
    'takes a lease that was set by a clock an hour ahead, and none that lasts longer than was asked for',
    onGround(createGround, async (store) => {
      const acquire = (owner: string, now: number, lasts: number) =>
        store.write(({ leases }) => leases.acquire('deliver:con-1', owner, now, now + lasts))
      await acquire('one', 3_600_000, 45_000)
      expect(await acquire('two', 0, 45_000)).toMatchObject({ owner: 'two', fence: 2, expiresAt: 45_000 })
      expect(await acquire('three', 1, 100)).toBeNull()
      await acquire('two', 2, 600_000)
      expect(await acquire('three', 3, 600_000)).toBeNull()
    }),
  )

  it(
    'frees a lease for its owner and fence only, and goes on with the fence',
    onGround(createGround, async (store) => {
      const name = 'refresh:con-1'
      const get = () => store.read(({ leases }) => leases.get(name))
      await store.write(({ leases }) => leases.acquire(name, 'one', 0, 100))
      await store.write(({ leases }) => leases.release(name, 'two', 1))
      await store.write(({ leases }) => leases.release(name, 'one', 9))
      expect(await get()).toMatchObject({ owner: 'one' })
      await store.write(({ leases }) => leases.release(name, 'one', 1))
      expect(await get()).toBeNull()
      expect(await store.write(({ leases }) => leases.acquire(name, 'two', 1, 100))).toMatchObject({
        fence: 2,
      })
    }),
  )

  it(
    'keeps one open intent per connection, and finds the old ones',
    onGround(createGround, async (store) => {
      const intent = (connectionId: string, startedAt: number) => ({
        connectionId,
        generation: 1,
        fence: 1,
        startedAt,
      })
      await store.write(async ({ connections, journal }) => {
        for (const id of ['con-1', 'con-2']) await connections.insert(sampleConnection(id))
        await journal.open(intent('con-1', 10))
        await journal.open(intent('con-2', 5))
        await journal.open(intent('con-1', 20))
      })
      const openBefore = (before: number) => store.read(({ journal }) => journal.openBefore(before, 9))
      expect(await openBefore(20)).toEqual([intent('con-2', 5)])
      expect(await openBefore(21)).toEqual([intent('con-2', 5), intent('con-1', 20)])
      await store.write(({ journal }) => journal.close('con-2'))
      expect(await store.read(({ journal }) => journal.get('con-2'))).toBeNull()
      expect(await store.read(({ journal }) => journal.get('con-1'))).toEqual(intent('con-1', 20))
    }),
  )

  it(
    'remembers whose it is and what tells its keys',
    onGround(createGround, async (store) => {
      const identity: StoreIdentity = {
        clientId: 'client',
        environment: 'sandbox',
        redirectOrigin: 'http://localhost:3000',
      }
      expect(await store.read(({ meta }) => meta.identity())).toBeNull()
      await store.write(async ({ meta }) => {
        await meta.setIdentity({ ...identity, clientId: 'first' })
        await meta.setIdentity(identity)
        await meta.setKeyCheck('key-1', 'a')
        await meta.setKeyCheck('key-1', 'b')
        await meta.setKeyCheck('key-2', 'c')
        await meta.setTagKey('tag')
      })
      const kept = await store.read(async ({ meta }) => [
        await meta.identity(),
        await meta.keyChecks(),
        await meta.tagKey(),
      ])
      expect(kept).toEqual([identity, { 'key-1': 'b', 'key-2': 'c' }, 'tag'])
    }),
  )
}
