// When refusals become an incident, and when it ends.
import { expect, it } from 'vitest'
import { MINUTE } from '../platform/clock.ts'
import { emptyLog, type IncidentLog, noteRefresh, noteRefusal } from './incident.ts'

const refusals = (...list: [string, number][]): IncidentLog =>
  list.reduce((log, [id, at]) => noteRefusal(log, id, at * MINUTE), emptyLog)

it.each<[string, [string, number][], number | null]>([
  ['one connection', [['a', 0]], null],
  [
    'one connection, again and again',
    [
      ['a', 0],
      ['a', 1],
      ['a', 2],
    ],
    null,
  ],
  [
    'two connections',
    [
      ['a', 0],
      ['b', 1],
    ],
    null,
  ],
  [
    'three within ten minutes',
    [
      ['a', 0],
      ['b', 5],
      ['c', 10],
    ],
    10,
  ],
  [
    'three within more',
    [
      ['a', 0],
      ['b', 5],
      ['c', 10.01],
    ],
    null,
  ],
  [
    'three of which one was refused again',
    [
      ['a', 0],
      ['b', 5],
      ['a', 9],
      ['c', 12],
    ],
    12,
  ],
  [
    'more of them, later',
    [
      ['a', 0],
      ['b', 1],
      ['c', 2],
      ['d', 50],
    ],
    2,
  ],
])('for %s', (_, list, since) => {
  expect(refusals(...list).since).toBe(since === null ? null : since * MINUTE)
})

it('ends for all of them when one of them refreshes', () => {
  const log = refusals(['a', 0], ['b', 0], ['c', 0])
  expect(noteRefresh(log, 'b')).toEqual(emptyLog)
})

it('goes on when a connection that was never refused refreshes', () => {
  const log = refusals(['a', 0], ['b', 0], ['c', 0])
  expect(noteRefresh(log, 'z')).toEqual(log)
})
