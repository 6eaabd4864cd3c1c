// Every row of what a failure means, and what holds for all of them.
import { actionFor } from '@mooring/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../platform/clock.ts'
import { classifyFailure, type FailureSignals } from './classify-failure.ts'

const NOW = 1_800_000_000_000

type Failure = FailureSignals['failure']
type Given = Partial<Omit<FailureSignals, 'failure'>> & Partial<Failure> & { code?: string }

function signals({
  kind = 'invalid_grant',
  status = null,
  code,
  retryAfter = null,
  sent = true,
  ...rest
}: Given) {
  const fault = code === undefined ? null : { code, type: null, message: null }
  const failure: Failure = { kind, status, fault, retryAfter, sent }
  const given: FailureSignals = {
    call: 'refresh',
    failure,
    now: NOW,
    renewed: false,
    liveToken: true,
    idleExpiresAt: NOW + 50 * DAY,
    hardExpiresAt: NOW + 500 * DAY,
    newestGrant: true,
    confirmed: false,
    incident: false,
    journalOpen: false,
    disconnectHint: false,
    tries: 1,
    chance: 0,
    ...rest,
  }
  return given
}

const idle = { idleExpiresAt: NOW }
const hard = { hardExpiresAt: NOW - 1 }
const read = { call: 'company_read' } as const
const asked = { call: 'request' } as const

