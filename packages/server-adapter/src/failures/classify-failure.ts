// From the signals of a failed call to the connection's status and reason ("revoked" and all others), and what to do next. Pure.
import type { Reason, Status } from '@mooring/contract'
import type { GatewayFailureKind, IntuitFault } from '../gateway/intuit-gateway.ts'
import { DAY, HOUR, MINUTE } from '../platform/clock.ts'
import { type BackOff, backOff } from './back-off.ts'

/** Everything that is known when a call to Intuit has failed. Times in milliseconds since the epoch. */
export interface FailureSignals {
  /** Which call: a refresh, a read of the company (a probe), or a request of the host's. */
  readonly call: 'refresh' | 'company_read' | 'request'
  readonly failure: {
    readonly kind: GatewayFailureKind
    readonly status: number | null
    readonly fault: IntuitFault | null
    /** Seconds. */
    readonly retryAfter: number | null
    readonly sent: boolean
  }
  readonly now: number
  /** True where the access token came from a refresh made just now because of a refusal: another one won't help. */
  readonly renewed: boolean
  /** Whether the stored access token has not ended yet. */
  readonly liveToken: boolean
  readonly idleExpiresAt: number | null
  readonly hardExpiresAt: number | null
  /** False where the store has a newer grant than the one that failed. */
  readonly newestGrant: boolean
  /** True where a try at least a minute ago failed in the same way. */
  readonly confirmed: boolean
  /** True while three or more connections fail in this way (see `incident.ts`; one log per kind of failure). */
  readonly incident: boolean
  /** True where an earlier refresh of this grant (not the one that failed now) never got its answer. */
  readonly journalOpen: boolean
  /** True where a browser came to the Disconnect URL for this company since the last success. */
  readonly disconnectHint: boolean
  /** How many tries have failed in a row, this one included. */
  readonly tries: number
  /** 0 to 1: jitter. */
  readonly chance: number
}

/** The statuses a failure can bring about. */
export interface Mark {
  readonly status: Extract<Status, 'checking' | 'reauthorization_required' | 'blocked' | 'disconnected'>
  readonly reason: Reason
}

/**
 * What to do now.
 * - `refresh`: renew the access token once and repeat the call.
 * - `reload`: read the store again and go on with the newer grant.
 * - `probe`: read the company; its answer decides.
 * - `retry_at`: try again at `at` (ms since the epoch).
 */
export type NextStep =
  | { readonly do: 'none' | 'refresh' | 'reload' | 'probe' }
  | { readonly do: 'retry_at'; readonly at: number }

export interface Verdict {
  /** null: recorded only, the status stays. */
  readonly mark: Mark | null
  readonly next: NextStep
  /** True for a refused grant that nothing explains: it counts towards an incident. */
  readonly unexplained: boolean
  /** True where Intuit may have rotated the refresh token all the same: the journal row stays open. */
  readonly outcomeUnknown: boolean
}

/** A refresh or a probe that Intuit could not answer. */
const REPAIR: BackOff = { first: MINUTE, longest: HOUR }
/** Conditions that only people can fix: Mooring checks now and then, so that no one has to report it. */
const WATCH: BackOff = { first: 5 * MINUTE, longest: HOUR }
/** Intuit asks to wait 60 s after a 429 (its limits page); it documents no Retry-After. */
const THROTTLE_PAUSE = MINUTE
const CONFIRM_PAUSE = MINUTE

/** Faults that say by themselves what is wrong (Intuit's error code pages). */
const FAULT_MARKS = new Map<string | null, Mark>([
  ['120', { status: 'reauthorization_required', reason: 'admin_access_lost' }],
  ['130', { status: 'blocked', reason: 'app_misconfigured' }],
  ['140', { status: 'blocked', reason: 'company_locked' }],
  ['150', { status: 'blocked', reason: 'company_locked' }],
  // Of the other environment (Intuit: "sandbox company works with sandbox URL").
  ['7001', { status: 'blocked', reason: 'app_misconfigured' }],
  ['6190', { status: 'blocked', reason: 'subscription_ended' }],
])

