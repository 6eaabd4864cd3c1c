// Joins a proven company with the tenant's connections, in one transaction, and ends the attempt.
import type { Actor, Problem } from '@mooring/contract'
import type { Parts } from '../config/parts.ts'
import { appendHistory, saveConnection } from '../events/save-connection.ts'
import type { CompanyInfo, IntuitGrant } from '../gateway/intuit-gateway.ts'
import { noteGrant } from '../refresh/incident-notes.ts'
import { nextDueAt } from '../refresh/refresh-policy.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import type { Ledgers } from '../stores/store.ts'
import { resumeNotes } from '../syncs/resume-notes.ts'
import { sealGrant } from '../vault/grant-sealing.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import { actorOf } from './access.ts'
import { ended, saveAttempt, stepped } from './attempts.ts'
import { type CompanyDecision, decideCompany, mayRevoke } from './company-rules.ts'
import { type Change, type Consent, created, reauthorized, reconnected } from './connection-changes.ts'
import { isLive } from './connection-lifecycle.ts'
import { endConnection } from './end-connection.ts'
import { problemOf } from './mooring-error.ts'
import { originOf } from './new-connection.ts'

/** A grant whose company was read with it. */
export interface ProvenGrant {
  readonly grant: IntuitGrant
  readonly realmId: string
  readonly company: CompanyInfo
  readonly intuitEmail: string | null
}

/** What else is to be done once the attempt is settled. */
export interface Settlement {
  readonly attempt: AttemptRecord
  /** A connection of another tenant whose health may have suffered by this consent. */
  readonly probe: string | null
  /** A token now waits to be revoked. */
  readonly revokes: boolean
}

interface Setting {
  readonly ledgers: Ledgers
  readonly vault: TokenVault
  readonly attempt: AttemptRecord
  readonly proven: ProvenGrant
  readonly now: number
  readonly actor: Actor
}

