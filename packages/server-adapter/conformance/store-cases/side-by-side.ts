// Transactions side by side come to what they would one after the other, however they overlap.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Repositories, Store } from '../../src/stores/store.ts'
import { NOON, sampleConnection, sampleEvent } from '../sample-records.ts'
import { type CreateGround, onGround, type StoreGround } from '../store-ground.ts'

/** Long enough for another transaction to begin, work and end meanwhile, where the store lets it. */
const OVERLAP_MS = 150

/** Two instances of one store; in memory there is but one. */
const instances = (store: Store, ground: StoreGround): [Store, Store] => [
  store,
  ground.elsewhere ? ground.store() : store,
]

const each = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

const sideBySide = (createGround: CreateGround, test: (one: Store, other: Store) => Promise<void>) =>
  onGround(createGround, async (store, ground) => {
    const [one, other] = instances(store, ground)
    try {
      await other.open()
      await test(one, other)
    } finally {
      if (other !== one) await other.close()
    }
  })

const change = (subjectId: string) =>
  ({ tenantId: 'tenant-a', kind: 'connection', subjectId, at: NOON }) as const

const insert = (store: Store, ...ids: string[]) =>
  store.write(async ({ connections }) => {
    for (const id of ids) await connections.insert(sampleConnection(id))
  })

