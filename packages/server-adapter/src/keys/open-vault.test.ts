// The vault of a store: the same keys open it, others start nothing, and rotation loses nothing.

import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import {
  sampleAttempt,
  sampleConnection,
  sampleGrant,
  sampleRevoke,
} from '../../conformance/sample-records.ts'
import { memoryGround, sqliteGround } from '../../conformance/sqlite-ground.ts'
import type { ImportRecord } from '../stores/imports.ts'
import type { Repositories, Store } from '../stores/store.ts'
import { createKeyRing, type EncryptionKey } from '../vault/key-ring.ts'
import type { SealContext, TokenVault } from '../vault/token-vault.ts'
import { openVault } from './open-vault.ts'
import { rotateKeys } from './rotate-keys.ts'

const newKey = (id: string): EncryptionKey => ({ id, secret: randomBytes(32).toString('base64') })
const [OLD, YOUNG] = [newKey('old'), newKey('young')]
const open = (store: Store, ...keys: EncryptionKey[]) => openVault(store, createKeyRing(keys))
const newStore = async () => (await memoryGround()).store()
const metaOf = (store: Store) =>
  store.read(async ({ meta }) => ({ checks: await meta.keyChecks(), tagKey: await meta.tagKey() }))

const at = (subjectId: string, field: SealContext['field'], generation = 0): SealContext => ({
  ...{ tenantId: 'tenant-a', subjectId, field, generation },
})

const importOf = (tokenTag: string, vault: TokenVault): ImportRecord => ({
  ...{ tokenTag, tenantId: 'tenant-a', realmTag: 'realm-tag', authorizedBy: null, connectionId: null },
  ...{
    sealed: vault.seal('imported', at(tokenTag, 'import')),
    keyId: vault.keyId,
    dueAt: null,
    expiresAt: 1,
  },
})

/** One connection with everything that is sealed; `count` of them. */
async function fill(
  { connections, grants, attempts, revokes, imports }: Repositories,
  vault: TokenVault,
  count = 1,
): Promise<void> {
  for (let index = 0; index < count; index++) {
    const [con, att] = [`con-${index}`, `att-${index}`]
    await connections.insert(sampleConnection(con, { realmSealed: vault.seal('realm', at(con, 'realm_id')) }))
    const accessSealed = vault.seal('access', at(con, 'access_token', 1))
    const refreshSealed = vault.seal('refresh', at(con, 'refresh_token', 1))
    await grants.put(sampleGrant(con, { accessSealed, refreshSealed, keyId: vault.keyId }), null)
    const waitingGrant = vault.seal('waiting', at(att, 'waiting_grant'))
    const waitingRealm = vault.seal('realm', at(att, 'waiting_realm'))
    await attempts.insert(sampleAttempt(att, { waitingGrant, waitingRealm }))
    await revokes.put(sampleRevoke(con, { refreshSealed, keyId: vault.keyId }))
    await imports.put(importOf(`tag-${index}`, vault))
  }
}

const openAll = (store: Store, vault: TokenVault, index = 0) =>
  store.read(async ({ connections, grants, attempts, revokes, imports }) => {
    const [con, att] = [`con-${index}`, `att-${index}`]
    const [connection, grant] = [await connections.get(con), await grants.get(con)]
    const [attempt, revoke] = [await attempts.get(att), await revokes.get(con)]
    const [kept] = await imports.ofToken(`tag-${index}`)
    return [
      vault.open(connection?.realmSealed ?? '', at(con, 'realm_id')),
      vault.open(grant?.accessSealed ?? '', at(con, 'access_token', 1)),
      vault.open(grant?.refreshSealed ?? '', at(con, 'refresh_token', 1)),
      vault.open(attempt?.waitingGrant ?? '', at(att, 'waiting_grant')),
      vault.open(attempt?.waitingRealm ?? '', at(att, 'waiting_realm')),
      vault.open(revoke?.refreshSealed ?? '', at(con, 'refresh_token', 1)),
      vault.open(kept?.sealed ?? '', at(`tag-${index}`, 'import')),
    ]
  })
const ALL = ['realm', 'access', 'refresh', 'waiting', 'realm', 'refresh', 'imported']

