// Campaigns: whom they are for, who is asked next, and how far they are, by what is true of each connection.

import { expect, it } from 'vitest'
import type { CampaignRecord, WaitingMember } from '../../src/stores/campaigns.ts'
import type { Store } from '../../src/stores/store.ts'
import { NOON, sampleConnection } from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const sampleCampaign = (id: string, given: Partial<CampaignRecord> = {}): CampaignRecord => ({
  id,
  why: 'scopes',
  text: 'The payments scope is new.',
  deadline: NOON + 30 * DAY,
  selection: { missingScope: 'com.intuit.quickbooks.payment', connectedBefore: NOON },
  perDay: 3,
  startedAt: NOON,
  endedAt: null,
  outcome: null,
  selectAfter: '',
  releaseAfter: null,
  askedOn: null,
  askedThatDay: 0,
  dueAt: NOON,
  ...given,
})

/** Connections by their names, each last authorized an hour before the campaign. */
async function put(store: Store, ...names: string[]): Promise<void> {
  await store.write(async ({ connections }) => {
    for (const name of names) await connections.insert(sampleConnection(name, { connectedAt: NOON - HOUR }))
  })
}

const change = (store: Store, id: string, given: Parameters<typeof sampleConnection>[1]) =>
  store.write(async ({ connections }) => {
    const record = await connections.get(id)
    if (record !== null) await connections.update({ ...record, ...given })
  })

export function campaignCases(createGround: CreateGround): void {
  it(
    'gives back what was put, the oldest first, and what is due',
    onGround(createGround, async (store) => {
      const first = sampleCampaign('first')
      const second = sampleCampaign('second', { startedAt: NOON + 1, perDay: null, text: null, dueAt: null })
      await store.write(async ({ campaigns }) => {
        await campaigns.put(second)
        await campaigns.put(sampleCampaign('first', { dueAt: NOON + HOUR }))
        await campaigns.put(first)
      })
      expect(await store.read(({ campaigns }) => campaigns.get('first'))).toEqual(first)
      expect(await store.read(({ campaigns }) => campaigns.get('third'))).toBeNull()
      expect(await store.read(({ campaigns }) => campaigns.list())).toEqual([first, second])
      expect(await store.read(({ campaigns }) => campaigns.due(NOON - 1, 9))).toEqual([])
      expect(await store.read(({ campaigns }) => campaigns.due(NOON, 9))).toEqual([first])
    }),
  )

  it(
    'asks the nearest to its end first, and no one twice',
    onGround(createGround, async (store) => {
      const campaign = sampleCampaign('spring')
      await put(store, 'con-a', 'con-b', 'con-c')
      const members = [
        { connectionId: 'con-a', endsAt: null },
        { connectionId: 'con-b', endsAt: NOON + 9 * DAY },
        { connectionId: 'con-c', endsAt: NOON + 2 * DAY },
      ]
      await store.write(async ({ campaigns }) => {
        await campaigns.put(campaign)
        await campaigns.select('spring', members)
      })
      const waiting = (limit: number, after: WaitingMember | null = null) =>
        store.write(({ campaigns }) => campaigns.waiting(campaign, after, limit))
      const namesOf = (page: readonly WaitingMember[]) => page.map(({ connectionId }) => connectionId)
      expect(await store.write(({ campaigns }) => campaigns.size('spring'))).toBe(3)
      const all = await waiting(9)
      expect(namesOf(all)).toEqual(['con-c', 'con-b', 'con-a'])
      expect(all[0]).toEqual({ connectionId: 'con-c', endsAt: NOON + 2 * DAY })
      expect(namesOf(await waiting(2))).toEqual(['con-c', 'con-b'])
      expect(namesOf(await waiting(9, all[0]))).toEqual(['con-b', 'con-a'])
      expect(namesOf(await waiting(9, all[2]))).toEqual([])
      const ask = (...ids: string[]) => store.write(({ campaigns }) => campaigns.ask('spring', ids, NOON))
      await ask()
      await ask('con-c')
      expect(namesOf(await waiting(9))).toEqual(['con-b', 'con-a'])
      await ask('con-b', 'con-a')
      // The same selection again changes nothing.
      await store.write(({ campaigns }) => campaigns.select('spring', members))
      expect(await waiting(9)).toEqual([])
      expect(await store.write(({ campaigns }) => campaigns.asked('spring', 'con-a', 9))).toEqual([
        'con-b',
        'con-c',
      ])
    }),
  )

  it(
    'counts by what is true of each connection, up to its end',
    onGround(createGround, async (store) => {
      const campaign = sampleCampaign('spring')
      const names = ['con-a', 'con-b', 'con-c', 'con-d', 'con-e']
      await put(store, ...names, 'con-other')
      await store.write(async ({ campaigns }) => {
        await campaigns.put(campaign)
        await campaigns.select(
          'spring',
          names.map((connectionId) => ({ connectionId, endsAt: null })),
        )
        await campaigns.ask('spring', ['con-a'], NOON)
        await campaigns.ask('spring', ['con-b'], NOON + DAY)
      })
      await change(store, 'con-b', { reauthorizedAt: NOON + 2 * DAY })
      await change(store, 'con-c', { status: 'disconnected', reason: 'by_user', disconnectedAt: NOON + DAY })
      await change(store, 'con-d', { reauthorizedAt: NOON + 3 * DAY })
      const counts = (endedAt: number | null) =>
        store.read(({ campaigns }) => campaigns.counts({ ...campaign, endedAt }))
      expect(await counts(null)).toEqual({ selected: 5, waiting: 1, asked: 1, done: 2, gone: 1 })
      expect(await counts(NOON)).toEqual({ selected: 5, waiting: 3, asked: 2, done: 0, gone: 0 })
      expect(await store.write(({ campaigns }) => campaigns.lastActAt('spring'))).toBe(NOON + 3 * DAY)
      const noon = Math.floor(NOON / DAY)
      expect(await store.read(({ campaigns }) => campaigns.byDay(campaign))).toEqual([
        { day: noon, asked: 1, done: 0 },
        { day: noon + 1, asked: 1, done: 0 },
        { day: noon + 2, asked: 0, done: 1 },
        { day: noon + 3, asked: 0, done: 1 },
      ])
      // Authorized anew or gone: neither is asked.
      expect(await store.write(({ campaigns }) => campaigns.waiting(campaign, null, 9))).toMatchObject([
        { connectionId: 'con-e' },
      ])
    }),
  )

  it(
    'is open while one waits, or was asked and has not acted',
    onGround(createGround, async (store) => {
      const campaign = sampleCampaign('spring')
      const isOpen = () => store.write(({ campaigns }) => campaigns.isOpen(campaign))
      const names = ['con-a', 'con-b', 'con-c']
      await put(store, ...names, 'con-other')
      await store.write(({ campaigns }) => campaigns.put(campaign))
      expect(await isOpen()).toBe(false)
      await store.write(async ({ campaigns }) => {
        await campaigns.select(
          'spring',
          names.map((connectionId) => ({ connectionId, endsAt: null })),
        )
        await campaigns.ask('spring', ['con-b'], NOON)
      })
      await change(store, 'con-a', { status: 'disconnected', reason: 'by_user', disconnectedAt: NOON + DAY })
      await change(store, 'con-c', { reauthorizedAt: NOON + DAY })
      expect(await isOpen()).toBe(true)
      await change(store, 'con-b', { reauthorizedAt: NOON + DAY })
      expect(await isOpen()).toBe(false)
    }),
  )
}