/** What is given, the status and reason, and the next step (a number: milliseconds until the next try). */
const TABLE: [string, Given, string, string | number][] = [
  // A refused grant
  ['a lone invalid_grant', {}, 'checking/refresh_outcome_unknown', MINUTE],
  ['… of a grant the store has replaced (L10)', { newestGrant: false, confirmed: true }, 'keep', 'reload'],
  ['… confirmed (L12)', { confirmed: true }, 'reauthorization_required/revoked', 'none'],
  [
    '… confirmed, no dates known',
    { confirmed: true, idleExpiresAt: null, hardExpiresAt: null },
    'reauthorization_required/revoked',
    'none',
  ],
  [
    '… confirmed, a second before its idle end',
    { confirmed: true, idleExpiresAt: NOW + 1 },
    'reauthorization_required/revoked',
    'none',
  ],
  ['… past its idle end', idle, 'checking/refresh_outcome_unknown', MINUTE],
  [
    '… past its idle end, confirmed',
    { ...idle, confirmed: true },
    'reauthorization_required/idle_expired',
    'none',
  ],
  [
    '… past its hard end, confirmed',
    { ...hard, confirmed: true },
    'reauthorization_required/hard_expired',
    'none',
  ],
  [
    '… past both, confirmed',
    { ...idle, ...hard, confirmed: true },
    'reauthorization_required/hard_expired',
    'none',
  ],
  ['… after a lost answer (L11)', { journalOpen: true }, 'reauthorization_required/token_lost', 'none'],
  [
    '… after a lost answer and past its idle end, confirmed',
    { ...idle, journalOpen: true, confirmed: true },
    'reauthorization_required/idle_expired',
    'none',
  ],
  ['… after a hint', { disconnectHint: true }, 'disconnected/in_quickbooks', 'none'],
  ['… during an incident (L13)', { incident: true }, 'checking/intuit_unavailable', MINUTE],
  [
    '… during an incident, confirmed, third try',
    { incident: true, confirmed: true, tries: 3 },
    'checking/intuit_unavailable',
    4 * MINUTE,
  ],
  [
    '… during an incident, after a lost answer',
    { incident: true, journalOpen: true },
    'checking/intuit_unavailable',
    MINUTE,
  ],
  [
    '… during an incident, after a hint',
    { incident: true, disconnectHint: true },
    'checking/intuit_unavailable',
    MINUTE,
  ],
  [
    '… during an incident, past its idle end, confirmed',
    { ...idle, incident: true, confirmed: true },
    'reauthorization_required/idle_expired',
    'none',
  ],
  // The app
  ['invalid_client (K15)', { kind: 'invalid_client', status: 401 }, 'blocked/app_misconfigured', 5 * MINUTE],
  ['invalid_client for long', { kind: 'invalid_client', tries: 20 }, 'blocked/app_misconfigured', HOUR],
  ['invalid_request (K16)', { kind: 'invalid_request', status: 400 }, 'checking/intuit_unavailable', MINUTE],
  [
    'invalid_request, confirmed',
    { kind: 'invalid_request', confirmed: true, tries: 2 },
    'blocked/app_misconfigured',
    2 * MINUTE,
  ],
  ['an unknown error', { kind: 'other_error', status: 400 }, 'checking/intuit_unavailable', MINUTE],
  // No answer
  ['a 503 to a refresh (K05)', { kind: 'unavailable', status: 503 }, 'checking/intuit_unavailable', MINUTE],
  [
    'a 503 for long',
    { kind: 'unavailable', status: 503, tries: 30, confirmed: true },
    'checking/intuit_unavailable',
    HOUR,
  ],
  [
    'a 503 that asks for half an hour',
    { kind: 'unavailable', status: 503, retryAfter: 1_800 },
    'checking/intuit_unavailable',
    HOUR / 2,
  ],
  ['a refresh without an answer (K04)', { kind: 'timeout' }, 'checking/refresh_outcome_unknown', MINUTE],
  ['a refresh that broke off (K04)', { kind: 'network' }, 'checking/refresh_outcome_unknown', MINUTE],
  [
    'a refresh with an unreadable answer (K06)',
    { kind: 'invalid_response', status: 200 },
    'checking/refresh_outcome_unknown',
    MINUTE,
  ],
  [
    'a refresh that was never sent (K18)',
    { kind: 'network', sent: false },
    'checking/intuit_unavailable',
    MINUTE,
  ],
  ['a read without an answer', { ...read, kind: 'timeout' }, 'checking/intuit_unavailable', MINUTE],
  ['a 500 to a read', { ...read, kind: 'unavailable', status: 500 }, 'checking/intuit_unavailable', MINUTE],
  ['a 503 to a request', { ...asked, kind: 'unavailable', status: 503 }, 'keep', 'none'],
  ['a 400 to a request', { ...asked, kind: 'other_error', status: 400, code: '6240' }, 'keep', 'none'],
  // Throttles and the quota
  ['a throttle (K12)', { ...read, kind: 'throttled', status: 429, code: '3001' }, 'keep', MINUTE],
  [
    'a throttled refresh once the token has ended',
    { kind: 'throttled', liveToken: false },
    'checking/intuit_unavailable',
    MINUTE,
  ],
  ['a throttled read then', { ...read, kind: 'throttled', liveToken: false }, 'keep', MINUTE],
  ['a throttle that asks for more', { kind: 'throttled', retryAfter: 3_600 }, 'keep', HOUR],
  ['a throttle that asks for less', { ...read, kind: 'throttled', retryAfter: 1 }, 'keep', MINUTE],
  ['throttles everywhere', { ...read, kind: 'throttled', incident: true }, 'keep', MINUTE],
  [
    'throttles everywhere that a wait does not end (K13)',
    { ...read, kind: 'throttled', incident: true, confirmed: true },
    'blocked/quota_exceeded',
    HOUR,
  ],
  // 401
  ['a 401', { ...asked, kind: 'unauthorized', code: '3200' }, 'keep', 'refresh'],
  ['a 401 to a replaced token', { ...read, kind: 'unauthorized', newestGrant: false }, 'keep', 'reload'],
  [
    'a 401 to a renewed token, of one path',
    { ...asked, kind: 'unauthorized', renewed: true },
    'keep',
    'probe',
  ],
  [
    'a 401 to a renewed token',
    { ...read, kind: 'unauthorized', renewed: true },
    'checking/intuit_unavailable',
    MINUTE,
  ],
  [
    '… confirmed',
    { ...read, kind: 'unauthorized', renewed: true, confirmed: true },
    'reauthorization_required/revoked',
    'none',
  ],
  [
    '… during an incident',
    { ...read, kind: 'unauthorized', renewed: true, confirmed: true, incident: true, tries: 2 },
    'checking/intuit_unavailable',
    2 * MINUTE,
  ],
  // Faults that name their cause
  ['3100 of one path', { ...asked, kind: 'forbidden', code: '3100' }, 'keep', 'probe'],
  [
    '3100 of the company',
    { ...read, kind: 'forbidden', code: '3100' },
    'reauthorization_required/scope_missing',
    'none',
  ],
  [
    'a 403 without a code',
    { ...read, kind: 'forbidden', status: 403, confirmed: true },
    'checking/intuit_unavailable',
    MINUTE,
  ],
  ...['120', '130', '140', '150', '6190'].map((code): (typeof TABLE)[number] => [
    `${code} of one request`,
    { ...asked, kind: 'forbidden', code },
    'keep',
    'probe',
  ]),
  [
    '120 (L19)',
    { ...read, kind: 'forbidden', code: '120' },
    'reauthorization_required/admin_access_lost',
    DAY,
  ],
  ['130', { ...read, kind: 'unauthorized', code: '130' }, 'blocked/app_misconfigured', 5 * MINUTE],
  ['7001', { ...read, kind: 'forbidden', code: '7001' }, 'blocked/app_misconfigured', 5 * MINUTE],
  ['140', { ...read, kind: 'forbidden', code: '140' }, 'blocked/company_locked', 5 * MINUTE],
  [
    '150',
    { ...read, kind: 'unavailable', status: 503, code: '150', tries: 9 },
    'blocked/company_locked',
    HOUR,
  ],
  ['6190', { ...read, kind: 'forbidden', code: '6190' }, 'blocked/subscription_ended', DAY],
]