it('tags a realm the same in every process of a store, and differently in another store', async () => {
  const ground = await sqliteGround()
  const stores = Array.from({ length: 4 }, () => ground.store())
  const vaults = await Promise.all(stores.map((store) => open(store, OLD)))
  expect(new Set(vaults.map((vault) => vault.realmTag('sandbox', '1'))).size).toBe(1)
  const elsewhere = await open(await newStore(), OLD)
  expect(elsewhere.realmTag('sandbox', '1')).not.toBe(vaults[0]?.realmTag('sandbox', '1'))
  for (const store of stores) await store.close()
  await ground.remove()
})

it('refuses other bytes under a known id, and rewrites nothing (I06)', async () => {
  const store = await newStore()
  const vault = await open(store, OLD)
  await store.write((tx) => fill(tx, vault))
  const before = await metaOf(store)
  const wrong = { ...newKey('x'), id: 'old' }
  await expect(open(store, wrong)).rejects.toThrow('The secret of encryption key "old" is not the one')
  await expect(open(store, YOUNG, wrong)).rejects.toThrow('Nothing was changed')
  expect(await metaOf(store)).toEqual(before)
  expect(await openAll(store, await open(store, OLD))).toEqual(ALL)
})

it('refuses to start without a key that is still needed, by name and count (I09)', async () => {
  const store = await newStore()
  const vault = await open(store, OLD)
  await store.write((tx) => fill(tx, vault))
  const before = await metaOf(store)
  await expect(open(store, YOUNG)).rejects.toThrow(
    '"old" is missing from encryptionKeys, but 6 stored secrets',
  )
  expect(await metaOf(store)).toEqual(before)
})

it('refuses a store that has connections and no tag key', async () => {
  const store = await newStore()
  await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
  await expect(open(store, OLD)).rejects.toThrow('has lost its tag key')
})

it('writes nothing when it opens again', async () => {
  const store = await newStore()
  await open(store, OLD, YOUNG)
  const before = await metaOf(store)
  await open(store, OLD, YOUNG)
  expect(await metaOf(store)).toEqual(before)
})

it('rotates to a new key, so that the old one can go, and no tag moves', async () => {
  const store = await newStore()
  const before = await open(store, OLD)
  await store.write((tx) => fill(tx, before, 3))
  const after = await open(store, YOUNG, OLD)
  expect(await openAll(store, after)).toEqual(ALL)
  expect(await rotateKeys(store, after)).toEqual({ resealed: 15 })
  expect(await rotateKeys(store, after)).toEqual({ resealed: 0 })
  const alone = await open(store, YOUNG)
  for (const index of [0, 1, 2]) expect(await openAll(store, alone, index)).toEqual(ALL)
  expect(alone.realmTag('sandbox', '1')).toBe(before.realmTag('sandbox', '1'))
  expect(await store.read(({ connections }) => connections.countByKey('old'))).toBe(0)
})

it('goes on with a rotation that was cut short (I08)', async () => {
  const store = await newStore()
  const before = await open(store, OLD)
  await store.write((tx) => fill(tx, before, 120))
  const after = await open(store, YOUNG, OLD)
  let seals = 0
  const dies = {
    ...after,
    seal(plain: string, context: SealContext) {
      if (++seals > 230) throw new Error('killed')
      return after.seal(plain, context)
    },
  }
  await expect(rotateKeys(store, dies)).rejects.toThrow('killed')
  for (const index of [0, 60, 119]) expect(await openAll(store, after, index)).toEqual(ALL)
  expect(await rotateKeys(store, after)).toEqual({ resealed: 600 - 100 })
  for (const index of [0, 60, 119]) expect(await openAll(store, await open(store, YOUNG), index)).toEqual(ALL)
})

it('never overwrites a newer grant while it rotates (I11)', async () => {
  const store = await newStore()
  const before = await open(store, OLD)
  await store.write((tx) => fill(tx, before))
  const after = await open(store, YOUNG, OLD)
  const refreshed = sampleGrant('con-0', {
    generation: 2,
    accessSealed: after.seal('newer', at('con-0', 'access_token', 2)),
    refreshSealed: after.seal('newer', at('con-0', 'refresh_token', 2)),
    keyId: 'young',
  })
  await Promise.all([rotateKeys(store, after), store.write(({ grants }) => grants.put(refreshed, 1))])
  expect(await store.read(({ grants }) => grants.get('con-0'))).toEqual(refreshed)
})
