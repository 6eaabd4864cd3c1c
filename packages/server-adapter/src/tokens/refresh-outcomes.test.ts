// What refreshes, probes and failures make of a row: tables.
import { describe, expect, it } from 'vitest'
import { blank } from '../connection/connection-changes.ts'
import type { Verdict } from '../failures/classify-failure.ts'
import { DAY, HOUR, MINUTE } from '../platform/clock.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'
import { expired, failed, proven, refreshed } from './refresh-outcomes.ts'

const NOW = Date.UTC(2026, 10, 21)
const MOMENT = { now: NOW, warnBeforeDays: [30, 14, 7, 1] }

const origin = {
  id: 'con_1',
  tenantId: 'harbor',
  environment: 'sandbox',
  realmTag: 'tag',
  realmSealed: 'sealed',
  realmLast4: '8383',
  realmClaim: 'sandbox:tag',
  replaces: null,
  switching: null,
} as const
const row = (changes: Partial<ConnectionRecord>): ConnectionRecord => ({
  ...blank(origin),
  status: 'connected',
  confirmedAt: NOW - DAY,
  idleExpiresAt: NOW + 101 * DAY,
  hardExpiresAt: NOW + 1_000 * DAY,
  version: 1,
  ...changes,
})
const grant: GrantRecord = {
  connectionId: 'con_1',
  tenantId: 'harbor',
  generation: 2,
  accessSealed: 'a',
  refreshSealed: 'r',
  accessExpiresAt: NOW + HOUR,
  refreshExpiresAt: NOW + 101 * DAY,
  hardExpiresAt: NOW + 1_000 * DAY,
  issuedAt: NOW,
  keyId: 'k',
}
const company = { name: 'Harbor Tea Co.', country: 'US', subscriptionStatus: 'PAID', intuitTid: null }
const connectionState = ({ status, reason }: ConnectionRecord) => [status, reason]

describe('a refresh', () => {
  it.each<[Partial<ConnectionRecord>, ReturnType<typeof connectionState>, string[]]>([
    [{}, ['connected', null], []],
    [{ status: 'checking', reason: 'intuit_unavailable' }, ['connected', null], []],
    [
      { status: 'reauthorization_required', reason: 'revoked' },
      ['connected', null],
      ['connection.recovered'],
    ],
    [{ status: 'blocked', reason: 'app_misconfigured' }, ['connected', null], ['connection.recovered']],
    [{ status: 'blocked', reason: 'subscription_ended' }, ['blocked', 'subscription_ended'], []],
    [
      { status: 'reauthorization_required', reason: 'admin_access_lost' },
      ['reauthorization_required', 'admin_access_lost'],
      [],
    ],
    [{ status: 'awaiting_confirmation', confirmedAt: null }, ['awaiting_confirmation', null], []],
    [
      { status: 'reauthorization_required', reason: 'revoked', confirmedAt: null },
      ['awaiting_confirmation', null],
      [],
    ],
  ])('of %o leaves it %o and tells %o', (before, after, events) => {
    const change = refreshed(row(before), grant, MOMENT)
    expect(connectionState(change.record)).toEqual(after)
    expect(change.events.map(({ type }) => type)).toEqual(events)
    expect(change.record).toMatchObject({
      proofKind: 'token_refresh',
      accessExpiresAt: NOW + HOUR,
      refusedAt: null,
    })
  })

  it('forgets the warnings of a clock that has moved on, and keeps those of one that has not', () => {
    const near = { ...grant, hardExpiresAt: NOW + 10 * DAY }
    const { record } = refreshed(row({ warned: ['idle:30', 'hard:30', 'hard:14'] }), near, MOMENT)
    expect(record.warned).toEqual(['hard:30', 'hard:14'])
    expect(connectionState(record)).toEqual(['expiring', 'hard_expiry_near'])
  })

  it('reports that a paused run can go on', () => {
    const before = row({ status: 'reauthorization_required', reason: 'revoked' })
    const paused = { ...before, sync: { ...before.sync, state: 'paused' as const, pausedAt: NOW } }
    expect(refreshed(paused, grant, MOMENT).events.map(({ type }) => type)).toEqual([
      'connection.recovered',
      'sync.resumed',
    ])
  })
})

