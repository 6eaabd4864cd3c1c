// Who has taken an event that another has not: noted once, and gone with the event.
import { expect, it } from 'vitest'
import { type CreateGround, onGround } from '../store-ground.ts'

export function eventTakeCases(createGround: CreateGround): void {
  it(
    'notes who has taken an event, once, each event by itself',
    onGround(createGround, async (store) => {
      await store.write(async ({ takes }) => {
        await takes.add('evt-1', ['handler'])
        await takes.add('evt-1', ['handler', 'endpoint'])
        await takes.add('evt-2', ['endpoint'])
        await takes.add('evt-3', [])
        expect((await takes.of('evt-1')).toSorted()).toEqual(['endpoint', 'handler'])
        await takes.forget('evt-1')
      })
      const taken = await store.write(async ({ takes }) => [
        await takes.of('evt-1'),
        await takes.of('evt-2'),
        await takes.of('evt-3'),
      ])
      expect(taken).toEqual([[], ['endpoint'], []])
    }),
  )
}
