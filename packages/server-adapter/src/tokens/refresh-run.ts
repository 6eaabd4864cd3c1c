// One refresh of one connection, from reading the store to its outcome.

import type { Deps } from '../deps.ts'
import { mooringError, NotFoundError } from '../errors/mooring-error.ts'
import { GatewayError, type IntuitGrant } from '../gateway/intuit-gateway.ts'
import { logFieldsOf } from '../gateway/log-fields.ts'
import { type OpenGrant, openGrant, sealGrant } from '../keys/grant-sealing.ts'
import { SECOND } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { logAbout } from '../platform/logger.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'
import type { Breaker } from './breaker.ts'
import { leaseTimer, observeLease, startHeartbeat } from './lease-heartbeat.ts'
import { type Intent, openIntent, type StoredState, type Take } from './refresh-intent.ts'
import { isTransient, retryUntilStored } from './retry-commit.ts'
import { type Ask, commitFailure, commitGrant } from './settle-refresh.ts'
import type { ReadState } from './state-reads.ts'
import type { LiveTokens, Moment } from './token-cache.ts'
import { hasLife } from './token-life.ts'
import type { Turn, Turns } from './turns.ts'

/** Between two reads while another process refreshes, ms: the first pause, how it grows, and the longest. */
interface PollPace {
  readonly first: number
  readonly growth: number
  readonly longest: number
}

/** In a file of this machine's, a read costs next to nothing. */
const IN_FILE: PollPace = { first: 8, growth: 1.25, longest: 400 }
/** On a server, all processes' reads add up, and the end of a refresh is notified where the server allows LISTEN. */
const ON_SERVER: PollPace = { first: 50, growth: 1.5, longest: 1_500 }
/** Waits on a server end at the same moments, ms apart, so that what is read then is read together. */
const TOGETHER_MS = 50
/** Before the one reconciling call after a lost answer, ms. */
const RECONCILE_PAUSE_MS = 200
/** Tries to write down that a refresh failed, and the pause between them, ms. */
const FAILURE_TRIES = 5
const FAILURE_PAUSE_MS = 200

/** What a refresh is to do, and how far it is. */
export interface RefreshRun extends Ask {
  readonly connectionId: string
  /** Nothing to do where the stored grant is newer than this. */
  readonly rejectedGeneration: number | null
  /** Takes the connection for background work, where it is made for one that is due; else null. */
  readonly take: Take | null
  /** What its caller has read already; else null. */
  readonly found: StoredState | null
  /** What it saw last, or has stored itself. */
  seen: SeenState | null
  /** An answer of Intuit's waits in memory for the store. */
  isStoring: boolean
  /** Intuit was asked: false where there was nothing to do. */
  called: boolean
  /** Its last answer was a failure. */
  failed: boolean
}

/** What the store had, from that moment on or later. */
export interface SeenState {
  readonly record: ConnectionRecord
  readonly grant: GrantRecord
  readonly readAt: Moment
}

/** What refreshes of one adapter have in common. */
export interface RefreshContext {
  readonly deps: Deps
  readonly readState: ReadState
  readonly moment: LiveTokens['moment']
  readonly turns: Turns
  readonly breaker: Breaker
  readonly isClosing: () => boolean
}

type GrantInTheClear = GrantRecord & OpenGrant

/** Whether there still is something to refresh. What a caller asked to be tried is tried; the rest ends with a live token. */
function isWanted(
  run: RefreshRun,
  { record, journal }: StoredState,
  grant: GrantRecord,
  now: number,
): boolean {
  if (run.rejectedGeneration !== null) return grant.generation <= run.rejectedGeneration
  if (run.cause === 'verify' || run.cause === 'hint' || !hasLife(grant.accessExpiresAt, now)) return true
  const unsettled = journal?.generation === grant.generation || (record?.failures ?? 0) > 0
  // An end that was found too early leaves a living token: asking Intuit takes the end back.
  return run.cause === 'repair' && (unsettled || record?.status === 'reauthorization_required')
}

