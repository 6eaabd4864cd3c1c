// Joins a proven company with the tenant's connections, in one transaction, and ends the attempt.
import { actorOf } from '../access/access.ts'
import { CLOCK_GAP_WARNED_MS } from '../config/defaults.ts'
import { type CompanyDecision, wasSold } from '../connection/company-rules.ts'
import {
  type Change,
  type Consent,
  created,
  reauthorized,
  reconnected,
} from '../connection/connection-changes.ts'
import { isLive } from '../connection/connection-lifecycle.ts'
import { originOf } from '../connection/new-connection.ts'
import { resumeNotes } from '../connection/resume-notes.ts'
import { withSetup } from '../connection/setup-changes.ts'
import type { Deps } from '../deps.ts'
import { saveConnection } from '../events/save-connection.ts'
import { newGeneration, sealGrant } from '../keys/grant-sealing.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import { seenHolder } from '../stores/renewed-connection.ts'
import { ConflictError } from '../stores/store.ts'
import { beginSwitch, chosenAgain } from '../switches/begin-switch.ts'
import { forgetRefusals } from '../tokens/incident-notes.ts'
import { recordFailure } from '../tokens/record-failure.ts'
import { nextDueAt } from '../tokens/refresh-policy.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import { ended, hasNewerGrant, saveAttempt, stepped, verified } from './attempt-changes.ts'
import { type ConsentOrder, consentOrder, isSaved, savedConsents } from './consent-order.ts'
import { decideAttempt } from './decide-attempt.ts'
import { endAttempt, rejectAttempt } from './discard-grant.ts'
import { linkOf, useLink } from './link-attempts.ts'
import type { ProvenGrant, SettleContext, Settlement } from './settlement.ts'
import { hasGrantToLose, isUnclaimed, renewsUnclaimed } from './unclaimed.ts'

/** How often rows that others change at the same time are read anew. */
const SETTLE_TRIES = 5

const NO_SWITCH = { replaces: null, switching: null, revokes: false }

/** Whether a disconnect of the company, and so its revoke, may have come after the consent of this attempt. */
const endedSince = ({ disconnectedAt }: ConnectionRecord, { createdAt }: AttemptRecord): boolean =>
  disconnectedAt !== null && disconnectedAt >= createdAt - CLOCK_GAP_WARNED_MS

/** Whether a person or the host has disconnected the connection of the company after the attempt came back: that is the later word. */
function isGivenUp({ kind }: CompanyDecision, holder: ConnectionRecord | null): boolean {
  const isOver = holder?.status === 'disconnected' && holder.reason !== 'in_quickbooks'
  return isOver && kind !== 'company_mismatch'
}

/**
 * Ends the attempt with the connection it made or renewed, or with the problem that prevented it.
 * @param seen as it was when its grant was proven: where a newer one waits by now, who stored that settles it
 */
export async function settleAttempt(
  deps: Deps,
  vault: TokenVault,
  seen: AttemptRecord,
  proven: ProvenGrant,
): Promise<Settlement> {
  for (let tries = 1; ; tries++) {
    try {
      return await deps.store.write(async (tx) => await settleNow({ deps, tx, vault, proven }, seen))
    } catch (error) {
      // Another process changed the same rows meanwhile: decided again, by what they are now.
      if (!(error instanceof ConflictError) || tries >= SETTLE_TRIES) throw error
    }
  }
}

async function settleNow(
  at: Pick<SettleContext, 'deps' | 'tx' | 'vault' | 'proven'>,
  seen: AttemptRecord,
): Promise<Settlement> {
  const attempt = await at.tx.attempts.get(seen.id)
  if (attempt === null) throw new TypeError('The attempt is gone')
  if (hasNewerGrant(attempt, seen)) return { attempt, probe: null, revokes: false }
  const context: SettleContext = { ...at, attempt, now: at.deps.config.now(), actor: actorOf(attempt) }
  return await settleWithin(context)
}

async function settleWithin(context: SettleContext): Promise<Settlement> {
  const { tx, vault, attempt, proven } = context
  const { config } = context.deps
  const realmTag = vault.realmTag(config.environment, proven.realmId)
  const holders = await tx.connections.findByRealm(config.environment, realmTag)
  if (isSaved(attempt)) return { attempt, probe: null, revokes: false }
  // Cancelled meanwhile: its outcome stays, its grant goes.
  if (attempt.outcome !== 'pending') return await endAttempt(context, holders)
  const decision = await decideAttempt(config, tx, { attempt, realmTag, holders })
  const holderId = seenHolder(attempt)
  const holder = holderId === null ? null : await tx.connections.get(holderId)
  if (isGivenUp(decision, holder)) return await endAttempt(context, holders, 'cancelled')
  if (isUnclaimed(attempt) && !renewsUnclaimed(attempt, decision)) return await endAttempt(context, holders)
  if (decision.kind === 'renew') {
    const { order, consents } = await orderOf(context, decision)
    if (order === 'unknown') return { attempt, probe: null, revokes: false, rivals: consents }
    if (order === 'superseded') {
      const finished = await finish(context, decision.connection, 'reauthorized', false)
      return { ...finished, probe: decision.connection }
    }
  }
  const mayBeRevoked = holders.some((holder) => endedSince(holder, attempt))
  if (decision.kind === 'renew' || decision.kind === 'reconnect')
    return withOthers({ ...(await renewConnection(context, decision)), mayBeRevoked }, holders)
  if (decision.kind === 'create' || decision.kind === 'replace') {
    const old = decision.kind === 'replace' ? decision.old : null
    const confirmCompany = wasSold(holders, attempt.tenantId) ? 'first' : config.confirmCompany
    return withOthers({ ...(await createConnection(context, old, confirmCompany)), mayBeRevoked }, holders)
  }
  return await rejectAttempt(context, decision, holders)
}

