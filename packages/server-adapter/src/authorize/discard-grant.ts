// A grant that no connection takes: its attempt ends, and its token waits to be revoked.
import { holderOf } from '../connection/company-rules.ts'
import { appendHistory } from '../events/save-connection.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { emptied, ended, saveAttempt, verified } from './attempt-changes.ts'
import { expiredProblem } from './attempt-view.ts'
import { refusedWithLink } from './link-attempts.ts'
import { type Refusal, refusalOf } from './refused-company.ts'
import type { SettleContext, Settlement } from './settlement.ts'

/** A grant that is not stored: its token waits to be revoked, or the connection that has the company is checked. */
async function discardGrant(
  { deps, tx, vault, attempt, proven, now }: SettleContext,
  holders: readonly ConnectionRecord[],
): Promise<Pick<Settlement, 'probe' | 'revokes'>> {
  const { tenantId, id } = attempt
  const probe = holderOf(holders)
  const { refreshToken } = proven.grant
  if (probe !== null || refreshToken === null) return { probe, revokes: false }
  const context = { tenantId, subjectId: id, field: 'refresh_token', generation: 0 } as const
  await tx.revokes.put({
    connectionId: id,
    tenantId,
    realmTag: vault.realmTag(deps.config.environment, proven.realmId),
    generation: 0,
    refreshSealed: vault.seal(refreshToken, context),
    keyId: vault.keyId,
    tries: 0,
    dueAt: now,
  })
  return { probe, revokes: true }
}

/** Ends what has run out of its time, or is wanted no more, and drops its grant. */
export async function endAttempt(
  context: SettleContext,
  holders: readonly ConnectionRecord[],
  as: 'expired' | 'cancelled' = 'expired',
): Promise<Settlement> {
  const { tx, attempt, now } = context
  const dropped = await discardGrant(context, holders)
  if (attempt.outcome !== 'pending')
    return { attempt: await tx.attempts.update(emptied(attempt)), ...dropped }
  const over = ended(attempt, as, as === 'expired' ? expiredProblem(attempt.id) : null)
  return { attempt: await saveAttempt(tx, over, now), ...dropped }
}

export async function rejectAttempt(
  context: SettleContext,
  decision: Refusal,
  holders: readonly ConnectionRecord[],
): Promise<Settlement> {
  const { tx, vault, attempt, proven, now, actor } = context
  const problem = {
    ...refusalOf(decision, proven.company, proven.realmId.slice(-4)),
    reference: attempt.id,
  }
  const dropped = await discardGrant(context, holders)
  const refusal = refusedWithLink(vault, attempt, { problem, name: proven.company.name })
  if (decision.kind === 'company_mismatch') {
    const note = { type: 'connection.reauthorize', outcome: 'refused', code: problem.code } as const
    const { linkId } = attempt
    const data = linkId === null ? { authorizedCompany: proven.company.name } : { linkId }
    await appendHistory(tx, decision.target, [{ ...note, data }], {
      at: now,
      actor,
      intuitTid: proven.company.intuitTid,
    })
  }
  const failed = { ...ended(verified(attempt, now), 'failed', refusal.problem), ...refusal }
  return { attempt: await saveAttempt(tx, failed, now), ...dropped }
}
