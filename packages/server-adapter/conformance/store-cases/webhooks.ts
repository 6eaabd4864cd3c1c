// Webhooks, their notices and each day's health: stored once, delivered once, counted.
import { expect, it } from 'vitest'
import type { Store } from '../../src/stores/store.ts'
import type { NoticeRecord, WebhookRecord } from '../../src/stores/webhook-records.ts'
import { NOON, sampleConnection } from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

const ENTITY = { name: 'Invoice', id: '1', operation: 'Create', at: '2026-11-21T12:00:00Z' }

const webhook = (id: string, given: Partial<WebhookRecord> = {}): WebhookRecord => ({
  id,
  receivedAt: NOON,
  notices: [{ key: 'key-1', realmTag: 'tag', entity: ENTITY, delayMs: 5 }],
  tries: 0,
  dueAt: NOON,
  parkedAt: null,
  ...given,
})

const notice = (connectionId: string, key: string, given: Partial<NoticeRecord> = {}): NoticeRecord => ({
  connectionId,
  tenantId: 'tenant-a',
  key,
  entity: ENTITY,
  receivedAt: NOON,
  delayMs: 5,
  ...given,
})

const connect = (store: Store) =>
  store.write(async ({ connections }) => {
    await connections.insert(sampleConnection('con-1'))
    await connections.insert(sampleConnection('con-2', { tenantId: 'tenant-b' }))
  })

