// Grants: a newer one is never overwritten, and every sealed text is counted for its key.
import { expect, it } from 'vitest'
import { formatSealedText } from '../../src/vault/sealed-text.ts'
import { NOON, sampleAttempt, sampleConnection, sampleGrant, sampleRevoke } from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

const sealedWith = (keyId: string) =>
  formatSealedText({ keyId, iv: Buffer.alloc(12), body: Buffer.alloc(16) })

export function grantCases(createGround: CreateGround): void {
  it(
    'swaps a grant only on the generation it was read at',
    onGround(createGround, async (store) => {
      await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
      const put = (generation: number, expected: number | null) =>
        store.write(({ grants }) => grants.put(sampleGrant('con-1', { generation }), expected))
      expect(await put(1, 0)).toBe(false)
      expect(await put(1, null)).toBe(true)
      expect(await put(7, null)).toBe(false)
      expect(await put(2, 1)).toBe(true)
      expect(await put(2, 1)).toBe(false)
      expect(await store.read(({ grants }) => grants.get('con-1'))).toEqual(
        sampleGrant('con-1', { generation: 2 }),
      )
      await store.write(({ grants }) => grants.delete('con-1'))
      expect(await store.read(({ grants }) => grants.get('con-1'))).toBeNull()
      expect(await put(3, 2)).toBe(false)
      expect(await put(NOON, null)).toBe(true)
    }),
  )

  it(
    'shows a connection with its grant, its open refresh and its lease in one look',
    onGround(createGround, async (store) => {
      const look = () => store.read(({ connections }) => connections.refreshState('con-1', 'refresh:con-1'))
      expect(await look()).toBeNull()
      const record = sampleConnection('con-1')
      await store.write(({ connections }) => connections.insert(record))
      expect(await look()).toEqual({ record, grant: null, journal: null, lease: null })
      const grant = sampleGrant('con-1', { hardExpiresAt: null, refreshExpiresAt: NOON })
      const journal = { connectionId: 'con-1', generation: 1, fence: 1, startedAt: NOON }
      const lease = await store.write(async (tx) => {
        await tx.grants.put(grant, null)
        await tx.journal.open(journal)
        return await tx.leases.acquire('refresh:con-1', 'one', NOON, NOON + 1)
      })
      expect(await look()).toEqual({ record, grant, journal, lease })
      await store.write(async (tx) => {
        await tx.leases.release('refresh:con-1', 'one', lease?.fence ?? 0)
        await tx.leases.acquire('deliver:con-1', 'one', NOON, NOON + 1)
        await tx.journal.close('con-1')
      })
      expect(await look()).toEqual({ record, grant, journal: null, lease: null })
    }),
  )

  it(
    'counts what a key still opens, and finds what another one sealed',
    onGround(createGround, async (store) => {
      await store.write(async ({ connections, grants, attempts, revokes }) => {
        await connections.insert(sampleConnection('con-1', { realmSealed: sealedWith('old') }))
        await connections.insert(sampleConnection('con-2', { realmSealed: sealedWith('new') }))
        await grants.put(sampleGrant('con-1', { keyId: 'old' }), null)
        await attempts.insert(
          sampleAttempt('att-1', { waitingGrant: sealedWith('old'), waitingRealm: sealedWith('old') }),
        )
        await attempts.insert(sampleAttempt('att-2'))
        await revokes.put(sampleRevoke('con-2', { keyId: 'old' }))
      })
      const look = () =>
        store.read(async ({ connections, grants, attempts, revokes }) => [
          await connections.countByKey('old'),
          await connections.countByKey('new'),
          (await connections.realmsNotSealedWith('new', 9)).length,
          (await grants.notSealedWith('new', 9)).length,
          (await attempts.notSealedWith('new', 9)).length,
          (await revokes.notSealedWith('new', 9)).length,
        ])
      expect(await look()).toEqual([4, 1, 1, 1, 1, 1])
      await store.write(async ({ connections, grants, attempts, revokes }) => {
        expect(await connections.resealRealm('con-1', sealedWith('new'), 'something else')).toBe(false)
        expect(await connections.resealRealm('con-1', sealedWith('new'), sealedWith('old'))).toBe(true)
        expect(await grants.put(sampleGrant('con-1', { keyId: 'new' }), 1)).toBe(true)
        await attempts.update(sampleAttempt('att-1', { waitingGrant: null, waitingRealm: null }))
        await revokes.delete('con-2')
      })
      expect(await look()).toEqual([0, 3, 0, 0, 0, 0])
    }),
  )

  it(
    'keeps queued revokes until they are deleted, earliest first',
    onGround(createGround, async (store) => {
      await store.write(async ({ revokes }) => {
        await revokes.put(sampleRevoke('con-1', { dueAt: NOON + 1 }))
        await revokes.put(sampleRevoke('con-2', { dueAt: NOON + 1 }))
        await revokes.put(sampleRevoke('con-2', { dueAt: NOON, tries: 3 }))
      })
      const due = (now: number) => store.read(({ revokes }) => revokes.due(now, 9))
      expect(await due(NOON)).toEqual([sampleRevoke('con-2', { tries: 3 })])
      expect(await due(NOON + 1)).toHaveLength(2)
      await store.write(({ revokes }) => revokes.delete('con-2'))
      expect(await store.read(({ revokes }) => revokes.get('con-2'))).toBeNull()
    }),
  )
}
