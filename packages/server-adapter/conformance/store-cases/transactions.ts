// A transaction is all or nothing, and nothing outlives it.
import { expect, it } from 'vitest'
import type { Repositories } from '../../src/stores/store.ts'
import { StoreUnavailableError } from '../../src/stores/store.ts'
import { NOON, sampleConnection, sampleEntry, sampleEvent, sampleGrant } from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

const change = (subjectId: string) =>
  ({ tenantId: 'tenant-a', kind: 'connection', subjectId, at: NOON }) as const

async function writeEverywhere({
  connections,
  grants,
  events,
  history,
  changes,
  meta,
}: Repositories): Promise<void> {
  await connections.insert(sampleConnection('con-1'))
  await grants.put(sampleGrant('con-1'), null)
  await events.append(sampleEvent('evt-1', 'con-1'))
  await history.append(sampleEntry('con-1', 1))
  await changes.append(change('con-1'))
  await meta.setTagKey('sealed')
}

export function transactionCases(createGround: CreateGround): void {
  it(
    'keeps everything a transaction wrote, or nothing',
    onGround(createGround, async (store) => {
      const broken = store.write(async (tx) => {
        await writeEverywhere(tx)
        throw new Error('changed its mind')
      })
      await expect(broken).rejects.toThrow('changed its mind')
      const look = () =>
        store.read(async ({ connections, grants, events, history, changes, meta }) => [
          await connections.get('con-1'),
          await grants.get('con-1'),
          await events.next('con-1'),
          await history.last('con-1'),
          (await changes.latest()) || null,
          await meta.tagKey(),
          (await connections.counts())[0] ?? null,
        ])
      expect(await look()).toEqual([null, null, null, null, null, null, null])
      await store.write(writeEverywhere)
      expect(await look()).not.toContain(null)
    }),
  )

  it(
    'goes on after a transaction that failed in the database',
    onGround(createGround, async (store) => {
      await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
      await expect(
        store.write(({ connections }) => connections.insert(sampleConnection('con-1'))),
      ).rejects.toThrow()
      await store.write(({ connections }) => connections.insert(sampleConnection('con-2')))
      expect(await store.read(({ connections }) => connections.list('tenant-a'))).toHaveLength(2)
    }),
  )

  it(
    'gives what the work returns, and lets many run at once',
    onGround(createGround, async (store) => {
      const numbers = Array.from({ length: 50 }, (_, index) => index)
      const given = await Promise.all(
        numbers.map((index) =>
          store.write(async ({ changes }) => {
            await changes.append(change(`s-${index}`))
            return index
          }),
        ),
      )
      expect(given).toEqual(numbers)
      const read = await Promise.all(
        numbers.map(() => store.read(({ changes }) => changes.after('tenant-a', 0, 100))),
      )
      for (const found of read) expect(new Set(found.map(({ position }) => position)).size).toBe(50)
    }),
  )

  it(
    'loses no update of two that read first and write then',
    onGround(createGround, async (store) => {
      await store.write(({ leases }) => leases.acquire('counter', 'me', 0, 1))
      await Promise.all(
        Array.from({ length: 20 }, () =>
          store.write(async ({ leases }) => {
            const lease = await leases.get('counter')
            await leases.acquire('counter', `after-${lease?.fence}`, 2, 1)
          }),
        ),
      )
      const lease = await store.read(({ leases }) => leases.get('counter'))
      expect(lease).toMatchObject({ fence: 21, owner: 'after-20' })
    }),
  )

  it(
    'lets no ledger work on after its transaction',
    onGround(createGround, async (store) => {
      const kept = await store.write(async (tx) => tx)
      await expect(kept.meta.setTagKey('late')).rejects.toThrow('has ended')
      expect(await store.read(({ meta }) => meta.tagKey())).toBeNull()
    }),
  )

  it(
    'shows a read one moment of the store',
    onGround(createGround, async (store) => {
      for (const id of ['con-1', 'con-2', 'con-3']) {
        let writing: Promise<void> | undefined
        const [before, after] = await store.read(async ({ connections }) => {
          const first = await connections.list('tenant-a')
          // A read may run again.
          writing ??= store.write((tx) => tx.connections.insert(sampleConnection(id)))
          for (let turn = 0; turn < 20; turn++) await connections.get(id)
          return [first, await connections.list('tenant-a')]
        })
        await writing
        expect(after).toEqual(before)
      }
      expect(await store.read(({ connections }) => connections.list('tenant-a'))).toHaveLength(3)
    }),
  )

  it(
    'rejects every call after close, and closes twice',
    onGround(createGround, async (store) => {
      const running = store.write(({ meta }) => meta.setTagKey('last'))
      await store.close()
      await running
      await store.close()
      await expect(store.read(async () => 1)).rejects.toThrow(StoreUnavailableError)
      await expect(store.write(async () => 1)).rejects.toThrow(StoreUnavailableError)
      await expect(store.open()).rejects.toThrow(StoreUnavailableError)
    }),
  )
}
