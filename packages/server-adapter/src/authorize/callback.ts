// What happens when Intuit sends a browser back: prove the browser, consume the state, exchange, prove the company.
import { timingSafeEqual } from 'node:crypto'
import { type Code, type Problem, parseRealmId, type RealmId } from '@mooring/contract'
import { askHost, type Identify, isStillAllowed } from '../access/access.ts'
import type { Config } from '../config/config.ts'
import { CALLBACK_POLL_MS, CALLBACK_WAIT_MS, EXCHANGE_LOST_MS } from '../config/defaults.ts'
import { connectionStateOf } from '../connection/connection-lifecycle.ts'
import { problemOf } from '../errors/mooring-error.ts'
import { sha256 } from '../platform/ids.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { renewedConnection } from '../stores/renewed-connection.ts'
import { ConflictError, type Repositories } from '../stores/store.ts'
import { ended, hasNewerGrant, saveAttempt, stepped } from './attempt-changes.ts'
import { logFailedAttempt } from './attempt-log.ts'
import { hasRunOut } from './attempt-view.ts'
import { claimSecret, isSecretOf } from './claim-secret.ts'
import { consentsSeen } from './consent-order.ts'
import { mayNotRenew } from './decide-attempt.ts'
import { exchangeGrant, type GrantDeps } from './exchange-grant.ts'
import { refuseForeignCompany } from './foreign-company.ts'
import { refusalByLink } from './link-attempts.ts'
import { forbiddenProblem } from './refused-company.ts'
import { hasGrantToLose, isUnclaimed } from './unclaimed.ts'

/** What came back with the browser. Parameters that came twice are null. */
export interface CallbackArrival {
  readonly state: string | null
  readonly code: string | null
  readonly realmId: string | null
  readonly error: string | null
  /** The secret of this attempt's cookie, by the attempt's id. */
  readonly cookieOf: (attemptId: string) => string | null
  readonly identify: Identify
}

/** Where the callback leads: to an attempt, or to a problem that names none. */
export type CallbackResult = Arrived | Refused

export interface Arrived {
  readonly attempt: AttemptRecord
  /** For this browser alone: what its starter's page claims it with. null where no claim is needed, or another browser came back. */
  readonly secret: string | null
}

/** The attempt of a callback, and whether its starter was seen on it. */
interface Proven {
  readonly attempt: AttemptRecord
  readonly isSeen: boolean
}

/** A callback that is refused. */
export interface Refused {
  readonly problem: Code
  /** The attempt its state belongs to, for the log alone. */
  readonly of?: AttemptRecord
  /** What is in the way, for the log alone. */
  readonly error?: unknown
}

function sameSecret(secret: string | null, hash: string): boolean {
  if (secret === null) return false
  return timingSafeEqual(Buffer.from(sha256(secret)), Buffer.from(hash))
}

export async function arrive(deps: GrantDeps, arrival: CallbackArrival): Promise<CallbackResult> {
  const found = await provenAttempt(deps, arrival)
  if ('problem' in found) return found
  const { attempt, isSeen } = found
  const { code } = arrival
  if (attempt.returnedAt !== null || attempt.outcome !== 'pending') {
    return await withSecret(deps, await outcomeOf(deps, attempt), code)
  }
  // Before the state is used up: what is in the way of receiving or storing a grant must not cost a code.
  await deps.gateway.ready?.()
  const vault = await deps.vault()
  const secret = isSeen || code === null ? null : claimSecret(vault, attempt.id, code)
  const realmId = parseRealmId(arrival.realmId)
  const realmTag = realmId && vault.realmTag(deps.config.environment, realmId)
  const consumed = await consume(deps, attempt, { secret, realmTag })
  if (consumed === null) return await withSecret(deps, await outcomeOf(deps, attempt), code)
  if (consumed.outcome !== 'pending') return { attempt: consumed, secret: null }
  const read = readArrival(arrival)
  if ('problem' in read)
    return { attempt: await fail(deps, consumed, read.outcome, read.problem), secret: null }
  const refused = await refuseForeignCompany(deps, consumed, read.realmId)
  if (refused !== null) return { attempt: refused, secret: null }
  if (await mayNotRenew(deps, vault, consumed, read.realmId))
    return { attempt: await fail(deps, consumed, 'failed', forbiddenProblem()), secret: null }
  return await withSecret(deps, await exchangeGrant(deps, consumed, read.code, read.realmId), code)
}

/** With the secret of its claim, where it waits for one and this browser brings the code that it came back with. */
async function withSecret(deps: GrantDeps, attempt: AttemptRecord, code: string | null): Promise<Arrived> {
  if (code === null || attempt.outcome !== 'pending' || !isUnclaimed(attempt))
    return { attempt, secret: null }
  const secret = claimSecret(await deps.vault(), attempt.id, code)
  return { attempt, secret: isSecretOf(attempt, secret) ? secret : null }
}

/** The attempt of this state, where this browser started it and its person may still do it. Another browser consumes nothing. */
async function provenAttempt(
  deps: GrantDeps,
  { state, cookieOf, identify }: CallbackArrival,
): Promise<Proven | Refused> {
  if (state === null || state === '') return { problem: 'state_invalid' }
  const attempt = await deps.store.read(async (tx) => await tx.attempts.findByState(sha256(state)))
  if (attempt === null) return { problem: 'state_invalid' }
  if (!sameSecret(cookieOf(attempt.id), attempt.cookieHash))
    return { problem: 'session_mismatch', of: attempt }
  // The reader of a link has no login here; someone who happens to be signed in is no other person.
  if (attempt.linkId !== null) return { attempt, isSeen: true }
  try {
    const identity = await askHost(identify, { tenantId: attempt.tenantId })
    if (identity !== null && !isStillAllowed(attempt, identity)) {
      // The browser is the starter's, and someone else sits at it: nothing can come of this attempt any more.
      if (attempt.returnedAt === null) await fail(deps, attempt, 'failed', otherPerson())
      return { problem: 'session_mismatch', of: attempt }
    }
    if (identity === null) return { attempt, isSeen: false }
    return { attempt: { ...attempt, permissions: identity.permissions }, isSeen: true }
  } catch (error) {
    return { problem: 'identity_unavailable', of: attempt, error }
  }
}

