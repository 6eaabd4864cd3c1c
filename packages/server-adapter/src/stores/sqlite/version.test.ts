// The number by which a list in memory is known to be the stored one still.
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sampleConnection } from '../../../conformance/sample-records.ts'
import { sqliteGround } from '../../../conformance/sqlite-ground.ts'
import type { Store } from '../store.ts'

let ground: Awaited<ReturnType<typeof sqliteGround>>
let store: Store
beforeEach(async () => {
  ground = await sqliteGround()
  store = ground.store()
  await store.open()
})
afterEach(async () => {
  vi.useRealTimers()
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

it('differs in a turn that lasts, as while a module loads, since others know of their commits by then', () => {
  const before = store.version?.()
  const other = new DatabaseSync(ground.path)
  other.exec('create table of_others (id)')
  other.close()
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  expect(store.version?.()).not.toBe(before)
})

it('differs in the next turn where a host tests with a clock and timers that do not run', async () => {
  vi.useFakeTimers()
  const before = store.version?.()
  const other = ground.store()
  await other.open()
  await insert(other, 'con-1')
  await other.close()
  await nextTurn()
  expect(store.version?.()).not.toBe(before)
})