/** Faults of a company that the token does belong to (Intuit's error code pages): it can't be used now. */
export const COMPANY_FAULTS: readonly (string | null)[] = ['120', '140', '150', '6190']

/** Fault codes that may be about the connection and not about what was asked for. */
export const DIAGNOSTIC_FAULTS: readonly (string | null)[] = [...FAULT_MARKS.keys(), '3100']

const UNAVAILABLE: Mark = { status: 'checking', reason: 'intuit_unavailable' }
const OUTCOME_UNKNOWN: Mark = { status: 'checking', reason: 'refresh_outcome_unknown' }
const MISCONFIGURED: Mark = { status: 'blocked', reason: 'app_misconfigured' }
const QUOTA: Mark = { status: 'blocked', reason: 'quota_exceeded' }

type Finding = Omit<Verdict, 'outcomeUnknown'>

const finding = (mark: Mark | null, next: NextStep, unexplained = false): Finding => ({
  mark,
  next,
  unexplained,
})

const at = (time: number): NextStep => ({ do: 'retry_at', at: time })
const none: NextStep = { do: 'none' }

/** The next try with back-off, never before the time Intuit asked for. */
function later(signals: FailureSignals, pace: BackOff): NextStep {
  const asked = (signals.failure.retryAfter ?? 0) * 1_000
  return at(signals.now + Math.max(backOff(pace, signals.tries, signals.chance), asked))
}

/** Why a grant that is refused for good has ended, by what was known of it. */
function endOf({ now, idleExpiresAt, hardExpiresAt }: FailureSignals): Mark {
  const status = 'reauthorization_required'
  if (hardExpiresAt !== null && hardExpiresAt <= now) return { status, reason: 'hard_expired' }
  if (idleExpiresAt !== null && idleExpiresAt <= now) return { status, reason: 'idle_expired' }
  return { status, reason: 'revoked' }
}

/**
 * A refused grant. Its own dates explain it even during an incident; a lost answer and a hint explain it, but Intuit's
 * incidents answer `invalid_grant` to healthy grants too, so that both wait until an incident is over.
 */
function classifyInvalidGrant(signals: FailureSignals): Finding {
  if (!signals.newestGrant) return finding(null, { do: 'reload' })
  const end = endOf(signals)
  const expired = end.reason !== 'revoked'
  if (expired && signals.confirmed) return finding(end, none)
  if (signals.incident && !expired) return finding(UNAVAILABLE, later(signals, REPAIR), true)
  if (signals.disconnectHint) return finding({ status: 'disconnected', reason: 'in_quickbooks' }, none)
  if (signals.journalOpen && !expired)
    return finding({ status: 'reauthorization_required', reason: 'token_lost' }, none)
  if (signals.confirmed) return finding(end, none)
  return finding(OUTCOME_UNKNOWN, at(signals.now + CONFIRM_PAUSE), !expired)
}

/** The app's own fault: every connection still has its grant and comes back when the app is fixed. */
const ofApp = (signals: FailureSignals): Finding => finding(MISCONFIGURED, later(signals, WATCH))

/**
 * A wait of a minute is no one's business while there is a token to work with; only a limit that outlasts it everywhere
 * is the month's quota.
 */
function ofThrottle(signals: FailureSignals): Finding {
  const asked = (signals.failure.retryAfter ?? 0) * 1_000
  const quota = signals.call !== 'refresh' && signals.incident && signals.confirmed
  if (quota) return finding(QUOTA, later(signals, { first: HOUR, longest: HOUR }))
  const mark = signals.call === 'refresh' && !signals.liveToken ? UNAVAILABLE : null
  return finding(mark, at(signals.now + Math.max(asked, THROTTLE_PAUSE)))
}

/**
 * Whether Intuit may have done a refresh although its answer says nothing of it: 503 is its word for "not done",
 * every other silence or error could have come after the rotation.
 */
