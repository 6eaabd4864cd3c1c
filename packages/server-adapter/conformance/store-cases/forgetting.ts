// Forgetting a tenant, and counting what failed: across rows, never across tenants.
import { expect, it } from 'vitest'
import { NOON, sampleAttempt, sampleConnection, sampleEntry, sampleEvent } from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

export function forgettingCases(createGround: CreateGround): void {
  it(
    "lists all of a tenant's connections, hidden ones too",
    onGround(createGround, async (store) => {
      await store.write(async ({ connections }) => {
        await connections.insert(sampleConnection('con-1'))
        await connections.insert(sampleConnection('con-2', { hidden: true, realmClaim: 'claim-2' }))
        await connections.insert(sampleConnection('con-3', { tenantId: 'tenant-b', realmClaim: 'claim-3' }))
      })
      const all = await store.read(({ connections }) => connections.all('tenant-a'))
      expect(all.map(({ id }) => id)).toEqual(['con-1', 'con-2'])
    }),
  )

  it(
    "pages through a tenant's connections in their order, hidden ones left out",
    onGround(createGround, async (store) => {
      await store.write(async ({ connections }) => {
        for (const id of ['con-3', 'con-1', 'con-2'])
          await connections.insert(sampleConnection(id, { hidden: id === 'con-1' }))
        await connections.insert(sampleConnection('con-4', { tenantId: 'tenant-b' }))
        await connections.insert(sampleConnection('con-5'))
      })
      const page = async (after: string | null, limit = 2) =>
        (await store.read(({ connections }) => connections.listPage('tenant-a', after, limit))).map(
          ({ id }) => id,
        )
      expect(await page(null)).toEqual(['con-3', 'con-2'])
      expect(await page('con-2')).toEqual(['con-5'])
      expect(await page('con-1')).toEqual(['con-2', 'con-5'])
      expect(await page('con-5')).toEqual([])
      expect(await page('con-4')).toEqual([])
      expect(await page('con-9')).toEqual([])
    }),
  )

  it(
    "ends a tenant's pending attempts and blanks whose they were",
    onGround(createGround, async (store) => {
      const waiting = { waitingGrant: 'v1.key-1.sealed', waitingRealm: 'v1.key-1.sealed', dueAt: NOON }
      await store.write(async ({ attempts }) => {
        await attempts.insert(sampleAttempt('att-1', { ...waiting, returnTo: 'https://a.example/' }))
        await attempts.insert(sampleAttempt('att-2', { outcome: 'connected' }))
        await attempts.insert(sampleAttempt('att-3', { tenantId: 'tenant-b' }))
      })
      expect(await store.write(({ attempts }) => attempts.erase('tenant-a'))).toBe(2)
      const [pending, done, other] = await store.read(async ({ attempts }) => [
        await attempts.get('att-1'),
        await attempts.get('att-2'),
        await attempts.get('att-3'),
      ])
      const blank = { userId: '', displayName: null, intent: null, returnTo: null, problem: null }
      const { dueAt: _, ...toRevoke } = waiting
      expect(pending).toMatchObject({ ...blank, ...toRevoke, outcome: 'cancelled', version: 2 })
      expect(pending?.dueAt).toBeLessThanOrEqual(NOON)
      expect(done).toMatchObject({ ...blank, outcome: 'connected', dueAt: null })
      expect(other).toEqual(sampleAttempt('att-3', { tenantId: 'tenant-b' }))
    }),
  )

  it(
    "blanks a tenant's events, and keeps what the host must still be told",
    onGround(createGround, async (store) => {
      await store.write(async ({ events }) => {
        await events.append(sampleEvent('evt-1', 'con-1'))
        await events.append(sampleEvent('evt-2', 'con-1'))
        await events.append(sampleEvent('evt-3', 'con-3', { tenantId: 'tenant-b' }))
        await events.markDelivered('evt-1', NOON)
      })
      expect(await store.write(({ events }) => events.erase('tenant-a'))).toBe(2)
      const next = (queue: string) => store.read(({ events }) => events.next(queue))
      expect(await next('con-1')).toMatchObject({ id: 'evt-2', actor: null, data: { reconnected: false } })
      expect(await next('con-3')).toMatchObject({ actor: { userId: 'user-1' } })
    }),
  )

  it(
    'counts what did not succeed of a type from a moment on',
    onGround(createGround, async (store) => {
      const failed = { type: 'token.refresh', outcome: 'failed' } as const
      await store.write(async ({ connections, history }) => {
        await connections.insert(sampleConnection('con-1'))
        await history.append(sampleEntry('con-1', 1, { ...failed, at: NOON - 1 }))
        await history.append(sampleEntry('con-1', 2, failed))
        await history.append(sampleEntry('con-1', 3, { ...failed, outcome: 'refused' }))
        await history.append(sampleEntry('con-1', 4, { ...failed, outcome: 'succeeded' }))
        await history.append(sampleEntry('con-1', 5, { ...failed, type: 'other' }))
      })
      expect(await store.read(({ history }) => history.failuresSince('token.refresh', NOON, 10))).toBe(2)
    }),
  )
}
