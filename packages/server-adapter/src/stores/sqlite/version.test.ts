// The number by which a list in memory is known to be the stored one still.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sampleConnection } from '../../../conformance/sample-records.ts'
import { sqliteGround } from '../../../conformance/sqlite-ground.ts'
import type { StoreGround } from '../../../conformance/store-ground.ts'
import type { Store } from '../store.ts'

let ground: StoreGround
let store: Store
beforeEach(async () => {
  ground = await sqliteGround()
  store = ground.store()
  await store.open()
})
afterEach(async () => {
  await store.close()
  await ground.remove()
})

const insert = (into: Store, id: string) =>
  into.write(({ connections }) => connections.insert(sampleConnection(id)))

it('stays the same while nothing is committed', async () => {
  const before = store.version?.()
  expect(before).toEqual(expect.any(Number))
  await store.read(({ connections }) => connections.all('tenant-a'))
  await nextTurn()
  expect(store.version?.()).toBe(before)
})

it('differs as soon as a writer of this process hears that it has committed', async () => {
  const seen: unknown[] = [store.version?.()]
  // Asked in every turn until then, so that an answer of the same turn is there to be kept.
  let isDone = false
  const writing = insert(store, 'con-1')
    .then(() => seen.push(store.version?.()))
    .finally(() => {
      isDone = true
    })
  while (!isDone) {
    store.version?.()
    await nextTurn()
  }
  await writing
  expect(seen[1]).not.toBe(seen[0])
})

it('differs in the next turn of the event loop after a commit of others', async () => {
  const other = ground.store()
  await other.open()
  const before = store.version?.()
  await insert(other, 'con-1')
  await other.close()
  await nextTurn()
  expect(store.version?.()).not.toBe(before)
})
