// When a connection is looked at, and what is done then: tables.
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../platform/clock.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { dueTask, nextDueAt } from './refresh-policy.ts'

const NOW = Date.UTC(2026, 10, 21)
const PACE = { keepaliveDays: 7, warnBeforeDays: [30, 14, 7, 1] }

const connected: ConnectionRecord = {
  id: 'con_1',
  tenantId: 'harbor',
  environment: 'sandbox',
  realmTag: 'tag',
  realmSealed: 'sealed',
  realmLast4: '8383',
  realmClaim: 'sandbox:tag',
  status: 'connected',
  reason: null,
  companyName: 'Harbor Tea Co.',
  companyCountry: 'US',
  authorizedBy: null,
  connectedAt: NOW,
  confirmedAt: NOW,
  reauthorizedAt: null,
  disconnectedAt: null,
  accessExpiresAt: NOW + HOUR,
  idleIsImported: false,
  idleExpiresAt: NOW + 101 * DAY,
  hardExpiresAt: NOW + 1_825 * DAY,
  proofKind: null,
  proofAt: null,
  sync: {
    state: 'idle',
    progress: null,
    startedAt: null,
    lastSucceededAt: null,
    error: null,
    run: null,
    resumeFrom: null,
    pausedAt: null,
  },
  setup: { state: 'none', progress: null, error: null, tries: 0, checkpoint: null, run: null, dueAt: null },
  disconnect: null,
  replaces: null,
  switching: null,
  hidden: false,
  dueAt: null,
  failures: 0,
  retryAt: null,
  refusedAt: null,
  disconnectHintAt: null,
  scopes: null,
  campaigns: null,
  warned: [],
  hasLinks: false,
  sequence: 0,
  version: 1,
}
const row = (changes: Partial<ConnectionRecord>): ConnectionRecord => ({ ...connected, ...changes })
const run = (aliveUntil: number) => ({
  ...connected.sync,
  run: { id: 'run_1', aliveUntil, checkpoint: null },
})
const gone = {
  status: 'disconnected',
  reason: 'by_user',
  accessExpiresAt: null,
  idleExpiresAt: null,
  hardExpiresAt: null,
} as const

