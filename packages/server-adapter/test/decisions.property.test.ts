// Pure decisions, for whatever facts: what must never come of them. Beside these: classify-failure, back-off and rate-limits.
import { STATUS_TABLE } from '@mooring/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { consentOrder } from '../src/authorize/consent-order.ts'
import { decideCompany } from '../src/connection/company-rules.ts'
import { connectionStateOf } from '../src/connection/connection-lifecycle.ts'
import {
  asOf,
  isIncident,
  noIncident,
  notAhead,
  noteRefresh,
  noteRefusal,
} from '../src/failures/grant-incident.ts'
import { isIntact, nextEntry } from '../src/history/history-chain.ts'
import { percentile } from '../src/operations/health-days.ts'
import { DAY, HOUR, MINUTE } from '../src/platform/clock.ts'
import type { ConnectionRecord, SeenConsents } from '../src/stores/records.ts'
import { believed } from '../src/tokens/believed-row.ts'
import { holds, NOW } from './properties.ts'

const status = fc.constantFrom(...(Object.keys(STATUS_TABLE) as ConnectionRecord['status'][]))
const moment = fc.option(fc.integer({ min: -400, max: 2_000 }).map((days) => NOW + days * DAY))
const row = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  tenantId: fc.constantFrom('us', 'them'),
  realmTag: fc.constantFrom('tea', 'coffee'),
  status,
})

it('a proven company goes to no row of another tenant, and is refused where another has it', () => {
  const permissions = fc.subarray(['connect', 'reauthorize', 'disconnect', 'view'] as const)
  const facts = fc.record({
    attempt: fc.record({ tenantId: fc.constant('us'), allowCompanyChange: fc.boolean(), permissions }),
    realmTag: fc.constant('tea'),
    target: fc.option(row.map((given) => ({ ...given, tenantId: 'us' }))),
    holders: fc.array(
      row.map((given) => ({ ...given, realmTag: 'tea' })),
      { maxLength: 4 },
    ),
    hasAnother: fc.boolean(),
    multipleConnections: fc.boolean(),
    sharedCompanies: fc.constantFrom('refuse' as const, 'allow' as const),
  })
  holds(facts, (given) => {
    const decision = decideCompany(given as never)
    const isForeign = given.holders.some(
      ({ tenantId, status: is }) => tenantId === 'them' && is !== 'disconnected',
    )
    if ('connection' in decision) expect(decision.connection.tenantId).toBe('us')
    if ('old' in decision) expect(decision.old.tenantId).toBe('us')
    const isKept = ['renew', 'reconnect', 'create', 'replace'].includes(decision.kind)
    if (isForeign && given.sharedCompanies === 'refuse') expect(isKept).toBe(false)
    const isSwitch = given.target !== null && given.target.realmTag !== 'tea'
    if (isSwitch && !given.attempt.allowCompanyChange) expect(decision.kind).toBe('company_mismatch')
    const own = given.holders.some(({ tenantId, status: is }) => tenantId === 'us' && is !== 'disconnected')
    if (own) expect(['create', 'replace']).not.toContain(decision.kind)
    const { permissions: rights } = given.attempt
    if (!rights.includes('connect') && !rights.includes('reauthorize'))
      expect(['renew', 'reconnect']).not.toContain(decision.kind)
  })
})

it('of consents that come back, are exchanged and are stored in any order, the grant exchanged last is stored', () => {
  const turns = fc.integer({ min: 2, max: 5 }).chain((count) =>
    fc.shuffledSubarray(
      Array.from({ length: 3 * count }, (_, turn) => turn % count),
      { minLength: 3 * count },
    ),
  )
  holds(turns, (order) => {
    const seen = new Map<number, SeenConsents>()
    const exchanged: number[] = []
    const saved: number[] = []
    for (const id of order) {
      const stored = { connectionId: saved.length === 0 ? null : 'tea', saved: saved.length }
      const consents = seen.get(id)
      if (consents === undefined) seen.set(id, stored)
      else if (!exchanged.includes(id)) exchanged.push(id)
      else {
        const stages = [{ step: 'returned', at: NOW, consents }]
        const isLast =
          consentOrder({ id: String(id), outcome: 'pending', stages }, 'tea', saved.length) === 'last'
        // By Intuit's rules only the grant exchanged last lives, which a refresh tells.
        if (isLast || exchanged.at(-1) === id) saved.push(id)
        else saved.unshift(id)
      }
    }
    expect(saved.at(-1)).toBe(exchanged.at(-1))
  })
})

