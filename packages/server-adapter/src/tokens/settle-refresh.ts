// Writes what a refresh came to: the new grant, or the failure, each in one transaction with its events and history.
import type { Actor } from '@mooring/contract'
import type { Deps } from '../deps.ts'
import type { GatewayError } from '../gateway/intuit-gateway.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'
import { noteRefreshed } from './incident-notes.ts'
import { recordFailure } from './record-failure.ts'
import { type Intent, isOwn, releaseIntent } from './refresh-intent.ts'
import { refreshed } from './refresh-outcomes.ts'
import { isNoted } from './rotation-notes.ts'
import { saveRow } from './save-row.ts'

/** Who asked for a refresh, and why. */
export interface Ask {
  readonly cause: RefreshCause
  readonly actor: Actor | null
}

/**
 * Why a refresh is made: the access token has ended · Intuit refused it · no one used it for long · a hint says the
 * company is gone · an earlier one failed or got lost · a person wants to know.
 */
export type RefreshCause = 'expired' | 'rejected' | 'keepalive' | 'hint' | 'repair' | 'verify'

/** An answer as it is to be stored. */
export interface Answer {
  readonly sealed: GrantRecord
  readonly intuitTid: string | null
}

/**
 * Stores the grant a refresh brought, where the one it started from is still the newest. The generation is the fence:
 * a process whose lease has run out never overwrites what another got, and loses nothing where none did.
 * @returns the row as it then is, and whether this grant is stored with it; null where there is none
 */
export async function commitGrant(
  deps: Deps,
  intent: Intent,
  answer: Answer & Ask,
): Promise<{ readonly record: ConnectionRecord; readonly isStored: boolean } | null> {
  return deps.store.write(async (tx) => {
    const { sealed } = answer
    const id = sealed.connectionId
    // Asked side by side, what comes later needs no question of its own.
    const [record, stored] = await Promise.all([
      tx.connections.get(id),
      tx.grants.get(id),
      tx.history.last(id),
      tx.meta.incident(),
    ])
    if (record === null) return null
    await releaseIntent(tx, intent)
    if (stored === null) return { record: await revokeInstead(deps, tx, { record, sealed }), isStored: false }
    // Not stored: a consent or another holder was first; or this very commit was, and its answer got lost.
    if (!(await tx.grants.put(sealed, intent.grant.generation))) return { record, isStored: false }
    await tx.journal.close(record.id)
    const saved = await saveRefreshed(deps, tx, { record, replaced: stored, ...answer })
    return { record: saved, isStored: true }
  })
}

/** The row and the grant that a refresh found. */
interface Replaced {
  readonly record: ConnectionRecord
  readonly replaced: GrantRecord
}

async function saveRefreshed(
  deps: Deps,
  tx: Repositories,
  { record, replaced, sealed, intuitTid, cause, actor }: Answer & Ask & Replaced,
): Promise<ConnectionRecord> {
  const { now: clock, warnBeforeDays } = deps.config
  const now = clock()
  await noteRefreshed(tx, record.id, now)
  const change = refreshed(record, sealed, { now, warnBeforeDays })
  const hasEvents = change.events.length > 0
  const data = { generation: sealed.generation, cause }
  const history = isNoted({ cause, actor, before: record, hasEvents, replaced, stored: sealed })
    ? [{ type: 'token.rotated', outcome: 'succeeded' as const, data }]
    : []
  return saveRow(deps, tx, { ...change, now, actor, history, intuitTid })
}

/** The connection was disconnected meanwhile: its newest token replaces the one that waits to be revoked. */
async function revokeInstead(
  { config }: Deps,
  tx: Repositories,
  { record, sealed }: { record: ConnectionRecord; sealed: GrantRecord },
): Promise<ConnectionRecord> {
  const { tenantId, generation, refreshSealed, keyId } = sealed
  const dueAt = config.now()
  await tx.revokes.put({
    connectionId: record.id,
    tenantId,
    realmTag: record.realmTag,
    generation,
    refreshSealed,
    keyId,
    tries: 0,
    dueAt,
  })
  return record
}

/**
 * Records a refresh that brought no grant. Where the store has a newer grant, or another process has the lease now,
 * theirs is the word that counts and nothing is recorded.
 */
export async function commitFailure(
  deps: Deps,
  intent: Intent,
  { error, actor }: Ask & { error: GatewayError },
): Promise<ConnectionRecord | null> {
  return deps.store.write(async (tx) => {
    const record = await tx.connections.get(intent.connectionId)
    const stored = await tx.grants.get(intent.connectionId)
    const own = await isOwn(tx, intent)
    await releaseIntent(tx, intent)
    if (record === null || !own || stored?.generation !== intent.grant.generation) return record
    const { unanswered } = intent
    const failedCall = {
      call: 'refresh',
      error,
      actor,
      type: 'token.refresh',
      journalOpen: unanswered,
    } as const
    const outcome = await recordFailure(deps, tx, record, failedCall)
    // The journal stays open as long as an answer may be lost: only a refusal settles what became of it.
    const settled = error.kind === 'invalid_grant' || !unanswered
    if (settled && !outcome.verdict.outcomeUnknown) await tx.journal.close(record.id)
    return outcome.record
  })
}
