// What is believed of a row, as a table: each moment no further ahead than it is ever set.
import { expect, it } from 'vitest'
import { NOON, sampleConnection } from '../../conformance/sample-records.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../platform/clock.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { believed } from './believed-row.ts'

const { sync, setup } = sampleConnection('con-1')
const run = { id: 'run-1', aliveUntil: NOON + DAY }
const importing = { ...setup, state: 'importing' } as const
const ended = { status: 'reauthorization_required', reason: 'idle_expired', accessExpiresAt: NOON } as const

it.each<[string, Partial<ConnectionRecord>, Partial<ConnectionRecord>]>([
  ['an access token', { accessExpiresAt: NOON + 2 * HOUR }, { accessExpiresAt: NOON }],
  ['an idle end', { idleExpiresAt: NOON + 400 * DAY }, { idleExpiresAt: NOON + 101 * DAY }],
  ['a hard end', { hardExpiresAt: NOON + 9_000 * DAY }, { hardExpiresAt: NOON + 1_830 * DAY }],
  ['a retry', { retryAt: NOON + HOUR + SECOND }, { retryAt: NOON }],
  ['a retry of each day', { reason: 'subscription_ended', retryAt: NOON + 2 * DAY }, { retryAt: NOON }],
  ['a refusal', { refusedAt: NOON + HOUR }, { refusedAt: NOON }],
  ['a hint', { disconnectHintAt: NOON + HOUR }, { disconnectHintAt: NOON }],
  ['an end too early', { ...ended, idleExpiresAt: NOON + HOUR }, { retryAt: NOON }],
  [
    'a run',
    { sync: { ...sync, run: { ...run, checkpoint: 7 } } },
    { sync: { ...sync, run: { ...run, aliveUntil: NOON + 2 * MINUTE, checkpoint: 7 } } },
  ],
  [
    'a run of an import',
    { setup: { ...importing, run, dueAt: NOON + DAY } },
    {
      setup: { ...importing, run: { ...run, aliveUntil: NOON + 20 * SECOND }, dueAt: NOON + 20 * SECOND },
    },
  ],
  ['an import', { setup: { ...importing, dueAt: NOON + HOUR } }, { setup: { ...importing, dueAt: NOON } }],
])('does not believe %s that is too far ahead', (_, given, expected) => {
  const record = sampleConnection('con-1', given)
  expect(believed(record, NOON)).toEqual({ ...record, ...expected })
})

it.each<[string, Partial<ConnectionRecord>]>([
  ['a row as it is', {}],
  ['clocks of several machines', { accessExpiresAt: NOON + HOUR + 10 * MINUTE }],
  ['what only an import said', { idleExpiresAt: NOON + 400 * DAY, idleIsImported: true }],
  ['a retry within the hour', { retryAt: NOON + HOUR }],
  ['a retry tomorrow', { reason: 'subscription_ended', retryAt: NOON + DAY }],
  ['an import that failed', { setup: { ...setup, state: 'failed', dueAt: NOON + HOUR } }],
  ['an end that has come', { ...ended, idleExpiresAt: NOON - 1 }],
])('believes %s', (_, given) => {
  const record = sampleConnection('con-1', given)
  expect(believed(record, NOON)).toBe(record)
})
