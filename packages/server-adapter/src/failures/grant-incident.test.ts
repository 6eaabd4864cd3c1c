// When refused grants become an incident, and when it ends.
import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../platform/clock.ts'
import {
  ended,
  type GrantIncidents,
  isIncident,
  noIncident,
  notAhead,
  noteRefresh,
  noteRefusal,
  wasLeft,
  without,
} from './grant-incident.ts'

/** `a` to `d`, each of a tenant of its own unless it says otherwise (`a@t`), and when, in minutes. */
const refusals = (...list: [string, number][]): GrantIncidents =>
  list.reduce((log, [name, at]) => {
    const [connectionId = '', tenantId = connectionId] = name.split('@')
    return noteRefusal(log, { connectionId, tenantId }, at * MINUTE)
  }, noIncident)

const three = () => refusals(['a', 0], ['b', 0], ['c', 0])

describe('refusals are an incident', () => {
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
      'three of one tenant',
      [
        ['a@t', 0],
        ['b@t', 1],
        ['c@t', 2],
      ],
      null,
    ],
    [
      'four of two tenants',
      [
        ['a@t', 0],
        ['b@t', 1],
        ['c@u', 2],
        ['d@u', 3],
      ],
      null,
    ],
    [
      'four of three tenants',
      [
        ['a@t', 0],
        ['b@t', 1],
        ['c@u', 2],
        ['d@v', 3],
      ],
      3,
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

  it('unless another connection refreshes in between', () => {
    const log = noteRefresh(refusals(['a', 0], ['b', 1]), 'z')
    expect(noteRefusal(log, { connectionId: 'c', tenantId: 'c' }, 2 * MINUTE).since).toBeNull()
  })

  it('unless one of them has its verdict already', () => {
    const log = without(refusals(['a', 0], ['b', 1]), 'a')
    expect(noteRefusal(log, { connectionId: 'c', tenantId: 'c' }, 2 * MINUTE).since).toBeNull()
  })
})

describe('an incident ends', () => {
  it('with the first refresh of any connection, and each of it gets its verdict', () => {
    const log = noteRefresh(three(), 'z')
    expect(log).toMatchObject({ since: null, refusals: {} })
    expect(['a', 'b', 'c', 'z'].map((id) => wasLeft(log, id))).toEqual([true, true, true, false])
  })

  it('with a refresh of one of its own, which has its verdict by that', () => {
    expect(noteRefresh(three(), 'b').left).toEqual(['a', 'c'])
  })

  it('after six hours', () => {
    expect(isIncident(three(), 6 * HOUR - 1)).toBe(true)
    expect(isIncident(three(), 6 * HOUR)).toBe(false)
    const later = noteRefusal(three(), { connectionId: 'a', tenantId: 'a' }, 6 * HOUR)
    expect(later.since).toBeNull()
    expect(wasLeft(later, 'a')).toBe(true)
  })

  it('with the last of its connections, disconnected or with a verdict', () => {
    const two = without(without(three(), 'a'), 'b')
    expect(two.since).toBe(0)
    expect(without(two, 'c')).toEqual(noIncident)
  })

  it('when the operator says so', () => {
    expect(ended(three())).toEqual({ refusals: {}, since: null, left: ['a', 'b', 'c'] })
  })
})

it('is the same log where nothing changes', () => {
  expect(noteRefresh(noIncident, 'a')).toBe(noIncident)
  const log = three()
  expect(without(log, 'z')).toBe(log)
})

it('lasts no longer for having been noted by a clock that was ahead', () => {
  const log = three()
  expect(notAhead(log, 0)).toBe(log)
  const ahead = refusals(['a', 60], ['b', 60], ['c', 61])
  const now = 5 * MINUTE
  const noted = notAhead(ahead, now)
  expect([noted.since, ...Object.values(noted.refusals).map(({ at }) => at)]).toEqual([now, now, now, now])
  expect(isIncident(noted, now + 6 * HOUR)).toBe(false)
  expect(isIncident(ahead, now + 6 * HOUR)).toBe(true)
})