/** Whether another process's refresh has been answered since the first read. */
const wasAnswered = (first: StoredState, state: StoredState): boolean =>
  state.grant?.generation !== first.grant?.generation ||
  (state.record?.failures ?? 0) > (first.record?.failures ?? 0) ||
  state.record?.status !== first.record?.status

/** @returns the row as it is after the refresh, or after another process's */
export async function runRefresh(context: RefreshContext, run: RefreshRun): Promise<ConnectionRecord> {
  const { telemetry, elapsed } = context.deps
  const { cause } = run
  const began = elapsed()
  return await telemetry.span('mooring.refresh', { 'mooring.cause': cause }, async (set) => {
    const row = await untilRefreshed(context, run)
    if (!run.called) {
      set({ 'mooring.outcome': 'not_needed' })
      return row
    }
    const outcome = run.failed ? 'failed' : 'succeeded'
    const reason = run.failed ? row.reason : null
    set({ 'mooring.outcome': outcome, ...(reason === null ? {} : { 'mooring.reason': reason }) })
    telemetry.refreshed({ outcome, cause, reason, seconds: (elapsed() - began) / SECOND })
    return row
  })
}

async function untilRefreshed(context: RefreshContext, run: RefreshRun): Promise<ConnectionRecord> {
  const turn = context.turns.turn()
  try {
    return await inTurn(context, run, turn)
  } finally {
    turn.end()
  }
}

async function inTurn(context: RefreshContext, run: RefreshRun, turn: Turn): Promise<ConnectionRecord> {
  const { deps, isClosing } = context
  const isOnServer = deps.store.server !== undefined
  const owner = newId('own')
  let first: StoredState | null = null
  const watch = observeLease(deps)
  const pace = isOnServer ? ON_SERVER : IN_FILE
  let wait = pace.first
  let { take, found } = run
  for (;;) {
    const state = found ?? (await readNow(context, run))
    found = null
    const { record, grant, lease } = state
    const now = deps.config.now()
    if (record === null) throw new NotFoundError()
    if (grant === null || !isWanted(run, state, grant, now)) return record
    if (take?.(record) === null) return record
    const isLeaseActive = watch.isActive(lease, now)
    if (!isLeaseActive && first !== null && wasAnswered(first, state)) return record
    if (isClosing()) throw mooringError('intuit_unavailable', 'The adapter is closing.')
    if (!isLeaseActive) {
      // Others may have begun it meanwhile, and ended it.
      if (isOnServer && (await turn.take())) {
        first ??= state
        continue
      }
      const open = openGrant(await deps.vault(), grant)
      const isFresh = leaseTimer(deps)
      const intent = await openIntent(deps, { grant, owner, fence: lease?.fence ?? null, take })
      await deps.crashPoint?.('intent', run.connectionId)
      turn.end()
      if (intent !== null && isFresh()) return carryOut(context, run, { intent, open })
      if (intent !== null) take = null
    }
    first ??= state
    turn.end()
    const ms = wait * (0.5 + deps.random())
    await deps.waitFor(run.connectionId, isOnServer ? untilTogether(deps.elapsed(), ms) : ms)
    wait = Math.min(wait * pace.growth, pace.longest)
  }
}

async function readNow({ readState, moment }: RefreshContext, run: RefreshRun): Promise<StoredState> {
  const readAt = moment()
  const state = await readState(run.connectionId)
  const { record, grant } = state
  run.seen = record === null || grant === null ? null : { record, grant, readAt }
  return state
}

const untilTogether = (now: number, ms: number): number =>
  Math.ceil((now + ms) / TOGETHER_MS) * TOGETHER_MS - now

interface ClaimedRefresh {
  readonly intent: Intent
  readonly open: GrantInTheClear
}

