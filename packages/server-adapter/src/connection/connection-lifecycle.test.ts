// The life of a connection, as tables.
import { describe, expect, it } from 'vitest'
import { DAY } from '../platform/clock.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import {
  type ConnectionState,
  connectionStateOf,
  dueWarnings,
  eventsOf,
  isUsable,
} from './connection-lifecycle.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const WARN = [30, 14, 7, 1]

const record = (fields: Partial<ConnectionRecord>) =>
  ({
    status: 'connected',
    reason: null,
    idleExpiresAt: NOW + 100 * DAY,
    hardExpiresAt: NOW + 1800 * DAY,
    warned: [],
    ...fields,
  }) as ConnectionRecord

describe('connectionStateOf', () => {
  it.each([
    ['both clocks far', {}, 'connected', null],
    ['idle clock near', { idleExpiresAt: NOW + 30 * DAY }, 'expiring', 'idle_expiry_near'],
    ['idle clock a moment from near', { idleExpiresAt: NOW + 30 * DAY + 1 }, 'connected', null],
    ['hard clock near', { hardExpiresAt: NOW + 5 * DAY }, 'expiring', 'hard_expiry_near'],
    ['idle clock ended', { idleExpiresAt: NOW }, 'reauthorization_required', 'idle_expired'],
    ['a moment before it ends', { idleExpiresAt: NOW + 1 }, 'expiring', 'idle_expiry_near'],
    ['hard clock ended', { hardExpiresAt: NOW - 1 }, 'reauthorization_required', 'hard_expired'],
    [
      'checking, idle clock ended',
      { status: 'checking', reason: 'intuit_unavailable', idleExpiresAt: NOW },
      'reauthorization_required',
      'idle_expired',
    ],
    [
      'checking, idle clock near',
      { status: 'checking', reason: 'intuit_unavailable', idleExpiresAt: NOW + DAY },
      'checking',
      'intuit_unavailable',
    ],
    [
      'blocked stays blocked',
      { status: 'blocked', reason: 'company_locked', idleExpiresAt: NOW },
      'blocked',
      'company_locked',
    ],
    [
      'disconnected stays so',
      { status: 'disconnected', reason: 'by_user', idleExpiresAt: null, hardExpiresAt: null },
      'disconnected',
      'by_user',
    ],
    [
      'unconfirmed stays so',
      { status: 'awaiting_confirmation', idleExpiresAt: NOW + DAY },
      'awaiting_confirmation',
      null,
    ],
    ['no clock known', { idleExpiresAt: null, hardExpiresAt: null }, 'connected', null],
  ] as [string, Partial<ConnectionRecord>, string, string | null][])('%s', (_, fields, status, reason) => {
    expect(connectionStateOf(record(fields), NOW, WARN)).toEqual({ status, reason })
  })
})

describe('isUsable', () => {
  it.each([
    ['connected', null, true],
    ['expiring', null, true],
    ['checking', NOW + 1, true],
    ['checking', NOW, false],
    ['checking', null, false],
    ['blocked', NOW + 1, false],
    ['reauthorization_required', NOW + 1, false],
    ['awaiting_confirmation', NOW + 1, false],
    ['disconnected', null, false],
  ] as const)('%s with a token until %s: %s', (status, accessExpiresAt, usable) => {
    expect(isUsable({ status, reason: null }, accessExpiresAt, NOW)).toBe(usable)
  })
})

describe('eventsOf', () => {
  const connected: ConnectionState = { status: 'connected', reason: null }
  const checking: ConnectionState = { status: 'checking', reason: 'intuit_unavailable' }
  const revoked: ConnectionState = { status: 'reauthorization_required', reason: 'revoked' }
  const locked: ConnectionState = { status: 'blocked', reason: 'company_locked' }
  it.each([
    [connected, connected, []],
    [connected, checking, ['connection.checking']],
    [checking, connected, []],
    [connected, revoked, ['connection.reauthorization_required']],
    [revoked, revoked, []],
    [connected, locked, ['connection.blocked']],
    [locked, connected, ['connection.recovered']],
    [revoked, connected, ['connection.recovered']],
    [connected, { status: 'disconnected', reason: 'in_quickbooks' }, ['connection.disconnected']],
  ] as [ConnectionState, ConnectionState, string[]][])('from %o to %o', (before, after, types) => {
    expect(eventsOf(before, after).map((event) => event.type)).toEqual(types)
  })
})

describe('dueWarnings', () => {
  it('warns once per threshold and clock', () => {
    let warned: string[] = []
    const daysLeft: unknown[] = []
    for (let day = 40; day > 0; day -= 0.5) {
      const at = NOW + (40 - day) * DAY
      const due = dueWarnings(record({ idleExpiresAt: NOW + 40 * DAY, warned }), at, WARN)
      warned = [...warned, ...due.marks]
      daysLeft.push(...due.events.map((event) => event.data.daysLeft))
    }
    expect(daysLeft).toEqual([30, 14, 7, 1])
  })

  it('warns once after a jump over several thresholds', () => {
    const due = dueWarnings(record({ idleExpiresAt: NOW + 5 * DAY }), NOW, WARN)
    expect(due.events).toEqual([{ type: 'connection.expiring', data: { clock: 'idle', daysLeft: 5 } }])
    expect(due.marks).toEqual(['idle:30', 'idle:14', 'idle:7'])
  })

  it('is silent once a clock has ended', () => {
    expect(dueWarnings(record({ idleExpiresAt: NOW }), NOW, WARN)).toEqual({ marks: [], events: [] })
  })
})