/** Uses up the state: once, however many ask at the same time. null where another was first. */
async function consume(
  { config, store }: GrantDeps,
  attempt: AttemptRecord,
  { secret, realmTag }: { secret: string | null; realmTag: string | null },
): Promise<AttemptRecord | null> {
  const now = config.now()
  try {
    return await store.write(async (tx) => {
      const current = await tx.attempts.get(attempt.id)
      if (current === null || current.returnedAt !== null || current.outcome !== 'pending') return null
      const seen = realmTag === null ? {} : { consents: await consentsSeen(tx, current, realmTag) }
      const cameBack = stepped(current, 'returned', now, seen)
      const returned = {
        ...cameBack,
        returnedAt: now,
        permissions: attempt.permissions,
        claim: secret === null ? null : await newClaim(config, tx, cameBack, secret),
        // Background work resumes it if this process dies with the code.
        dueAt: now + EXCHANGE_LOST_MS,
      }
      const refused = await refusalByLink(config, tx, current, now)
      if (refused !== null) {
        const problem = { ...refused, reference: current.id }
        return await saveAttempt(tx, ended(returned, 'failed', problem), now)
      }
      if (!hasRunOut(current, now)) return await saveAttempt(tx, returned, now)
      const late = problemOf(
        'state_expired',
        'The authorization took longer than 30 minutes. Please start again.',
      )
      return await saveAttempt(tx, ended(returned, 'expired', { ...late, reference: current.id }), now)
    })
  } catch (error) {
    if (error instanceof ConflictError) return null
    throw error
  }
}

async function fail(
  { config, store }: GrantDeps,
  attempt: AttemptRecord,
  outcome: 'cancelled' | 'failed',
  problem: Problem,
): Promise<AttemptRecord> {
  const after = await store.write(async (tx) => {
    const current = (await tx.attempts.get(attempt.id)) ?? attempt
    if (current.outcome !== 'pending' || hasNewerGrant(current, attempt)) return current
    return await saveAttempt(tx, ended(current, outcome, { ...problem, reference: attempt.id }), config.now())
  })
  logFailedAttempt(config, after)
  return after
}

/** A repeated callback gets the first one's outcome: waits for it while the first is under way. */
async function outcomeOf(deps: GrantDeps, attempt: AttemptRecord): Promise<AttemptRecord> {
  let current = attempt
  for (
    let waited = 0;
    current.outcome === 'pending' && waited < CALLBACK_WAIT_MS;
    waited += CALLBACK_POLL_MS
  ) {
    if (current.waitingGrant !== null) break
    await deps.pause(CALLBACK_POLL_MS)
    current = (await deps.store.read(async (tx) => await tx.attempts.get(attempt.id))) ?? current
  }
  return current
}

async function newClaim(
  config: Pick<Config, 'now' | 'warnBeforeDays'>,
  tx: Repositories,
  attempt: AttemptRecord,
  secret: string,
): Promise<AttemptRecord['claim']> {
  const id = renewedConnection(attempt)
  const connection = id === null ? null : await tx.connections.get(id)
  // By its clocks: background work may not have seen yet that one has ended it.
  const connectionState = connection && connectionStateOf(connection, config.now(), config.warnBeforeDays)
  return { secretHash: sha256(secret), claimedAt: null, endsGrant: hasGrantToLose(connectionState) }
}

const otherPerson = () =>
  problemOf(
    'session_mismatch',
    'Someone else is signed in than started this, or may not do it any more. Nothing was changed; please start again.',
  )

/** What an exchange needs; or Intuit's refusal, or an answer that lacks it: Intuit is not called with that. */
function readArrival(
  arrival: CallbackArrival,
): { code: string; realmId: RealmId } | { outcome: 'cancelled' | 'failed'; problem: Problem } {
  const { error, code } = arrival
  const realmId = parseRealmId(arrival.realmId)
  if (error === 'access_denied') {
    const detail = 'The authorization was not given at QuickBooks. Nothing was changed.'
    return { outcome: 'cancelled', problem: problemOf('access_denied', detail) }
  }
  if (error !== null) return { outcome: 'failed', problem: refusalOf(error) }
  if (code === null || code === '' || code.length > 1024) {
    const detail = 'QuickBooks sent an incomplete answer. Nothing was changed; please try again.'
    return { outcome: 'failed', problem: problemOf('exchange_failed', detail) }
  }
  if (realmId === null) {
    const detail = 'QuickBooks did not say which company was chosen. Nothing was changed; please try again.'
    return { outcome: 'failed', problem: problemOf('company_unreadable', detail) }
  }
  return { code, realmId }
}

function refusalOf(error: string): Problem {
  if (error === 'invalid_scope') {
    return problemOf(
      'invalid_scope',
      'QuickBooks refused the access this product asks for. Please tell its support.',
    )
  }
  if (error === 'server_error' || error === 'temporarily_unavailable') {
    return problemOf(
      'intuit_unavailable',
      'QuickBooks is not available at the moment. Please try again in a few minutes.',
    )
  }
  return problemOf('exchange_failed', 'QuickBooks did not complete the authorization. Please try again.')
}