describe('a company read', () => {
  it('frees what only the company could say', () => {
    const change = proven(
      row({ status: 'blocked', reason: 'subscription_ended', failures: 3, retryAt: NOW }),
      company,
      MOMENT,
    )
    expect(change.record).toMatchObject({
      status: 'connected',
      reason: null,
      failures: 0,
      retryAt: null,
      proofKind: 'company_read',
    })
    expect(change.events.map(({ type }) => type)).toEqual(['connection.recovered'])
  })
})

describe('a failure', () => {
  const retry = { do: 'retry_at', at: NOW + MINUTE } as const
  const verdict = (mark: Verdict['mark'], next: Verdict['next'] = retry): Verdict => ({
    mark,
    next,
    unexplained: false,
    outcomeUnknown: false,
  })
  const UNKNOWN = { status: 'checking', reason: 'refresh_outcome_unknown' } as const
  const AWAY = { status: 'checking', reason: 'intuit_unavailable' } as const
  const REVOKED = { status: 'reauthorization_required', reason: 'revoked' } as const
  const failing = (of: Verdict, refused = false, incident = false) => ({
    verdict: of,
    refused,
    incident,
    grant,
    now: NOW,
  })

  it.each<[string, Partial<ConnectionRecord>, Verdict['mark'], ReturnType<typeof connectionState>]>([
    ['changes a working one', {}, AWAY, ['checking', 'intuit_unavailable']],
    ['that is a throttle changes nothing', {}, null, ['connected', null]],
    ['lifts nobody out of a known trouble', { ...REVOKED }, AWAY, ['reauthorization_required', 'revoked']],
    [
      'lifts no one out of a block',
      { status: 'blocked', reason: 'company_locked' },
      AWAY,
      ['blocked', 'company_locked'],
    ],
    [
      'asks nothing of an unconfirmed one',
      { status: 'awaiting_confirmation' },
      UNKNOWN,
      ['awaiting_confirmation', null],
    ],
    [
      'keeps the reason first found',
      { status: 'reauthorization_required', reason: 'token_lost' },
      REVOKED,
      ['reauthorization_required', 'token_lost'],
    ],
  ])('%s', (_name, before, mark, after) => {
    expect(connectionState(failed(row(before), failing(verdict(mark))).record)).toEqual(after)
  })

  it('with the company gone ends the connection', () => {
    const gone = verdict({ status: 'disconnected', reason: 'in_quickbooks' }, { do: 'none' })
    const change = failed(row({}), failing(gone, true))
    expect(change.record).toMatchObject({
      status: 'disconnected',
      reason: 'in_quickbooks',
      disconnectedAt: NOW,
      disconnect: { generation: grant.generation },
      dueAt: null,
    })
    expect(change.events.map(({ type }) => type)).toEqual(['connection.disconnected'])
  })

  it('by a refusal is noted from its first time, and not during an incident', () => {
    const first = failed(row({}), failing(verdict(UNKNOWN), true)).record
    expect(first).toMatchObject({ refusedAt: NOW, retryAt: NOW + MINUTE, failures: 1 })
    expect(failed({ ...first, refusedAt: NOW - 5 }, failing(verdict(UNKNOWN), true)).record.refusedAt).toBe(
      NOW - 5,
    )
    expect(failed(first, failing(verdict(AWAY), true, true)).record.refusedAt).toBeNull()
    expect(failed(first, failing(verdict(AWAY))).record.refusedAt).toBe(NOW)
  })

  it('of a dead grant is not tried again by itself, of an admin’s doing it is', () => {
    expect(failed(row({ ...REVOKED }), failing(verdict(AWAY))).record.retryAt).toBeNull()
    const lost = { status: 'reauthorization_required', reason: 'admin_access_lost', retryAt: NOW } as const
    expect(failed(row(lost), failing(verdict(AWAY))).record.retryAt).toBe(NOW + MINUTE)
  })
})

describe('the end of a clock', () => {
  it.each([
    ['idle_expired', { idleExpiresAt: NOW - 1 }],
    ['hard_expired', { hardExpiresAt: NOW - 1, idleExpiresAt: NOW - 1 }],
  ])('is %s', (reason, clocks) => {
    const change = expired(row({ ...clocks, retryAt: NOW }), MOMENT)
    expect(change.record).toMatchObject({ status: 'reauthorization_required', reason, retryAt: null })
    expect(change.events).toMatchObject([
      { type: 'connection.reauthorization_required', data: { reason, action: 'reauthorize' } },
    ])
  })
})
