// A refresh whose lease is taken: the call to Intuit, and its answer or its failure stored.
import { NotFoundError } from '../errors/mooring-error.ts'
import { GatewayError, type IntuitGrant } from '../gateway/intuit-gateway.ts'
import { logFieldsOf } from '../gateway/log-fields.ts'
import { type OpenGrant, sealGrant } from '../keys/grant-sealing.ts'
import { logAbout } from '../platform/logger.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'
import { startHeartbeat } from './lease-heartbeat.ts'
import type { RefreshContext, RefreshRun } from './refresh-context.ts'
import { type Intent, openIntent } from './refresh-intent.ts'
import { isTransient, retryUntilStored } from './retry-commit.ts'
import { commitFailure, commitGrant } from './settle-refresh.ts'

/** Before the one reconciling call after a lost answer, ms. */
const RECONCILE_PAUSE_MS = 200
/** Tries to write down that a refresh failed, and the pause between them, ms. */
const FAILURE_TRIES = 5
const FAILURE_PAUSE_MS = 200

type GrantInTheClear = GrantRecord & OpenGrant

/** A refresh whose lease and journal row are stored: Intuit may be asked. */
export interface ClaimedRefresh {
  readonly intent: Intent
  readonly open: GrantInTheClear
}

/**
 * Asks Intuit, once more where its answer was lost, and stores what came of it.
 * @throws NotFoundError where the connection is gone by then; StoreUnavailableError where a failure could not be stored
 */
export async function carryOut(
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