const record = fc
  .record({
    status,
    idleExpiresAt: moment,
    hardExpiresAt: moment,
    accessExpiresAt: moment,
    retryAt: moment,
    refusedAt: moment,
    disconnectHintAt: moment,
    idleIsImported: fc.boolean(),
    failures: fc.nat({ max: 5 }),
    setup: fc.record({
      state: fc.constantFrom('none', 'importing', 'failed'),
      dueAt: moment,
      run: fc.option(fc.record({ aliveUntil: moment.map((at) => at ?? NOW) })),
    }),
    sync: fc.record({ run: fc.option(fc.record({ aliveUntil: moment.map((at) => at ?? NOW) })) }),
    switching: fc.option(fc.record({ until: moment.map((at) => at ?? NOW) })),
    campaigns: fc.option(
      fc.array(fc.record({ id: fc.constant('one'), deadline: moment.map((at) => at ?? NOW) }), {
        minLength: 1,
        maxLength: 2,
      }),
    ),
  })
  .chain((given) =>
    fc
      .constantFrom(...Object.keys(STATUS_TABLE[given.status]), null)
      .map((reason) => ({ ...given, reason }) as unknown as ConnectionRecord),
  )

it('what is believed of a row is no further ahead than it is ever set, and is believed again', () => {
  holds(record, (given) => {
    const row = believed(given, NOW)
    expect(believed(row, NOW)).toBe(row)
    expect(row.retryAt ?? NOW).toBeLessThanOrEqual(NOW + DAY)
    expect(row.accessExpiresAt ?? NOW).toBeLessThanOrEqual(NOW + HOUR + 15 * MINUTE)
    expect(row.refusedAt ?? NOW).toBeLessThanOrEqual(NOW)
    expect(row.sync.run?.aliveUntil ?? NOW).toBeLessThanOrEqual(NOW + 2 * MINUTE)
    expect(row.switching?.until ?? NOW).toBeLessThanOrEqual(NOW + 7 * DAY)
  })
})

it('a standing is one of the contract’s table', () => {
  holds(record, (given) => {
    const { status: is, reason } = connectionStateOf(given, NOW, [30, 14, 7, 1] as never)
    expect(Object.keys(STATUS_TABLE)).toContain(is)
    if (reason !== null) expect(Object.keys(STATUS_TABLE[is])).toContain(reason)
  })
})

it('an incident takes three connections of three tenants, and any refresh or six hours end it', () => {
  const refusal = fc.record({
    who: fc.nat({ max: 5 }),
    tenant: fc.nat({ max: 3 }),
    after: fc.nat({ max: 8 * MINUTE }),
  })
  holds(fc.array(refusal, { maxLength: 12 }), (refusals) => {
    let [log, now] = [noIncident, NOW]
    const seen = new Map<string, string>()
    for (const { who, tenant, after } of refusals) {
      now += after
      log = noteRefusal(log, { connectionId: `c${who}`, tenantId: `t${tenant}` }, now)
      seen.set(`c${who}`, `t${tenant}`)
      if (isIncident(log, now)) {
        expect(seen.size).toBeGreaterThanOrEqual(3)
        expect(Object.keys(log.refusals).length).toBeGreaterThanOrEqual(3)
      }
    }
    expect(isIncident(noteRefresh(log, 'c9'), now)).toBe(false)
    expect(asOf(log, now + 6 * HOUR).since).toBe(null)
    expect(notAhead(log, now)).toBe(log)
    expect(isIncident(notAhead(log, NOW - DAY), NOW - DAY + 6 * HOUR)).toBe(false)
  })
})

it('a history whose entry was changed, left out or moved is broken', () => {
  const note = fc.record({
    type: fc.constantFrom('token.rotated', 'connection.verified'),
    outcome: fc.constant('succeeded'),
    actor: fc.constant(null),
    data: fc.dictionary(fc.string(), fc.jsonValue()),
  })
  holds(fc.tuple(fc.array(note, { minLength: 2, maxLength: 6 }), fc.nat()), ([notes, at]) => {
    const chain: ReturnType<typeof nextEntry>[] = []
    for (const [index, given] of notes.entries()) {
      const subject = { id: `h${index}`, salt: 's', tenantId: 't', connectionId: 'c', at: NOW + index }
      chain.push(nextEntry(chain.at(-1) ?? null, subject, given as never))
    }
    const isWhole = (entries: typeof chain) =>
      entries.every((entry, index) => isIntact(entry, entries[index - 1] ?? null))
    expect(isWhole(chain)).toBe(true)
    const index = at % (chain.length - 1)
    expect(isWhole(chain.toSpliced(index, 1))).toBe(false)
    const entry = chain[index]
    if (entry === undefined) throw new Error('There is an entry.')
    expect(isWhole(chain.with(index, { ...entry, at: entry.at + 1 }))).toBe(false)
    expect(isWhole(chain.with(index, { ...entry, data: { ...entry.data, more: 1, [`x${at}`]: at } }))).toBe(
      false,
    )
  })
})

it('a percentile is one of the delays', () => {
  holds(
    fc.tuple(fc.array(fc.nat(), { minLength: 1 }), fc.integer({ min: 1, max: 100 })),
    ([delays, percent]) => {
      const value = percentile(delays, percent)
      expect(delays).toContain(value)
      const below = delays.filter((delay) => delay <= value).length
      expect(below / delays.length).toBeGreaterThanOrEqual(percent / 100 - 1e-9)
    },
  )
})