describe('a failure is classified', () => {
  it.each(TABLE)('%s', (_, given, expected, step) => {
    const { mark, next } = classifyFailure(signals(given))
    expect(mark === null ? 'keep' : `${mark.status}/${mark.reason}`).toBe(expected)
    expect(next.do === 'retry_at' ? next.at - NOW : next.do).toBe(step)
  })

  it.each<[string, Given, boolean]>([
    ['a lone refusal', {}, true],
    ['one during an incident', { incident: true }, true],
    ['one that its dates explain', idle, false],
    ['one that a lost answer explains', { journalOpen: true }, false],
    ['one that a hint explains', { disconnectHint: true }, false],
    ['a race', { newestGrant: false }, false],
    ['an outage', { kind: 'unavailable', status: 503 }, false],
  ])('and counts towards an incident or not: %s', (_, given, unexplained) => {
    expect(classifyFailure(signals(given)).unexplained).toBe(unexplained)
  })

  it.each<[string, Given, boolean]>([
    ['a timeout', { kind: 'timeout' }, true],
    ['a broken connection', { kind: 'network' }, true],
    ['an unreadable answer', { kind: 'invalid_response' }, true],
    ['a 502', { kind: 'unavailable', status: 502 }, true],
    ['a 503', { kind: 'unavailable', status: 503 }, false],
    ['a 503 after a lost answer', { kind: 'unavailable', status: 503, journalOpen: true }, true],
    ['a throttle after a lost answer', { kind: 'throttled', journalOpen: true }, true],
    ['a refused connection', { kind: 'network', sent: false }, false],
    ['a call that was not made', { kind: 'unavailable', sent: false }, false],
    ['a read that timed out', { ...read, kind: 'timeout' }, false],
    ['a refusal', {}, false],
    ['a refusal that settles it', { journalOpen: true }, false],
  ])('and leaves the outcome unknown or not: %s', (_, given, outcomeUnknown) => {
    expect(classifyFailure(signals(given)).outcomeUnknown).toBe(outcomeUnknown)
  })
})

const time = fc.option(fc.integer({ min: NOW - 2_000 * DAY, max: NOW + 2_000 * DAY }))

const anySignals: fc.Arbitrary<FailureSignals> = fc.record({
  call: fc.constantFrom('refresh', 'company_read', 'request'),
  failure: fc.record({
    kind: fc.constantFrom(
      'invalid_grant',
      'invalid_client',
      'invalid_request',
      'other_error',
      'unauthorized',
      'forbidden',
      'throttled',
      'unavailable',
      'timeout',
      'network',
      'invalid_response',
    ),
    status: fc.option(fc.constantFrom(200, 400, 401, 403, 429, 500, 503)),
    fault: fc.option(
      fc.record({
        code: fc.option(
          fc.constantFrom('100', '120', '130', '140', '150', '3001', '3100', '3200', '6190', 'x'),
        ),
        type: fc.constant(null),
        message: fc.option(fc.string()),
      }),
    ),
    retryAfter: fc.option(fc.integer({ min: 0, max: 3_600 })),
    sent: fc.boolean(),
  }),
  now: fc.constant(NOW),
  renewed: fc.boolean(),
  liveToken: fc.boolean(),
  idleExpiresAt: time,
  hardExpiresAt: time,
  newestGrant: fc.boolean(),
  confirmed: fc.boolean(),
  incident: fc.boolean(),
  journalOpen: fc.boolean(),
  disconnectHint: fc.boolean(),
  tries: fc.nat(1_000),
  chance: fc.double({ min: 0, max: 1, noNaN: true }),
})

describe('whatever the signals', () => {
  const holds = (claim: (given: FailureSignals, verdict: ReturnType<typeof classifyFailure>) => boolean) =>
    fc.assert(
      fc.property(anySignals, (given) => claim(given, classifyFailure(given))),
      { numRuns: 5_000 },
    )

  it("the verdict is a row of the contract's table, or none", () => {
    holds((_, { mark }) => mark === null || actionFor(mark.status, mark.reason) !== null)
  })

  it('a next try lies ahead, and no further than a day', () => {
    holds((_, { next }) => next.do !== 'retry_at' || (next.at > NOW && next.at <= NOW + DAY))
  })

  it('checking and blocked are always checked again', () => {
    holds(
      (_, { mark, next }) => !['checking', 'blocked'].includes(mark?.status ?? '') || next.do === 'retry_at',
    )
  })

  it('an outage, a throttle or the quota asks no one to re-authorize', () => {
    const TROUBLE = ['throttled', 'unavailable', 'timeout', 'network', 'invalid_response', 'invalid_client']
    holds(({ call, failure }, { mark }) => {
      const named = call === 'company_read' && failure.fault?.code === '120'
      return !TROUBLE.includes(failure.kind) || named || mark?.status !== 'reauthorization_required'
    })
  })

  it('an incident asks no one but whose dates have passed', () => {
    holds((given, { mark }) => {
      const ended = [given.idleExpiresAt, given.hardExpiresAt].some((end) => end !== null && end <= NOW)
      const refused = given.call === 'refresh' && given.failure.kind === 'invalid_grant'
      return !refused || !given.incident || ended || !given.newestGrant || mark?.status === 'checking'
    })
  })

  it('only a hint makes a disconnect', () => {
    holds((given, { mark }) => mark?.status !== 'disconnected' || given.disconnectHint)
  })
})
