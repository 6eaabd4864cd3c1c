// Imports: one row per token and tenant, found by the token's tag, pruned when its time is over.

import { expect, it } from 'vitest'
import type { ImportRecord } from '../../src/stores/imports.ts'
import { NOON, sampleConnection } from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

const sampleImport = (tokenTag: string, given: Partial<ImportRecord> = {}): ImportRecord => ({
  tokenTag,
  tenantId: 'tenant-a',
  realmTag: 'tag-1',
  sealed: 'v1.key-1.sealed',
  keyId: 'key-1',
  authorizedBy: { userId: 'user-1', displayName: 'Ada' },
  connectionId: null,
  dueAt: NOON,
  expiresAt: NOON + 1,
  ...given,
})

export function importCases(createGround: CreateGround): void {
  it(
    'finds the imports of a token, one for each tenant',
    onGround(createGround, async (store) => {
      const taken = sampleImport('token-1', {
        sealed: null,
        keyId: null,
        authorizedBy: null,
        connectionId: 'con-1',
      })
      const other = sampleImport('token-1', { tenantId: 'tenant-b' })
      await store.write(async ({ imports }) => {
        await imports.put(sampleImport('token-1'))
        await imports.put(taken)
        await imports.put(other)
        await imports.put(sampleImport('token-2'))
      })
      expect(await store.read(({ imports }) => imports.ofToken('token-1'))).toEqual([taken, other])
      await store.write(({ imports }) => imports.delete('token-1', 'tenant-a'))
      expect(await store.read(({ imports }) => imports.ofToken('token-1'))).toEqual([other])
    }),
  )

  it(
    'hands out what is due, the earliest first',
    onGround(createGround, async (store) => {
      const late = sampleImport('token-1')
      const early = sampleImport('token-2', { dueAt: NOON - 5 })
      await store.write(async ({ imports }) => {
        await imports.put(late)
        await imports.put(early)
        await imports.put(sampleImport('token-3', { dueAt: NOON + 1 }))
        await imports.put(sampleImport('token-4', { dueAt: null }))
      })
      expect(await store.read(({ imports }) => imports.due(NOON, 9))).toEqual([early, late])
      expect(await store.read(({ imports }) => imports.due(NOON, 1))).toEqual([early])
    }),
  )

  it(
    'prunes what is over and that nothing waits for, and erases a tenant’s',
    onGround(createGround, async (store) => {
      const waiting = sampleImport('token-2', { expiresAt: NOON })
      const other = sampleImport('token-4', { dueAt: null, tenantId: 'tenant-b' })
      await store.write(async ({ imports }) => {
        await imports.put(sampleImport('token-1', { dueAt: null, expiresAt: NOON }))
        await imports.put(waiting)
        await imports.put(sampleImport('token-3', { dueAt: null }))
        await imports.put(other)
      })
      expect(await store.write(({ imports }) => imports.prune(NOON))).toBe(1)
      expect(await store.read(({ imports }) => imports.ofToken('token-1'))).toEqual([])
      expect(await store.read(({ imports }) => imports.ofToken('token-2'))).toEqual([waiting])
      expect(await store.write(({ imports }) => imports.erase('tenant-a'))).toBe(2)
      expect(await store.read(({ imports }) => imports.ofToken('token-4'))).toEqual([other])
    }),
  )

  it(
    'counts what is sealed for its key, and finds what another key sealed',
    onGround(createGround, async (store) => {
      const old = sampleImport('token-1', { keyId: 'old' })
      await store.write(async ({ imports, connections }) => {
        await connections.insert(sampleConnection('con-1'))
        await imports.put(old)
        await imports.put(sampleImport('token-2', { keyId: 'new' }))
        await imports.put(sampleImport('token-3', { sealed: null, keyId: null }))
      })
      expect(await store.read(({ connections }) => connections.countByKey('old'))).toBe(1)
      expect(await store.read(({ imports }) => imports.notSealedWith('new', 9))).toEqual([old])
    }),
  )
}