const withOthers = (settled: Settlement, holders: readonly ConnectionRecord[]): Settlement => ({
  ...settled,
  others: holders.filter(
    ({ id, status }) => id !== settled.attempt.connectionId && hasGrantToLose({ status }),
  ),
})

/**
 * Whether a consent that was stored is later than this one, which Intuit may have ended by it: then the connection is
 * re-authorized, and its living grant stays.
 */
async function orderOf(
  { tx, attempt, proven: { life, grant } }: SettleContext,
  { connection }: Extract<CompanyDecision, { kind: 'renew' }>,
): Promise<{ order: ConsentOrder; consents: number }> {
  const consents = await savedConsents(tx, connection.id, attempt.id)
  if (connection.status === 'reauthorization_required') return { order: 'last', consents }
  if (grant.refreshToken === null || consentOrder(attempt, connection.id, consents) === 'last')
    return { order: 'last', consents }
  if (life?.consents !== consents) return { order: 'unknown', consents }
  return { order: life.isLive ? 'last' : 'superseded', consents }
}

async function renewConnection(
  context: SettleContext,
  decision: Extract<CompanyDecision, { kind: 'renew' | 'reconnect' }>,
): Promise<Settlement> {
  const { tx, now, attempt } = context
  const consent = await storeGrant(context, decision.connection)
  const { id, tenantId, realmSealed } = decision.connection
  const realm = { tenantId, subjectId: id, field: 'realm_id', generation: 0 } as const
  // One that was damaged opens again; the proof of the company is here.
  await tx.connections.resealRealm(id, context.vault.seal(context.proven.realmId, realm), realmSealed)
  const change =
    decision.kind === 'renew'
      ? reauthorized(decision.connection, consent)
      : reconnected(decision.connection, consent)
  const record = chosenAgain(change.record, attempt, now)
  const next = withSetup(decision.connection, { ...change, record }, { plan: context.deps.config.setup, now })
  const saved = await save(context, next)
  return await finish(context, saved, decision.kind === 'renew' ? 'reauthorized' : 'connected', false)
}

async function createConnection(
  context: SettleContext,
  old: ConnectionRecord | null,
  confirmCompany: Consent['confirmCompany'],
): Promise<Settlement> {
  const { tx, vault, attempt, proven, now, actor } = context
  const { config } = context.deps
  const begun = old === null ? NO_SWITCH : await beginSwitch(tx, old, { attempt, confirmCompany, now, actor })
  const origin = originOf(config, vault, {
    tenantId: attempt.tenantId,
    realmId: proven.realmId,
    replaces: begun.replaces,
  })
  const change = created(origin, { ...(await storeGrant(context, origin)), confirmCompany })
  const record = { ...change.record, switching: begun.switching }
  const saved = await save(context, withSetup(null, { ...change, record }, { plan: config.setup, now }))
  return await finish(context, saved, 'connected', begun.revokes)
}

async function storeGrant(
  context: SettleContext,
  subject: Pick<ConnectionRecord, 'id' | 'tenantId'> & Partial<Pick<ConnectionRecord, 'disconnect'>>,
): Promise<Consent> {
  const { tx, vault, proven, attempt, now } = context
  const { config } = context.deps
  const before = await tx.grants.get(subject.id)
  const generation = newGeneration(before, subject.disconnect ?? null, now)
  const grant = sealGrant(vault, subject, proven.grant, null, generation)
  await tx.grants.put(grant, before?.generation ?? null)
  await tx.journal.close(subject.id)
  await tx.revokes.delete(subject.id)
  await forgetRefusals(tx, subject.id, now)
  return {
    attempt,
    link: await linkOf(tx, attempt),
    company: proven.company,
    grant,
    intuitEmail: proven.intuitEmail,
    now,
    confirmCompany: config.confirmCompany,
    scopes: config.scopes,
  }
}

async function save(context: SettleContext, change: Change): Promise<ConnectionRecord> {
  const { deps, tx, now, actor, proven } = context
  const { trouble } = proven
  const resumed = trouble === null && isLive(change.record.status) ? resumeNotes(change.record) : []
  const record = {
    ...change.record,
    dueAt: nextDueAt(change.record, deps.config, now, deps.random),
  }
  const saved = await saveConnection(tx, record, {
    at: now,
    actor,
    events: [...change.events, ...resumed],
    intuitTid: proven.company.intuitTid,
  })
  if (trouble === null) return saved
  const failedCall = { call: 'company_read', type: 'connection.verified', error: trouble, actor } as const
  return (await recordFailure(deps, tx, saved, failedCall)).record
}

async function finish(
  context: SettleContext,
  connection: ConnectionRecord,
  outcome: 'connected' | 'reauthorized',
  revokes: boolean,
): Promise<Settlement> {
  const { tx, attempt, now, actor } = context
  await useLink(tx, attempt, { connection, now, actor })
  const saved = stepped(verified(attempt, now), 'saved', now)
  const done = { ...ended(saved, outcome, null), connectionId: connection.id }
  return { attempt: await saveAttempt(tx, done, now), probe: null, revokes }
}
