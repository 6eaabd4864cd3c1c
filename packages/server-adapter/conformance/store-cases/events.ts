// Events keep their order per connection; deliveries know what is next; changes can be followed without a gap.
import { expect, it } from 'vitest'
import { NOON, sampleEvent } from '../sample-records.ts'
import { type CreateGround, onGround } from '../store-ground.ts'

export function eventCases(createGround: CreateGround): void {
  it(
    'hands out the first undelivered event of each queue',
    onGround(createGround, async (store) => {
      const events = await store.write(async (tx) => [
        await tx.events.append(sampleEvent('evt-1', 'con-1')),
        await tx.events.append(sampleEvent('evt-2', 'con-2', { actor: null, data: {} })),
        await tx.events.append(sampleEvent('evt-3', 'con-1')),
        await tx.events.append(sampleEvent('evt-4', null, { tenantId: null, type: 'operations.incident' })),
      ])
      const next = (queue: string) => store.read((tx) => tx.events.next(queue))
      expect(await next('con-1')).toEqual(events[0])
      expect(await next('con-2')).toEqual(events[1])
      expect(await next('operations')).toEqual(events[3])
      expect(await store.read((tx) => tx.events.backlog(10))).toBe(4)
      await store.write((tx) => tx.events.markDelivered('evt-1', NOON))
      expect(await next('con-1')).toEqual(events[2])
      expect(await store.write((tx) => tx.events.prune(NOON + 1))).toBe(1)
      expect(await store.read((tx) => tx.events.backlog(10))).toBe(3)
    }),
  )

  it(
    'coalesces into the last undelivered event of a type, unless it was tried or another came after it',
    onGround(createGround, async (store) => {
      const progressed = (id: string) =>
        sampleEvent(id, 'con-1', { type: 'sync.progressed', data: { completed: 1 } })
      const replace = () =>
        store.write(({ events }) =>
          events.replaceUndelivered('con-1', 'sync.progressed', NOON + 1, { completed: 2 }),
        )
      expect(await replace()).toBe(false)
      const first = await store.write(({ events }) => events.append(progressed('evt-1')))
      await store.write(({ events }) =>
        events.append(sampleEvent('evt-2', 'con-1', { type: 'webhook.received' })),
      )
      expect(await replace()).toBe(true)
      const next = await store.read(({ events }) => events.next('con-1'))
      expect(next).toEqual({ ...first, at: NOON + 1, data: { completed: 2 } })
      const delivery = { queue: 'con-1', position: first.position, tries: 1, dueAt: NOON, stalledAt: null }
      await store.write(({ deliveries }) => deliveries.put(delivery))
      expect(await replace()).toBe(false)
      await store.write(({ deliveries }) => deliveries.put({ ...delivery, tries: 0 }))
      await store.write(({ events }) =>
        events.append(sampleEvent('evt-3', 'con-1', { type: 'sync.succeeded' })),
      )
      expect(await replace()).toBe(false)
    }),
  )

  it(
    'knows which queues are due, which stalled, and when the next one is',
    onGround(createGround, async (store) => {
      const delivery = (queue: string, dueAt: number, stalledAt: number | null = null) => ({
        ...{ queue, position: 1, tries: 0, dueAt, stalledAt },
      })
      expect(await store.read(({ deliveries }) => deliveries.nextDueAt())).toBeNull()
      await store.write(async ({ deliveries }) => {
        await deliveries.put(delivery('con-1', NOON + 5))
        await deliveries.put(delivery('con-2', NOON))
        await deliveries.put(delivery('con-3', NOON - 9, NOON))
        await deliveries.put(delivery('con-1', NOON + 2))
      })
      expect(await store.read(({ deliveries }) => deliveries.due(NOON, 9))).toEqual([delivery('con-2', NOON)])
      expect(await store.read(({ deliveries }) => deliveries.stalled())).toEqual([
        delivery('con-3', NOON - 9, NOON),
      ])
      expect(await store.read(({ deliveries }) => deliveries.nextDueAt())).toBe(NOON)
      await store.write(({ deliveries }) => deliveries.delete('con-2'))
      expect(await store.read(({ deliveries }) => deliveries.nextDueAt())).toBe(NOON + 2)
    }),
  )

  it(
    "follows a tenant's changes by position, and goes on after pruning",
    onGround(createGround, async (store) => {
      const append = async (tenantId: string, at: number) => {
        await store.write(({ changes }) =>
          changes.append({ tenantId, kind: 'attempt', subjectId: `s-${at}`, at }),
        )
        const position = await store.read(({ changes }) => changes.latest())
        return { position, tenantId, kind: 'attempt', subjectId: `s-${at}`, at }
      }
      expect(
        await store.read(async ({ changes }) => [await changes.latest(), await changes.oldest()]),
      ).toEqual([0, 0])
      const first = await append('tenant-a', 1)
      await append('tenant-b', 2)
      const third = await append('tenant-a', 3)
      const after = (position: number) => store.read(({ changes }) => changes.after('tenant-a', position, 9))
      expect(await after(0)).toEqual([first, third])
      expect(await after(first.position)).toEqual([third])
      expect(await store.write(({ changes }) => changes.prune(99))).toBe(2)
      const kept = await store.read(async ({ changes }) => [await changes.latest(), await changes.oldest()])
      expect(kept).toEqual([third.position, third.position])
      expect((await append('tenant-a', 4)).position).toBeGreaterThan(third.position)
    }),
  )

  it(
    'says of what has changed since a mark which rows it was, and where that cannot be known',
    onGround(createGround, async (store) => {
      const append = (...subjectIds: string[]) =>
        store.write(async ({ changes }) => {
          for (const subjectId of subjectIds)
            await changes.append({ tenantId: subjectId, kind: 'connection', subjectId, at: NOON })
        })
      const since = (mark: string | null) => store.read(({ changes }) => changes.since(mark))
      const empty = await since(null)
      expect(empty.subjectIds).toBeNull()
      expect(await since(empty.mark)).toEqual({ mark: empty.mark, subjectIds: [] })
      await append('con-1', 'con-2')
      const first = await since(empty.mark)
      expect(first.subjectIds).toEqual(['con-1', 'con-2'])
      expect(await since(first.mark)).toEqual({ mark: first.mark, subjectIds: [] })
      await append('con-3')
      const second = await since(first.mark)
      expect(second.subjectIds).toEqual(['con-3'])
      expect(await since((await since(null)).mark)).toEqual({ mark: second.mark, subjectIds: [] })
      await store.write(({ changes }) => changes.prune(NOON + 1))
      expect((await since(first.mark)).subjectIds).toBeNull()
      expect(await since(second.mark)).toEqual({ mark: second.mark, subjectIds: [] })
      await append(...Array.from({ length: 1_000 }, (_, index) => `con-${index}`))
      const many = await since(second.mark)
      expect(many.subjectIds).toBeNull()
      expect((await since(many.mark)).subjectIds?.length).toBeLessThan(9)
    }),
  )
}