function mayHaveRotated({ call, failure }: FailureSignals): boolean {
  if (call !== 'refresh' || !failure.sent) return false
  if (failure.kind === 'unavailable') return failure.status !== 503
  return ['timeout', 'network', 'invalid_response'].includes(failure.kind)
}

/** No answer, or none that says anything: never asks anybody to re-authorize. */
function classifyNoResponse(signals: FailureSignals): Finding {
  // The host has the answer of its own request, and decides whether it asks again.
  if (signals.call === 'request') return finding(null, none)
  const answerLost = mayHaveRotated(signals) && signals.failure.kind !== 'unavailable'
  return finding(answerLost ? OUTCOME_UNKNOWN : UNAVAILABLE, later(signals, REPAIR))
}

/** Refusals the token endpoint gives no reason for: ours or a passing failure of Intuit's, which only another try shows. */
function classifyUnexpected(signals: FailureSignals): Finding {
  if (signals.call === 'request') return finding(null, none)
  const mark = signals.confirmed && signals.call === 'refresh' ? MISCONFIGURED : UNAVAILABLE
  return finding(mark, later(signals, REPAIR))
}

/** 401: the token is old or revoked, which a refresh shows; refused again right after one, it is tried once more. */
function ofUnauthorized(signals: FailureSignals): Finding {
  if (!signals.newestGrant) return finding(null, { do: 'reload' })
  if (!signals.renewed) return finding(null, { do: 'refresh' })
  if (signals.call === 'request') return finding(null, { do: 'probe' })
  if (signals.incident) return finding(UNAVAILABLE, later(signals, REPAIR))
  if (signals.confirmed) return finding(endOf(signals), none)
  return finding(UNAVAILABLE, at(signals.now + CONFIRM_PAUSE))
}

/** 403: one path that the app may not use says nothing about the connection; the company's own does. */
function ofForbidden(signals: FailureSignals): Finding {
  if (signals.call === 'request') return finding(null, { do: 'probe' })
  if (signals.failure.fault?.code === '3100')
    return finding({ status: 'reauthorization_required', reason: 'scope_missing' }, none)
  return classifyUnexpected(signals)
}

/**
 * A fault that names its cause: one answer to a request of the host's proves nothing, the company's own does. People
 * fix it inside QuickBooks, which sends us nothing: it is checked each day.
 */
function ofNamedFault(signals: FailureSignals, mark: Mark): Finding {
  if (signals.call === 'request') return finding(null, { do: 'probe' })
  const pace =
    mark.status === 'blocked' && mark.reason !== 'subscription_ended' ? WATCH : { first: DAY, longest: DAY }
  return finding(mark, later(signals, pace))
}

const BY_KIND: Record<GatewayFailureKind, (signals: FailureSignals) => Finding> = {
  invalid_grant: classifyInvalidGrant,
  invalid_client: ofApp,
  invalid_request: classifyUnexpected,
  other_error: classifyUnexpected,
  unauthorized: ofUnauthorized,
  forbidden: ofForbidden,
  throttled: ofThrottle,
  unavailable: classifyNoResponse,
  timeout: classifyNoResponse,
  network: classifyNoResponse,
  invalid_response: classifyNoResponse,
}

function findingOf(signals: FailureSignals): Finding {
  const { call, failure } = signals
  const named = call === 'refresh' ? undefined : FAULT_MARKS.get(failure.fault?.code ?? null)
  return named === undefined || failure.kind === 'throttled'
    ? BY_KIND[failure.kind](signals)
    : ofNamedFault(signals, named)
}

/**
 * Classifies one failed call. The same signals always give the same verdict; every combination has one.
 * An outage, a throttle and a quota never ask anybody to re-authorize.
 */
export function classifyFailure(signals: FailureSignals): Verdict {
  const found = findingOf(signals)
  const settled = found.mark?.status === 'reauthorization_required' || found.mark?.status === 'disconnected'
  return { ...found, outcomeUnknown: !settled && (signals.journalOpen || mayHaveRotated(signals)) }
}
