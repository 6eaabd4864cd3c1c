// An attempt that can't go on now: it waits for Intuit, or fails.
import type { Problem } from '@mooring/contract'
import { RETRY_FIRST_MS, RETRY_MOST_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { GatewayError } from '../gateway/intuit-gateway.ts'
import { logFieldsOf } from '../gateway/log-fields.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { emptied, ended, hasNewerGrant, isOpen, saveAttempt } from './attempt-changes.ts'
import { logFailedAttempt } from './attempt-log.ts'
import { withTid } from './store-pending-grant.ts'

export async function waitForCompany(
  deps: Deps,
  attempt: AttemptRecord,
  error: unknown,
): Promise<AttemptRecord> {
  const { id: attemptId, tenantId, connectionId } = attempt
  const fields = error instanceof GatewayError ? logFieldsOf(error) : {}
  deps.config.logger.warn(
    { attemptId, tenantId, connectionId, ...fields },
    'The company of an authorization could not be read yet; it is tried again.',
  )
  return await waitForIntuit(deps, attempt, tidOf(error))
}

export async function waitForIntuit(
  { config, store }: Deps,
  attempt: AttemptRecord,
  intuitTid: string | null,
): Promise<AttemptRecord> {
  return await store.write(async (tx) => {
    const now = config.now()
    const current = (await tx.attempts.get(attempt.id)) ?? attempt
    if (!isOpen(current)) return current
    const delay = Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** current.tries)
    const intuitTids = withTid(current, intuitTid)
    return await saveAttempt(
      tx,
      { ...current, tries: current.tries + 1, dueAt: now + delay, intuitTids },
      now,
    )
  })
}

/** What people read, what Intuit said, and what the operator reads. */
export type WhyFailed = [problem: Problem, error?: unknown, hint?: string | null]

/** @param attempt as it was when that was found out: it goes on where a newer grant waits with it by now */
export async function failAttempt(
  { config, store }: Deps,
  attempt: AttemptRecord,
  ...[problem, error = null, hint = null]: WhyFailed
): Promise<AttemptRecord> {
  const intuitTid = tidOf(error)
  const after = await store.write(async (tx) => {
    const current = (await tx.attempts.get(attempt.id)) ?? attempt
    if (hasNewerGrant(current, attempt)) return current
    if (current.outcome !== 'pending')
      return isOpen(current) ? await tx.attempts.update(emptied(current)) : current
    const withReference = { ...problem, reference: attempt.id, ...(intuitTid === null ? {} : { intuitTid }) }
    const failed = { ...ended(current, 'failed', withReference), intuitTids: withTid(current, intuitTid) }
    return await saveAttempt(tx, failed, config.now())
  })
  const fields =
    error instanceof GatewayError ? { status: error.status, fault: error.fault?.code ?? null } : {}
  logFailedAttempt(config, after, { ...fields, hint })
  return after
}

export const tidOf = (error: unknown): string | null =>
  error instanceof GatewayError ? error.intuitTid : null