export function webhookCases(createGround: CreateGround): void {
  it(
    'stores a webhook once, and returns those that are due, without the parked ones',
    onGround(createGround, async (store) => {
      const taken = await store.write(async ({ webhooks }) => [
        await webhooks.take(webhook('one')),
        await webhooks.take(webhook('one', { tries: 9 })),
        await webhooks.take(webhook('later', { dueAt: NOON + 1 })),
        await webhooks.take(webhook('parked', { parkedAt: NOON })),
      ])
      expect(taken).toEqual([true, false, true, true])
      expect(await store.read(({ webhooks }) => webhooks.due(NOON, 9))).toEqual([webhook('one')])
      await store.write(async ({ webhooks }) => {
        await webhooks.put(webhook('one', { tries: 1, dueAt: NOON + 2, notices: [] }))
        await webhooks.delete('later')
        expect(await webhooks.prune(NOON)).toBe(0)
        expect(await webhooks.prune(NOON + 1)).toBe(1)
      })
      const left = await store.read(({ webhooks }) => webhooks.due(NOON + 9, 9))
      expect(left).toEqual([webhook('one', { tries: 1, dueAt: NOON + 2 })])
      expect(await store.read(({ webhooks }) => webhooks.get('parked'))).toBeNull()
    }),
  )

  it(
    'recognizes a notice that is stored, delivered or not, of the same connection only',
    onGround(createGround, async (store) => {
      await connect(store)
      const added = await store.write(async ({ notices }) => [
        await notices.add([notice('con-1', 'a'), notice('con-1', 'b'), notice('con-1', 'a')]),
        await notices.add([notice('con-1', 'b'), notice('con-1', 'c'), notice('con-2', 'a')]),
        await notices.add([]),
      ])
      expect(added).toEqual([2, 2, 0])
      expect((await store.read(({ notices }) => notices.waiting(9))).sort()).toEqual(['con-1', 'con-2'])
      await store.write(async ({ notices }) => {
        const undelivered = await notices.undelivered('con-1', 2)
        expect(undelivered.map(({ key }) => key)).toEqual(['a', 'b'])
        expect(undelivered[0]).toMatchObject(notice('con-1', 'a'))
        expect(await notices.lastDeliveredAt('con-1')).toBeNull()
        await notices.markDelivered('con-1', undelivered[1]?.position ?? 0, NOON + 5)
        expect(await notices.lastDeliveredAt('con-1')).toBe(NOON + 5)
        expect((await notices.undelivered('con-1', 9)).map(({ key }) => key)).toEqual(['c'])
        expect(await notices.add([notice('con-1', 'a')])).toBe(0)
      })
    }),
  )

  it(
    'stores thousands at once',
    onGround(createGround, async (store) => {
      await connect(store)
      const many = Array.from({ length: 2_500 }, (_, index) => notice('con-1', `key-${index}`))
      expect(await store.write(({ notices }) => notices.add(many))).toBe(2_500)
    }),
  )

  it(
    'deletes discarded notices, those of a tenant, and old ones once they are delivered',
    onGround(createGround, async (store) => {
      await connect(store)
      await store.write(async ({ notices }) => {
        await notices.add([notice('con-1', 'old'), notice('con-1', 'new', { receivedAt: NOON + 9 })])
        const [first] = await notices.undelivered('con-1', 1)
        await notices.markDelivered('con-1', first?.position ?? 0, NOON)
        await notices.add([notice('con-2', 'waits', { tenantId: 'tenant-b' })])
        expect(await notices.prune(NOON + 1)).toBe(1)
        expect(await notices.lastReceivedAt('con-1')).toBe(NOON + 9)
        await notices.discard('con-1')
        expect(await notices.waiting(9)).toEqual(['con-2'])
        expect(await notices.erase('tenant-b')).toBe(1)
        expect([await notices.waiting(9), await notices.lastReceivedAt('con-2')]).toEqual([[], null])
      })
    }),
  )

  it(
    'returns the newest known delays',
    onGround(createGround, async (store) => {
      await connect(store)
      const delays = await store.write(async ({ notices }) => {
        await notices.add([
          notice('con-1', 'a', { receivedAt: NOON, delayMs: 1 }),
          notice('con-1', 'b', { receivedAt: NOON + 1, delayMs: null }),
          notice('con-2', 'c', { receivedAt: NOON + 2, delayMs: 3 }),
          notice('con-2', 'd', { receivedAt: NOON + 3, delayMs: 4 }),
        ])
        return [await notices.delays(NOON + 1, 9), await notices.delays(NOON, 1)]
      })
      expect(delays).toEqual([[4, 3], [4]])
    }),
  )

  it(
    'adds up a day’s counts',
    onGround(createGround, async (store) => {
      await connect(store)
      const connection = { id: 'con-1', tenantId: 'tenant-a' }
      const days = await store.write(async ({ health }) => {
        await health.count(connection, '2026-11-20', { syncsFailed: 1 })
        await health.count(connection, '2026-11-21', { webhooks: 2, webhookDelays: 1, webhookDelaySum: 50 })
        await health.count(connection, '2026-11-21', { webhooks: 1, throttled: 1 })
        await health.count({ id: 'con-2', tenantId: 'tenant-b' }, '2026-11-21', { webhooks: 9 })
        return await health.days('con-1', '2026-11-20')
      })
      expect(
        days.map(({ day, webhooks, throttled, syncsFailed }) => [day, webhooks, throttled, syncsFailed]),
      ).toEqual([
        ['2026-11-20', 0, 0, 1],
        ['2026-11-21', 3, 1, 0],
      ])
      expect(days[1]).toMatchObject({ webhookDelays: 1, webhookDelaySum: 50, tenantId: 'tenant-a' })
      expect(await store.read(({ health }) => health.days('con-1', '2026-11-22'))).toEqual([])
      expect(await store.write(({ health }) => health.prune('2026-11-21'))).toBe(1)
    }),
  )

  it(
    'returns connections whose schedules are due',
    onGround(createGround, async (store) => {
      const { sync } = sampleConnection('x')
      const at = (dueAt: number | null) => ({
        sync: { ...sync, schedules: { dueAt, occasions: { webhook: 7 }, runs: {} } },
      })
      await store.write(async ({ connections }) => {
        await connections.insert(sampleConnection('con-1', at(NOON + 1)))
        await connections.insert(sampleConnection('con-2', at(NOON)))
        await connections.insert(sampleConnection('con-3', at(NOON + 2)))
        await connections.insert(sampleConnection('con-4'))
      })
      const due = () => store.read(({ connections }) => connections.scheduleDue(NOON + 1, 9))
      expect((await due()).map(({ id }) => id)).toEqual(['con-2', 'con-1'])
      const [second] = await due()
      await store.write(async ({ connections }) => {
        if (second) await connections.update({ ...second, ...at(null) })
      })
      expect((await due()).map(({ id, sync: { schedules } }) => [id, schedules?.occasions])).toEqual([
        ['con-1', { webhook: 7 }],
      ])
    }),
  )

  it(
    'returns connections whose set-up is due',
    onGround(createGround, async (store) => {
      const setup = sampleConnection('x').setup
      await store.write(async ({ connections }) => {
        await connections.insert(sampleConnection('con-1', { setup: { ...setup, dueAt: NOON + 1 } }))
        await connections.insert(sampleConnection('con-2', { setup: { ...setup, dueAt: NOON } }))
        await connections.insert(sampleConnection('con-3'))
      })
      const due = () => store.read(({ connections }) => connections.setupDue(NOON + 1, 9))
      expect((await due()).map(({ id }) => id)).toEqual(['con-2', 'con-1'])
      const [second] = await due()
      await store.write(async ({ connections }) => {
        if (second) await connections.update({ ...second, setup: { ...setup, dueAt: null } })
      })
      expect((await due()).map(({ id }) => id)).toEqual(['con-1'])
    }),
  )
}