export function sideBySideCases(createGround: CreateGround): void {
  it(
    'loses no update of a row that many read, change and write at once',
    sideBySide(createGround, async (one, other) => {
      await insert(one, 'con-1')
      const raise = (store: Store) =>
        store.write(async ({ connections }) => {
          const row = await connections.get('con-1')
          if (row) await connections.update({ ...row, failures: row.failures + 1 })
        })
      await Promise.all(each(30, (index) => raise(index % 2 ? one : other)))
      const row = await one.read(({ connections }) => connections.get('con-1'))
      expect(row).toMatchObject({ failures: 30, version: 31 })
    }),
  )

  it(
    'loses no update of rows that were read in a list',
    sideBySide(createGround, async (one, other) => {
      await insert(one, 'con-1', 'con-2')
      const raise = (store: Store, byList: boolean) =>
        store.write(async ({ connections }) => {
          const rows = byList
            ? await connections.due(NOON, 9)
            : [await connections.get('con-2'), await connections.get('con-1')]
          for (const row of rows) if (row) await connections.update({ ...row, failures: row.failures + 1 })
        })
      await one.write(async ({ connections }) => {
        for (const row of await connections.all('tenant-a')) await connections.update({ ...row, dueAt: NOON })
      })
      await Promise.all(each(12, (index) => raise(index % 2 ? one : other, index % 3 === 0)))
      const rows = await one.read(({ connections }) => connections.all('tenant-a'))
      expect(rows.map(({ failures }) => failures)).toEqual([12, 12])
    }),
  )

  it(
    'lets a tenant that may have one connection have one, whoever looks first',
    sideBySide(createGround, async (one, other) => {
      const connect = (store: Store, id: string) =>
        store.write(async ({ connections }) => {
          if ((await connections.list('tenant-a')).length > 0) return false
          await connections.insert(sampleConnection(id))
          return true
        })
      const made = await Promise.all(each(10, (index) => connect(index % 2 ? one : other, `con-${index}`)))
      expect(made.filter(Boolean)).toHaveLength(1)
      expect(await one.read(({ connections }) => connections.list('tenant-a'))).toHaveLength(1)
    }),
  )

  it(
    'gives a company to one of two that insert it in the same moment',
    sideBySide(createGround, async (one, other) => {
      const take = (store: Store, id: string) =>
        store.write(async ({ connections }) => {
          await connections.insert(sampleConnection(id, { realmClaim: 'sandbox:one' }))
          await sleep(OVERLAP_MS)
        })
      const ends = await Promise.allSettled([take(one, 'con-1'), take(other, 'con-2')])
      expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const refusal = ends.find((end) => end.status === 'rejected')
      expect(refusal?.reason).toMatchObject({ name: 'ConflictError', kind: 'claim' })
    }),
  )

  it(
    'runs both of two transactions that wait for each other',
    sideBySide(createGround, async (one, other) => {
      await insert(one, 'con-1', 'con-2')
      const both = (store: Store, ids: string[]) =>
        store.write(async ({ connections }) => {
          for (const id of ids) {
            const row = await connections.get(id)
            if (row) await connections.update({ ...row, failures: row.failures + 1 })
            await sleep(OVERLAP_MS)
          }
        })
      await Promise.all([both(one, ['con-1', 'con-2']), both(other, ['con-2', 'con-1'])])
      const rows = await one.read(({ connections }) => connections.all('tenant-a'))
      expect(rows.map(({ failures }) => failures)).toEqual([2, 2])
    }),
  )

  it(
    'never shows a change behind one that a reader has passed, whichever is committed first',
    sideBySide(createGround, async (one, other) => {
      const begun = Promise.withResolvers<void>()
      const first = one.write(async ({ changes }) => {
        await changes.append(change('begun first'))
        begun.resolve()
        await sleep(OVERLAP_MS)
      })
      await Promise.race([begun.promise, first])
      const second = other.write(({ changes }) => changes.append(change('committed first')))
      const seen: string[] = []
      let position = 0
      const readOn = async () => {
        const changes = await one.read((tx) => tx.changes.after('tenant-a', position, 9))
        seen.push(...changes.map(({ subjectId }) => subjectId))
        position = changes.at(-1)?.position ?? position
        return seen.length
      }
      await expect.poll(readOn, { timeout: 15_000, interval: 5, message: 'changes seen' }).toBe(2)
      await Promise.all([first, second])
      expect(seen.sort()).toEqual(['begun first', 'committed first'])
    }),
  )

  it(
    'loses no event between one that adds to a queue and one that empties it',
    sideBySide(createGround, async (one, other) => {
      await one.write((tx) => add(tx, 'evt-1'))
      const begun = Promise.withResolvers<void>()
      const adding = one.write(async (tx) => {
        await add(tx, 'evt-2')
        begun.resolve()
        await sleep(OVERLAP_MS)
      })
      await Promise.race([begun.promise, adding])
      await Promise.all([adding, other.write(deliverOne)])
      const [next, delivery] = await one.read(async ({ events, deliveries }) => [
        await events.next('con-1'),
        await deliveries.get('con-1'),
      ])
      expect(next).toMatchObject({ id: 'evt-2' })
      expect(delivery).toMatchObject({ queue: 'con-1' })
    }),
  )

  it(
    'settles what is settled once',
    sideBySide(createGround, async (one, other) => {
      const settle = (store: Store, own: string) =>
        store.write(async ({ meta }) => {
          const settled = await meta.tagKey()
          if (settled !== null) return settled
          await meta.setTagKey(own)
          return own
        })
      const keys = await Promise.all(each(8, (index) => settle(index % 2 ? one : other, `key-${index}`)))
      expect(new Set(keys).size).toBe(1)
      expect(await one.read(({ meta }) => meta.tagKey())).toBe(keys[0])
    }),
  )

  it(
    'forgets no refusal of an incident that many note at once',
    sideBySide(createGround, async (one, other) => {
      const note = (store: Store, id: string) =>
        store.write(async ({ meta }) => {
          const log = (await meta.incident()) ?? { refusals: {}, since: null, left: [] }
          await meta.setIncident({
            ...log,
            refusals: { ...log.refusals, [id]: { at: NOON, tenantId: 'tenant-a' } },
          })
        })
      await Promise.all(each(12, (index) => note(index % 2 ? one : other, `con-${index}`)))
      const log = await one.read(({ meta }) => meta.incident())
      expect(Object.keys(log?.refusals ?? {})).toHaveLength(12)
    }),
  )

  it(
    'keeps true counts while many change their status at once',
    sideBySide(createGround, async (one, other) => {
      const ids = each(20, (index) => `con-${index}`)
      await insert(one, ...ids)
      const block = (store: Store, id: string) =>
        store.write(async ({ connections }) => {
          const row = await connections.get(id)
          if (row) await connections.update({ ...row, status: 'blocked', reason: 'company_locked' })
        })
      await Promise.all(ids.slice(5).map((id, index) => block(index % 2 ? one : other, id)))
      const counts = await one.read(({ connections }) => connections.counts())
      expect(counts).toHaveLength(2)
      expect(counts).toEqual(
        expect.arrayContaining([
          { status: 'connected', reason: null, count: 5 },
          { status: 'blocked', reason: 'company_locked', count: 15 },
        ]),
      )
    }),
  )
}

/** As an event is added: a queue no one knows of is made due. */
async function add({ events, deliveries }: Repositories, id: string): Promise<void> {
  const { position } = await events.append(sampleEvent(id, 'con-1'))
  if ((await deliveries.get('con-1')) !== null) return
  await deliveries.put({ queue: 'con-1', position, tries: 0, dueAt: NOON, stalledAt: null })
}

/** As a queue is delivered: an empty one is forgotten. */
async function deliverOne({ events, deliveries }: Repositories): Promise<void> {
  const event = await events.next('con-1')
  if (event !== null) await events.markDelivered(event.id, NOON)
  if ((await events.next('con-1')) === null) await deliveries.delete('con-1')
}
