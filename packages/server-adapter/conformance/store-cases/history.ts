// History: added to, paged, erased of personal data, never rewritten.
import { expect, it } from 'vitest'
import type { Store } from '../../src/stores/store.ts'
import { sampleConnection, sampleEntry } from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

const fill = (store: Store) =>
  store.write(async ({ connections, history }) => {
    await connections.insert(sampleConnection('con-1'))
    await connections.insert(sampleConnection('con-2', { tenantId: 'tenant-b' }))
    for (const entry of [1, 2, 3]) await history.append(sampleEntry('con-1', entry))
    await history.append(sampleEntry('con-2', 1, { tenantId: 'tenant-b' }))
  })

export function historyCases(createGround: CreateGround): void {
  it(
    'pages from the newest, and chains from the oldest',
    onGround(createGround, async (store) => {
      await fill(store)
      const entries = await store.read(async ({ history }) => ({
        last: (await history.last('con-1'))?.entry,
        none: await history.last('con-0'),
        page: (await history.page('con-1', null, 2)).map(({ entry }) => entry),
        next: (await history.page('con-1', 2, 2)).map(({ entry }) => entry),
        chain: (await history.chain('con-1', 1, 9)).map(({ entry }) => entry),
        whole: await history.chain('con-2', 0, 9),
      }))
      expect(entries).toEqual({
        last: 3,
        none: null,
        page: [3, 2],
        next: [1],
        chain: [2, 3],
        whole: [sampleEntry('con-2', 1, { tenantId: 'tenant-b' })],
      })
    }),
  )

  it(
    'pages through what people did alone',
    onGround(createGround, async (store) => {
      await store.write(async ({ connections, history }) => {
        await connections.insert(sampleConnection('con-1'))
        for (const entry of [1, 2, 3, 4, 5]) {
          await history.append(sampleEntry('con-1', entry, entry % 2 ? {} : { actor: null }))
        }
      })
      const entries = await store.read(async ({ history }) => ({
        page: (await history.page('con-1', null, 2, 'people')).map(({ entry }) => entry),
        next: (await history.page('con-1', 3, 2, 'people')).map(({ entry }) => entry),
        all: (await history.page('con-1', null, 9, null)).map(({ entry }) => entry),
      }))
      expect(entries).toEqual({ page: [5, 3], next: [1], all: [5, 4, 3, 2, 1] })
    }),
  )

  it(
    'takes an entry number once',
    onGround(createGround, async (store) => {
      await fill(store)
      const again = store.write(({ history }) =>
        history.append(sampleEntry('con-1', 3, { id: 'other', hash: 'forged' })),
      )
      await expect(again).rejects.toThrow()
      expect(await store.read(({ history }) => history.last('con-1'))).toEqual(sampleEntry('con-1', 3))
    }),
  )

  it(
    "erases a tenant's personal data and leaves the chain",
    onGround(createGround, async (store) => {
      await fill(store)
      expect(await store.write(({ history }) => history.erase('tenant-a'))).toBe(3)
      expect(await store.write(({ history }) => history.erase('tenant-a'))).toBe(0)
      const blank = { actor: null, data: {}, salt: null }
      expect(await store.read(({ history }) => history.last('con-1'))).toEqual(sampleEntry('con-1', 3, blank))
      expect(await store.read(({ history }) => history.last('con-2'))).toMatchObject({ salt: 'salt' })
    }),
  )
}
