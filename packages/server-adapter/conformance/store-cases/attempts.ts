// Attempts: found by their secrets' hashes, ended once, pruned when finished.
import { expect, it } from 'vitest'
import type { AttemptRecord } from '../../src/stores/records.ts'
import type { Store } from '../../src/stores/store.ts'
import { NOON, sampleAttempt } from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

const insert = (store: Store, ...records: AttemptRecord[]) =>
  store.write(async ({ attempts }) => {
    for (const record of records) await attempts.insert(record)
  })
const ids = (records: readonly AttemptRecord[]) => records.map(({ id }) => id)

export function attemptCases(createGround: CreateGround): void {
  it(
    'gives back an attempt by id, state and ticket',
    onGround(createGround, async (store) => {
      const attempt = sampleAttempt('att-1', {
        actingFor: { userId: 'x', displayName: null },
        intuitTids: ['tid-1'],
        allowCompanyChange: true,
        changeWhy: 'business_sold',
      })
      await insert(store, attempt, sampleAttempt('att-2', { intent: null }))
      const found = await store.read(async ({ attempts }) => [
        await attempts.get('att-1'),
        await attempts.findByState('state-att-1'),
        await attempts.findByTicket('ticket-att-1'),
        await attempts.findByState('ticket-att-1'),
      ])
      expect(found).toEqual([attempt, attempt, attempt, null])
      expect(await store.read(({ attempts }) => attempts.get('att-2'))).toMatchObject({ intent: null })
    }),
  )

  it(
    'swaps only the version that was read: of two that consume a state, one does',
    onGround(createGround, async (store) => {
      await insert(store, sampleAttempt('att-1'))
      const consume = () =>
        store.write(({ attempts }) =>
          attempts.update(sampleAttempt('att-1', { step: 'returned', returnedAt: NOON })),
        )
      const both = await Promise.allSettled([consume(), consume()])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await store.read(({ attempts }) => attempts.get('att-1'))).toMatchObject({
        step: 'returned',
        version: 2,
      })
    }),
  )

  it(
    "lists a user's pending ones, newest first, and those beyond a number",
    onGround(createGround, async (store) => {
      await insert(
        store,
        ...['att-3', 'att-1', 'att-2'].map((id) => sampleAttempt(id)),
        sampleAttempt('att-ended', { outcome: 'cancelled' }),
        sampleAttempt('att-other', { userId: 'user-2' }),
        sampleAttempt('att-tenant', { tenantId: 'tenant-b' }),
      )
      const pending = await store.read(({ attempts }) => attempts.pendingOf('tenant-a', 'user-1'))
      expect(ids(pending)).toEqual(['att-2', 'att-1', 'att-3'])
      const beyond = await store.read(({ attempts }) => attempts.oldestBeyond('tenant-a', 'user-1', 1))
      expect(ids(beyond)).toEqual(['att-1', 'att-3'])
    }),
  )

  it(
    'finds pending ones that are due or over, and those of a connection',
    onGround(createGround, async (store) => {
      await insert(
        store,
        sampleAttempt('att-over', { expiresAt: NOON }),
        sampleAttempt('att-due', { dueAt: NOON - 1, connectionId: 'con-1' }),
        sampleAttempt('att-later', { dueAt: NOON + 1, connectionId: 'con-1' }),
        sampleAttempt('att-done', { dueAt: NOON - 1, outcome: 'connected', connectionId: 'con-2' }),
      )
      expect(ids(await store.read(({ attempts }) => attempts.due(NOON, 9)))).toEqual(['att-due', 'att-over'])
      expect(ids(await store.read(({ attempts }) => attempts.ofConnection('con-1', 9)))).toEqual([
        'att-later',
        'att-due',
      ])
      expect(ids(await store.read(({ attempts }) => attempts.ofConnection('con-1', 1)))).toEqual([
        'att-later',
      ])
    }),
  )

  it(
    'prunes finished ones that are old, and nothing else',
    onGround(createGround, async (store) => {
      await insert(
        store,
        sampleAttempt('att-old', { createdAt: NOON - 1, outcome: 'failed' }),
        sampleAttempt('att-pending', { createdAt: NOON - 1 }),
        sampleAttempt('att-new', { outcome: 'failed' }),
      )
      expect(await store.write(({ attempts }) => attempts.prune(NOON))).toBe(1)
      const left = await store.read(async ({ attempts }) => [
        await attempts.get('att-old'),
        await attempts.get('att-pending'),
        await attempts.get('att-new'),
      ])
      expect(left.map((attempt) => attempt?.id)).toEqual([undefined, 'att-pending', 'att-new'])
    }),
  )
}
