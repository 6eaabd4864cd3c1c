// One refresh of one connection: whether it is needed, and whose turn it is.
import { mooringError, NotFoundError } from '../errors/mooring-error.ts'
import { openGrant } from '../keys/grant-sealing.ts'
import { SECOND } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'
import { carryOut } from './carry-out-refresh.ts'
import { leaseTimer, observeLease } from './lease-heartbeat.ts'
import type { RefreshContext, RefreshRun } from './refresh-context.ts'
import { openIntent, type StoredState, withdrawIntent } from './refresh-intent.ts'
import { hasLife } from './token-life.ts'
import type { Turn } from './turns.ts'

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
      await deps.gateway.ready?.()
      const open = openGrant(await deps.vault(), grant)
      const isFresh = leaseTimer(deps)
      const intent = await openIntent(deps, { grant, owner, fence: lease?.fence ?? null, take })
      await deps.crashPoint?.('intent', run.connectionId)
      turn.end()
      if (intent !== null && isFresh()) return carryOut(context, run, { intent, open })
      if (intent !== null) {
        await withdrawIntent(deps, intent)
        take = null
      }
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