describe('a connection is looked at next', () => {
  it.each<[string, Partial<ConnectionRecord>, number | null]>([
    ['for its keepalive', {}, NOW + 7 * DAY],
    [
      'three days before a short idle clock ends',
      { idleExpiresAt: NOW + 8 * DAY, warned: ['idle:30', 'idle:14', 'idle:7'] },
      NOW + 5 * DAY,
    ],
    ['for a warning that comes first', { hardExpiresAt: NOW + 17 * DAY, warned: ['hard:30'] }, NOW + 3 * DAY],
    [
      'when what failed is tried again',
      { status: 'checking', reason: 'intuit_unavailable', retryAt: NOW + MINUTE },
      NOW + MINUTE,
    ],
    ['when the token of a throttled refresh ends', { failures: 1, retryAt: NOW + 2 * HOUR }, NOW + HOUR],
    ['when its run must show life', { sync: run(NOW + 2 * MINUTE) }, NOW + 2 * MINUTE],
    ['at once for a hint', { disconnectHintAt: NOW - 1 }, NOW],
    ['for a hint no earlier than its retry', { disconnectHintAt: NOW - 1, retryAt: NOW + HOUR }, NOW + HOUR],
    [
      'when its clock ends',
      {
        accessExpiresAt: null,
        hardExpiresAt: NOW + 3 * HOUR,
        idleExpiresAt: NOW + 3 * HOUR,
        warned: ['hard:30', 'hard:14', 'hard:7', 'hard:1'],
      },
      NOW + 3 * HOUR,
    ],
    [
      'for a warning of a large campaign, in its turn',
      {
        campaigns: [{ id: 'wave', deadline: NOW + 17 * DAY, spreadMs: 5 * MINUTE }],
        warned: ['campaign:30'],
      },
      NOW + 3 * DAY + 5 * MINUTE,
    ],
    [
      'when the deadline of a large campaign passes, in its turn',
      {
        campaigns: [{ id: 'wave', deadline: NOW + 3 * HOUR, spreadMs: 5 * MINUTE }],
        warned: ['campaign:30', 'campaign:14', 'campaign:7', 'campaign:1'],
      },
      NOW + 3 * HOUR + 5 * MINUTE,
    ],
    ['never once it is disconnected', gone, null],
    ['never once a person is needed', { status: 'reauthorization_required', reason: 'revoked' }, null],
    [
      'now and then where an admin can fix it inside QuickBooks',
      { status: 'reauthorization_required', reason: 'admin_access_lost', retryAt: NOW + DAY },
      NOW + DAY,
    ],
  ])('%s', (_name, changes, expected) => {
    expect(nextDueAt(row(changes), PACE, NOW, () => 0)).toBe(expected)
  })

  it.each([
    ['keepaliveDays: 90', { keepaliveDays: 90, warnBeforeDays: [30, 14, 7, 1] }, 101 - 30 - 3],
    ['no warnings', { keepaliveDays: 90, warnBeforeDays: [] }, 90],
    ['warnings a day after a refresh', { keepaliveDays: 90, warnBeforeDays: [100] }, 0.75],
    ['warnings earlier than any refresh', { keepaliveDays: 90, warnBeforeDays: [200] }, 90],
  ])('before the first warning of what it renews: %s', (_name, pace, days) => {
    const moments = [0, 0.5, 1].map((chance) =>
      nextDueAt({ ...connected, warned: ['idle:200'] }, pace, NOW, () => chance),
    )
    expect(moments).toEqual([days, days * 0.75, days * 0.5].map((length) => NOW + length * DAY))
  })

  it('up to half of its period earlier, by chance', () => {
    const due = nextDueAt(connected, PACE, NOW, () => 0.5) ?? 0
    expect(due).toBe(NOW + 5.25 * DAY)
  })

  it('without a burst above twice the mean, though all were connected in the same minute', () => {
    const count = 10_000
    const days = 42
    let seed = 1
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    }
    const renewals = new Array<number>(days * 2).fill(0)
    for (let one = 0; one < count; one++) {
      for (let at = NOW; ; ) {
        at =
          nextDueAt(row({ accessExpiresAt: at + HOUR, idleExpiresAt: at + 101 * DAY }), PACE, at, random) ?? 0
        const slot = Math.floor((at - NOW) / (DAY / 2))
        if (slot >= renewals.length) break
        renewals[slot] = (renewals[slot] ?? 0) + 1
      }
    }
    const mean = count / (5.25 * 2)
    expect(Math.max(...renewals)).toBeLessThan(2 * mean)
  })
})

describe('what is due', () => {
  it.each<[string, Partial<ConnectionRecord>, number]>([
    ['end_run', { sync: run(NOW), status: 'checking', reason: 'intuit_unavailable', retryAt: NOW }, NOW],
    ['expire', {}, NOW + 102 * DAY],
    ['check_hint', { disconnectHintAt: NOW }, NOW],
    ['repair', { status: 'checking', reason: 'refresh_outcome_unknown', retryAt: NOW }, NOW],
    ['repair', { status: 'reauthorization_required', reason: 'admin_access_lost', retryAt: NOW }, NOW],
    ['notice', { failures: 1, retryAt: NOW + 2 * HOUR }, NOW + HOUR],
    ['nothing', { failures: 1, retryAt: NOW + 2 * HOUR }, NOW + HOUR - 1],
    ['keepalive', {}, NOW + 90 * DAY],
    ['warn', { status: 'checking', reason: 'intuit_unavailable', retryAt: NOW + 91 * DAY }, NOW + 90 * DAY],
    ['warn', { idleExpiresAt: NOW + 20 * DAY }, NOW],
    ['warn', { hardExpiresAt: NOW + 20 * DAY }, NOW],
    ['keepalive', {}, NOW + 7 * DAY],
    ['nothing', {}, NOW + 3 * DAY],
    ['nothing', { status: 'checking', reason: 'intuit_unavailable', retryAt: NOW + 8 * DAY }, NOW + 7 * DAY],
    ['nothing', gone, NOW + 400 * DAY],
    ['nothing', { status: 'reauthorization_required', reason: 'revoked' }, NOW + 400 * DAY],
  ])('is %s', (task, changes, now) => {
    expect(dueTask(row(changes), PACE, now)).toBe(task)
  })
})
