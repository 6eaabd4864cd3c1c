// Refuses an attempt with a link that comes back with another company than the link's, where that company is connected here.
import type { RealmId } from '@mooring/contract'
import { actorOf } from '../access/access.ts'
import { isForgotten } from '../connection/forgotten.ts'
import type { Deps } from '../deps.ts'
import { appendHistory } from '../events/save-connection.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import { ended, saveAttempt } from './attempt-changes.ts'
import { logFailedAttempt } from './attempt-log.ts'
import { refusedWithLink } from './link-attempts.ts'
import { refusalOf } from './refused-company.ts'
import { unreadableCompany } from './unreadable-company.ts'

/**
 * Refuses it before its code is exchanged: an exchange may end the grant of the tenant that has that company. Which company it is is not
 * proven then: it is named where it is the tenant's own, and otherwise its page is that of one that can't be read, so
 * that no one learns by a made-up id who is a customer here.
 * @returns the attempt as it ended; null where it goes on
 */
export async function refuseForeignCompany(
  deps: Deps,
  { id, linkId, connectionId }: AttemptRecord,
  realmId: RealmId,
): Promise<AttemptRecord | null> {
  if (linkId === null || connectionId === null) return null
  const { config, store } = deps
  const vault = await deps.vault()
  const realmTag = vault.realmTag(config.environment, realmId)
  const now = config.now()
  const refused = await store.write(async (tx) => {
    const holders = await tx.connections.findByRealm(config.environment, realmTag)
    const holder = holders.find((row) => row.status !== 'disconnected' && !isForgotten(row))
    const attempt = await tx.attempts.get(id)
    const target = await tx.connections.get(connectionId)
    if (attempt === null || attempt.outcome !== 'pending' || target === null) return null
    if (holder === undefined || target.realmTag === realmTag) return null
    const refusal = refusalFor(deps, { attempt, target, holder })
    if (refusal.problem.code === 'company_mismatch') {
      const { code } = refusal.problem
      const note = { type: 'connection.reauthorize', outcome: 'refused', code, data: { linkId } } as const
      await appendHistory(tx, target, [note], { at: now, actor: actorOf(attempt) })
    }
    const { name, problem } = refusal
    const shown = refusedWithLink(vault, attempt, { name, problem: { ...problem, reference: id } })
    return await saveAttempt(tx, { ...ended(attempt, 'failed', shown.problem), ...shown }, now)
  })
  if (refused !== null) logFailedAttempt(config, refused)
  return refused
}

function refusalFor(
  { config }: Pick<Deps, 'config'>,
  given: { attempt: AttemptRecord; target: ConnectionRecord; holder: ConnectionRecord },
) {
  const { attempt, target, holder } = given
  if (holder.tenantId !== attempt.tenantId)
    return { problem: unreadableCompany(null, config.environment).problem, name: null }
  const { companyName: name } = holder
  const company = { name, country: null, subscriptionStatus: null, intuitTid: null }
  return { problem: refusalOf({ kind: 'company_mismatch', target }, company, holder.realmLast4), name }
}
