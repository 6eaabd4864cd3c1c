// Transactions that come together share a commit, and nothing else: each has its own outcome.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sampleConnection, sampleGrant } from '../../../conformance/sample-records.ts'
import { storeAt } from '../../../conformance/sqlite-ground.ts'
import type { Repositories, Store } from '../store.ts'

let folder: string
let store: Store
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mooring-joined-'))
  store = storeAt(join(folder, 'mooring.db'))
  await store.open()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await store.close()
  await rm(folder, { recursive: true })
})

/** The statements that begin and end transactions. */
function watched(): string[] {
  const executed: string[] = []
  const { exec } = DatabaseSync.prototype
  vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, text: string) {
    executed.push(text)
    return exec.call(this, text)
  })
  return executed
}
const commits = (executed: readonly string[]) => executed.filter((text) => text === 'commit').length
const insert = (id: string) => store.write(({ connections }) => connections.insert(sampleConnection(id)))
const ids = async () =>
  (await store.read(({ connections }) => connections.all('tenant-a'))).map(({ id }) => id)
const outcomes = async (writes: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(writes)).map(({ status }) => status)

it('share one commit', async () => {
  const executed = watched()
  await Promise.all(['con-1', 'con-2', 'con-3'].map(insert))
  expect(commits(executed)).toBe(1)
  expect(await ids()).toEqual(['con-1', 'con-2', 'con-3'])
})

it('see what those before them wrote', async () => {
  const first = insert('con-1')
  const second = store.write(async ({ connections }) => (await connections.get('con-1'))?.id)
  expect([await first, await second]).toEqual([undefined, 'con-1'])
})

it('fail alone, and store nothing of what failed', async () => {
  const executed = watched()
  const failing = store.write(async ({ connections }) => {
    await connections.insert(sampleConnection('con-2'))
    throw new Error('no')
  })
  expect(await outcomes([insert('con-1'), failing, insert('con-3')])).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(commits(executed)).toBe(1)
  expect(await ids()).toEqual(['con-1', 'con-3'])
})

it('fail alone where only the commit finds out', async () => {
  const ofNobody = store.write(({ grants }) => grants.put(sampleGrant('con-0'), null))
  expect(await outcomes([insert('con-1'), ofNobody, insert('con-3')])).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(await ids()).toEqual(['con-1', 'con-3'])
})

it('fail alone where the failure has rolled back the whole', async () => {
  const { exec } = DatabaseSync.prototype
  let inside: DatabaseSync | undefined
  vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, text: string) {
    if (text === 'begin immediate') inside = this
    return exec.call(this, text)
  })
  // As SQLite does by itself on a full disk.
  const failing = store.write(async () => {
    inside?.exec('rollback')
    throw new Error('the disk is full')
  })
  expect(await outcomes([insert('con-1'), failing, insert('con-3')])).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(await ids()).toEqual(['con-1', 'con-3'])
})

it('are ended before the store is closed', async () => {
  const writes = ['con-1', 'con-2'].map(insert)
  // The store has begun to open its transactions by now.
  await Promise.resolve()
  const late = async (tx: Repositories) => tx.connections.insert(sampleConnection('con-3'))
  const closing = store.close()
  await expect(store.write(late)).rejects.toThrow('is closed')
  await closing
  expect(await outcomes(writes)).toEqual(['fulfilled', 'fulfilled'])
  store = storeAt(join(folder, 'mooring.db'))
  expect(await ids()).toEqual(['con-1', 'con-2'])
})