export function createSettling(parts: Parts) {
  const { config, store } = parts

  /** Ends the attempt with the connection it made or renewed, or with the problem that kept it from that. */
  async function settle(vault: TokenVault, attemptId: string, proven: ProvenGrant): Promise<Settlement> {
    const now = config.now()
    return await store.write(async (ledgers) => {
      const attempt = await ledgers.attempts.get(attemptId)
      if (attempt === null) throw new TypeError('The attempt is gone')
      if (attempt.outcome !== 'pending') return { attempt, probe: null, revokes: false }
      const setting: Setting = { ledgers, vault, attempt, proven, now, actor: actorOf(attempt) }
      return await carryOut(setting)
    })
  }

  async function carryOut(setting: Setting): Promise<Settlement> {
    const { ledgers, vault, attempt, proven } = setting
    const realmTag = vault.realmTag(config.environment, proven.realmId)
    const holders = await ledgers.connections.findByRealm(config.environment, realmTag)
    const target = attempt.connectionId === null ? null : await ledgers.connections.get(attempt.connectionId)
    const others = await ledgers.connections.list(attempt.tenantId)
    const decision = decideCompany({
      attempt,
      realmTag,
      target,
      holders,
      hasAnother: others.some((other) => other.status !== 'disconnected' && other.realmTag !== realmTag),
      multipleConnections: config.multipleConnections,
      sharedCompanies: config.sharedCompanies,
    })
    if (decision.kind === 'renew' || decision.kind === 'reconnect') return await keep(setting, decision)
    if (decision.kind === 'create') return await make(setting, null)
    if (decision.kind === 'replace') return await make(setting, decision.old)
    return await refuse(setting, decision, mayRevoke(holders))
  }

  async function keep(
    setting: Setting,
    decision: Extract<CompanyDecision, { kind: 'renew' | 'reconnect' }>,
  ): Promise<Settlement> {
    const { ledgers, now, actor } = setting
    const consent = await storeGrant(setting, decision.connection)
    const change =
      decision.kind === 'renew'
        ? reauthorized(decision.connection, consent)
        : reconnected(decision.connection, consent)
    const revokes = decision.instead !== undefined && decision.instead.status !== 'disconnected'
    if (decision.instead !== undefined && revokes) {
      const ending = { reason: 'by_user', why: 'different_company', deleteData: false } as const
      await endConnection(ledgers, decision.instead, { ...ending, now, actor, revokeDueAt: now })
    }
    const saved = await save(setting, change)
    return await finish(setting, saved, decision.kind === 'renew' ? 'reauthorized' : 'connected', revokes)
  }

  async function make(setting: Setting, old: ConnectionRecord | null): Promise<Settlement> {
    const { ledgers, vault, attempt, proven, now, actor } = setting
    const origin = originOf(config, vault, {
      tenantId: attempt.tenantId,
      realmId: proven.realmId,
      replaces: old?.id ?? null,
    })
    const revokes = old !== null && old.status !== 'disconnected'
    if (revokes) {
      const ending = { reason: 'by_user', why: 'different_company', deleteData: false } as const
      await endConnection(ledgers, old, { ...ending, now, actor, revokeDueAt: now })
    }
    const consent = await storeGrant(setting, origin)
    const saved = await save(setting, created(origin, consent))
    return await finish(setting, saved, 'connected', revokes)
  }

  /** Stores the new grant beyond any generation before it, so that a late refresh of the old one can't overwrite it. */
  async function storeGrant(
    setting: Setting,
    subject: Pick<ConnectionRecord, 'id' | 'tenantId'>,
  ): Promise<Consent> {
    const { ledgers, vault, proven, attempt, now } = setting
    const before = await ledgers.grants.get(subject.id)
    const generation = Math.max(now, (before?.generation ?? 0) + 1)
    const grant = sealGrant(vault, subject, proven.grant, null, generation)
    await ledgers.grants.put(grant, before?.generation ?? null)
    await ledgers.journal.close(subject.id)
    await ledgers.revokes.delete(subject.id)
    await noteGrant(ledgers, subject.id, now)
    return {
      attempt,
      company: proven.company,
      grant,
      intuitEmail: proven.intuitEmail,
      now,
      confirmCompany: config.confirmCompany,
    }
  }

  async function save(setting: Setting, change: Change): Promise<ConnectionRecord> {
    const { ledgers, now, actor, proven } = setting
    const resumed = isLive(change.record.status) ? resumeNotes(change.record) : []
    const record = {
      ...change.record,
      dueAt: nextDueAt(change.record, config, now, parts.random),
    }
    return await saveConnection(ledgers, record, {
      at: now,
      actor,
      events: [...change.events, ...resumed],
      intuitTid: proven.company.intuitTid,
    })
  }

  async function finish(
    setting: Setting,
    connection: ConnectionRecord,
    outcome: 'connected' | 'reauthorized',
    revokes: boolean,
  ): Promise<Settlement> {
    const { ledgers, attempt, now } = setting
    const saved = stepped(stepped(attempt, 'verified', now), 'saved', now)
    const done = { ...ended(saved, outcome, null), connectionId: connection.id }
    return { attempt: await saveAttempt(ledgers, done, now), probe: null, revokes }
  }

  type Refusal = Exclude<CompanyDecision, { kind: 'renew' | 'reconnect' | 'create' | 'replace' }>

  async function refuse(setting: Setting, decision: Refusal, revocable: boolean): Promise<Settlement> {
    const { ledgers, vault, attempt, proven, now, actor } = setting
    const problem = { ...refusalOf(decision, proven.company), reference: attempt.id }
    if (revocable && proven.grant.refreshToken !== null) {
      const context = {
        tenantId: attempt.tenantId,
        subjectId: attempt.id,
        field: 'refresh_token',
        generation: 0,
      } as const
      await ledgers.revokes.put({
        connectionId: attempt.id,
        tenantId: attempt.tenantId,
        generation: 0,
        refreshSealed: vault.seal(proven.grant.refreshToken, context),
        keyId: vault.keyId,
        tries: 0,
        dueAt: now,
      })
    }
    if (decision.kind === 'company_mismatch') {
      const note = { type: 'connection.reauthorize', outcome: 'refused', code: problem.code } as const
      const data = { authorizedCompany: proven.company.name }
      await appendHistory(ledgers, decision.target, [{ ...note, data }], {
        at: now,
        actor,
        intuitTid: proven.company.intuitTid,
      })
    }
    const failed = ended(stepped(attempt, 'verified', now), 'failed', problem)
    return {
      attempt: await saveAttempt(ledgers, failed, now),
      probe: decision.kind === 'company_in_use' ? decision.holder.id : null,
      revokes: revocable,
    }
  }

  function refusalOf(decision: Refusal, company: CompanyInfo): Problem {
    const name = company.name ?? 'the company you chose'
    switch (decision.kind) {
      case 'company_mismatch': {
        const expected = decision.target.companyName ?? 'the connected company'
        return problemOf(
          'company_mismatch',
          `This connection belongs to ${expected}, but ${name} was chosen at QuickBooks. Nothing was changed.`,
          { expectedCompany: expected, authorizedCompany: name },
        )
      }
      case 'company_in_use':
        return problemOf(
          'company_in_use',
          'This company is already connected to another account. Nothing was changed.',
        )
      case 'already_connected':
        return problemOf(
          'already_connected',
          'Another company is connected already. Disconnect it first, or switch companies on purpose.',
        )
      case 'forbidden':
        return problemOf(
          'forbidden',
          'This company is connected already, and you are not allowed to re-authorize it. Nothing was changed.',
        )
    }
  }

  return { settle }
}
