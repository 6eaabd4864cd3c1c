// What a clock that was ahead has left: found by its moments, and pulled back.
import { expect, it } from 'vitest'
import { formatSealedText } from '../../src/vault/sealed-text.ts'
import {
  NOON,
  sampleAttempt,
  sampleConnection,
  sampleLink,
  sampleRevoke,
  sampleTakeBack,
} from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

const HOUR = 3_600_000
const FAR = NOON + 24 * HOUR
const SEALED = formatSealedText({ keyId: 'key-1', iv: Buffer.alloc(12), body: Buffer.alloc(32) })

export function momentCases(createGround: CreateGround): void {
  it(
    'are none in an empty store',
    onGround(createGround, async (store) => {
      expect(await store.read(({ moments }) => moments.furthest())).toEqual({ written: null, waiting: null })
    }),
  )

  it(
    'are found wherever something waits, and pulled back; what is stalled or parked waits for nobody',
    onGround(createGround, async (store) => {
      const furthest = () => store.read(({ moments }) => moments.furthest())
      const delivery = { position: 1, tries: 1, stalledAt: null }
      const webhook = { receivedAt: NOON, notices: [], tries: 0, dueAt: FAR }
      await store.write(async ({ connections, deliveries, revokes, webhooks, journal, changes }) => {
        for (const id of ['con-1', 'con-2', 'con-3']) await connections.insert(sampleConnection(id))
        await deliveries.put({ ...delivery, queue: 'con-1', dueAt: NOON })
        await deliveries.put({ ...delivery, queue: 'con-2', dueAt: FAR, stalledAt: NOON })
        await webhooks.take({ ...webhook, id: 'web-1', parkedAt: NOON })
        await revokes.put(sampleRevoke('con-1', { dueAt: NOON }))
        await journal.open({ connectionId: 'con-1', generation: 1, fence: 1, startedAt: NOON - 1 })
        await changes.append({ tenantId: 'tenant-a', kind: 'connection', subjectId: 'con-1', at: NOON })
      })
      expect(await furthest()).toEqual({ written: NOON, waiting: NOON })
      await store.write(async ({ deliveries, revokes, webhooks, journal, changes }) => {
        await deliveries.put({ ...delivery, queue: 'con-3', dueAt: FAR })
        await webhooks.take({ ...webhook, id: 'web-2', parkedAt: null })
        await revokes.put(sampleRevoke('con-2', { dueAt: FAR }))
        await journal.open({ connectionId: 'con-2', generation: 1, fence: 1, startedAt: FAR + 1 })
        await changes.append({ tenantId: 'tenant-a', kind: 'connection', subjectId: 'con-1', at: FAR })
      })
      expect(await furthest()).toEqual({ written: FAR, waiting: FAR + 1 })
      expect(await store.write(({ moments }) => moments.pullBack(NOON + HOUR, NOON))).toBe(4)
      await store.write(({ moments }) => moments.redate(NOON + HOUR, NOON))
      expect(await furthest()).toEqual({ written: NOON, waiting: NOON })
      const due = await store.read(({ deliveries }) => deliveries.due(NOON, 9))
      expect(due.map(({ queue }) => queue).sort()).toEqual(['con-1', 'con-3'])
    }),
  )

  it(
    'are found of a taking back; an open link is looked at once more with the others, and is far off by itself',
    onGround(createGround, async (store) => {
      const furthest = async () => (await store.read(({ moments }) => moments.furthest())).waiting
      await store.write(async ({ connections, takeBacks, links }) => {
        await connections.insert(sampleConnection('con-1'))
        await links.insert(sampleLink('lnk-1', { dueAt: FAR }))
        await links.insert(sampleLink('lnk-2', { dueAt: FAR, state: 'used' }))
        await takeBacks.put(sampleTakeBack({ dueAt: NOON }))
      })
      expect(await furthest()).toBe(NOON)
      await store.write(({ takeBacks }) => takeBacks.put(sampleTakeBack({ dueAt: FAR })))
      expect(await furthest()).toBe(FAR)
      expect(await store.write(({ moments }) => moments.pullBack(NOON + HOUR, NOON))).toBe(1)
      expect(await furthest()).toBe(NOON)
      const due = await store.read(({ links }) => links.due(NOON, 9))
      expect(due.map(({ id }) => id)).toEqual(['lnk-1'])
    }),
  )

  it(
    'are found of attempts that are pending, and of those whose grant waits',
    onGround(createGround, async (store) => {
      const waiting = { waitingGrant: SEALED, dueAt: FAR }
      await store.write(async ({ attempts }) => {
        await attempts.insert(sampleAttempt('att-1'))
        await attempts.insert(sampleAttempt('att-2', { expiresAt: FAR }))
        await attempts.insert(sampleAttempt('att-3', { ...waiting, outcome: 'cancelled' }))
        await attempts.insert(sampleAttempt('att-4', { expiresAt: FAR, outcome: 'connected' }))
      })
      const found = await store.read(async (tx) => await tx.moments.furthest())
      expect(found.waiting).toBe(FAR)
      const beyond = await store.write(({ moments }) => moments.attemptsBeyond(NOON + HOUR, 9))
      expect(beyond.map(({ id }) => id).sort()).toEqual(['att-2', 'att-3'])
    }),
  )
}