async function carryOut(
  context: RefreshContext,
  run: RefreshRun,
  claimed: ClaimedRefresh,
): Promise<ConnectionRecord> {
  const { deps, isClosing } = context
  run.called = true
  run.seen = null
  let { intent, answer } = await ask(context, claimed)
  if (answer instanceof GatewayError && isLost(answer) && !isClosing()) {
    await deps.pause(RECONCILE_PAUSE_MS)
    const again = await openIntent(deps, intent)
    if (again !== null) ({ intent, answer } = await ask(context, { ...claimed, intent: again }))
  }
  run.failed = answer instanceof GatewayError
  const record =
    answer instanceof GatewayError
      ? await giveUp(context, run, { intent, error: answer })
      : await commitAnswer(context, run, { intent, open: claimed.open, answer })
  if (record === null) throw new NotFoundError()
  return record
}

/** Whether Intuit may have renewed the grant and its answer was lost: one more call shows it. */
const isLost = (error: GatewayError): boolean =>
  error.kind === 'timeout' || (error.kind === 'network' && error.sent)

/** Asks Intuit while the lease is renewed. @returns the intent as it then is, too */
async function ask(context: RefreshContext, { intent, open }: ClaimedRefresh) {
  const endSigns = startHeartbeat(context.deps, intent)
  const answer = await call(context, open)
  return { answer, intent: await endSigns() }
}

/** The call to Intuit. */
async function call(
  { deps, breaker }: RefreshContext,
  open: GrantInTheClear,
): Promise<IntuitGrant | GatewayError> {
  const refusal = breaker.refusal(deps.config.now())
  if (refusal !== null) return refusal
  try {
    const [answer] = await Promise.all([
      deps.gateway.refresh(open.refreshToken),
      deps.crashPoint?.('on_the_wire', open.connectionId),
    ])
    breaker.note(null, deps.config.now())
    return answer
  } catch (error) {
    const failure =
      error instanceof GatewayError
        ? error
        : new GatewayError('invalid_response', 'The call failed unexpectedly.')
    breaker.note(failure.kind, deps.config.now())
    return failure
  }
}

/** Stores the new grant, however long the store takes. */
async function commitAnswer(
  { deps, isClosing, moment }: RefreshContext,
  run: RefreshRun,
  { intent, open, answer }: ClaimedRefresh & { answer: IntuitGrant },
): Promise<ConnectionRecord | null> {
  await deps.crashPoint?.('answered', open.connectionId)
  const subject = { id: open.connectionId, tenantId: open.tenantId }
  let sealed: GrantRecord | undefined
  const { cause, actor } = run
  run.isStoring = true
  const commit = async () => {
    sealed ??= sealGrant(await deps.vault(), subject, answer, open)
    const before = moment()
    const committed = await commitGrant(deps, intent, { sealed, intuitTid: answer.intuitTid, cause, actor })
    // Its own write is the one that it knows.
    if (committed?.isStored)
      run.seen = { ...committed, grant: sealed, readAt: { ...before, writes: before.writes + 1 } }
    return committed?.record ?? null
  }
  const about = logAbout(deps.config.logger, { tenantId: subject.tenantId, connectionId: subject.id })
  const record = await retryUntilStored(about, commit, isClosing)
  run.isStoring = false
  await deps.crashPoint?.('committed', open.connectionId)
  deps.config.logger.info(
    {
      connectionId: subject.id,
      tenantId: subject.tenantId,
      cause,
      generation: sealed?.generation,
      intuitTid: answer.intuitTid,
    },
    'A connection was refreshed.',
  )
  deps.wake()
  return record
}

/** Records the failure. A store that fails here too leaves the journal open: the next try sees it. */
async function giveUp(
  { deps }: RefreshContext,
  { cause, actor }: RefreshRun,
  { intent, error }: { intent: Intent; error: GatewayError },
): Promise<ConnectionRecord | null> {
  deps.config.logger.warn(
    {
      connectionId: intent.connectionId,
      tenantId: intent.grant.tenantId,
      cause,
      ...logFieldsOf(error),
      problem: error.message,
    },
    'A refresh failed.',
  )
  for (let tries = 1; ; tries++) {
    try {
      const record = await commitFailure(deps, intent, { cause, actor, error })
      deps.wake()
      return record
    } catch (failure) {
      if (!isTransient(failure) || tries === FAILURE_TRIES) throw failure
      await deps.pause(FAILURE_PAUSE_MS)
    }
  }
}
