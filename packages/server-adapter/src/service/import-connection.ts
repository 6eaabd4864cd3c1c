// Takes over the tokens of a hand-written integration, so that nobody reconnects.
import { actionFor } from '@mooring/contract'
import type { Parts } from '../config/parts.ts'
import { noteGrant } from '../refresh/incident-notes.ts'
import { isUnproven } from '../refresh/refresh-policy.ts'
import { saveRow } from '../refresh/save-row.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'
import type { Ledgers } from '../stores/store.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import { type CompanyDecision, decideCompany } from './company-rules.ts'
import { blank } from './connection-changes.ts'
import { eventsOf, type Standing } from './connection-lifecycle.ts'
import { type CheckedImport, checkImport, type ImportRequest } from './import-request.ts'
import { ConnectionUnavailableError, mooringError, NotFoundError } from './mooring-error.ts'
import { originOf } from './new-connection.ts'
import type { Probe } from './probe.ts'

/** What Intuit said of the tokens: the row as it then is, and why they are dead where they are. */
export interface Proof {
  readonly record: ConnectionRecord
  readonly dead: Standing | null
}

export function createImports(parts: Parts, { probe }: { probe: Probe }) {
  const { config, store } = parts

  /**
   * @returns the connection's row. The same tokens again change nothing; what an import that was cut short left
   *   unproven is proven now
   * @throws MooringError `invalid_request`, `company_in_use`, `already_connected`, `intuit_unavailable` (kept, and
   *   checked again by itself); ConnectionUnavailableError for tokens that are dead, with the reason, and for a company
   *   that can't be used now (kept)
   */
  async function importConnection(tenantId: string, request: ImportRequest): Promise<ConnectionRecord> {
    const wanted = checkImport(request)
    const vault = await parts.vault()
    const record = await store.write(async (ledgers) => await take(ledgers, vault, { tenantId, wanted }))
    parts.wake()
    if (!isUnproven(record)) return record
    if (wanted.verifyLater) return await show(record)
    const proof = await prove(record.id)
    if (proof.dead !== null) throw refused(proof.dead)
    return takenOver(proof.record)
  }

  /** Reads the company with the tokens: then the row is shown, or its company is free again. */
  async function prove(connectionId: string): Promise<Proof> {
    const record = await probe.verify(connectionId, null)
    const dead = await deathOf(record)
    if (dead === null) return { record: await show(record), dead }
    await giveUp(record)
    return { record, dead }
  }

  /**
   * A refusal by the token endpoint is given back at once, as long as the host still has these tokens: nothing is lost by
   * it. Once they were renewed they are nowhere but here, and are kept for whatever can be mended.
   */
  async function deathOf(record: ConnectionRecord): Promise<Standing | null> {
    const { status, reason } = record
    if (status === 'reauthorization_required') return reason === 'admin_access_lost' ? null : record
    if (reason !== 'refresh_outcome_unknown' || record.refusedAt === null) return null
    const grant = await store.read(({ grants }) => grants.get(record.id))
    const asHandedOver = grant?.generation === record.connectedAt
    return asHandedOver ? { status: 'reauthorization_required', reason: 'revoked' } : null
  }

  /** @returns the connection that was there already, or the one that now holds the tokens */
  async function take(
    ledgers: Ledgers,
    vault: TokenVault,
    { tenantId, wanted }: { tenantId: string; wanted: CheckedImport },
  ): Promise<ConnectionRecord> {
    const realmTag = vault.realmTag(config.environment, wanted.realmId)
    const others = await ledgers.connections.list(tenantId)
    const decision = decideCompany({
      attempt: { tenantId, allowCompanyChange: false, permissions: ['connect', 'reauthorize'] },
      realmTag,
      target: null,
      holders: await ledgers.connections.findByRealm(config.environment, realmTag),
      hasAnother: others.some((other) => other.status !== 'disconnected' && other.realmTag !== realmTag),
      multipleConnections: config.multipleConnections,
      sharedCompanies: config.sharedCompanies,
    })
    if (decision.kind === 'renew') return decision.connection
    const before = rowFor(decision, vault, { tenantId, realmId: wanted.realmId })
    return await keep(ledgers, vault, { before, wanted })
  }

  function rowFor(
    decision: Exclude<CompanyDecision, { kind: 'renew' }>,
    vault: TokenVault,
    subject: { tenantId: string; realmId: string },
  ): ConnectionRecord {
    if (decision.kind === 'reconnect') return decision.connection
    if (decision.kind === 'create') return blank(originOf(config, vault, { ...subject, replaces: null }))
    if (decision.kind === 'company_in_use') {
      throw mooringError('company_in_use', 'This company is already connected to another account.')
    }
    throw mooringError('already_connected', 'Another company is connected already. Disconnect it first.')
  }

  /** Stores row and grant; told to nobody before the tokens are proven, unless that is wanted later. */
  async function keep(
    ledgers: Ledgers,
    vault: TokenVault,
    { before, wanted }: { before: ConnectionRecord; wanted: CheckedImport },
  ): Promise<ConnectionRecord> {
    const now = config.now()
    const generation = now
    const grant = importedGrant(vault, { before, wanted, generation, now })
    const connected: ConnectionRecord = {
      ...before,
      status: 'connected',
      reason: null,
      authorizedBy: wanted.authorizedBy ?? before.authorizedBy,
      connectedAt: now,
      confirmedAt: before.confirmedAt ?? now,
      disconnect: null,
      disconnectedAt: null,
      accessExpiresAt: grant.accessExpiresAt,
      idleExpiresAt: grant.refreshExpiresAt,
      hardExpiresAt: null,
      hidden: !wanted.verifyLater,
    }
    const data = { reconnected: before.version > 0, imported: true }
    const events = wanted.verifyLater ? [{ type: 'connection.connected' as const, data }] : []
    const stored = await saveRow(parts, ledgers, { record: connected, events, now })
    await ledgers.grants.put(grant, null)
    await ledgers.revokes.delete(stored.id)
    await noteGrant(ledgers, stored.id, now)
    return stored
  }

  /** Proven, or kept to be mended: shown and told. */
  async function show({ id }: ConnectionRecord): Promise<ConnectionRecord> {
    const at = config.now()
    return await store.write(async (ledgers) => {
      const current = await ledgers.connections.get(id)
      if (current === null) throw new NotFoundError()
      if (!isUnproven(current)) return current
      const record = { ...current, hidden: false }
      const reconnected = current.confirmedAt !== current.connectedAt
      const connected = { type: 'connection.connected' as const, data: { reconnected, imported: true } }
      const events = [connected, ...eventsOf({ status: 'connected', reason: null }, current)]
      return await saveRow(parts, ledgers, { record, events, now: at })
    })
  }

  /** Dead tokens: the row frees its company again, and nobody was told of it. */
  async function giveUp(dead: ConnectionRecord): Promise<void> {
    await store.write(async (ledgers) => {
      const current = await ledgers.connections.get(dead.id)
      if (current === null || !isUnproven(current)) return
      await ledgers.grants.delete(dead.id)
      await ledgers.journal.close(dead.id)
      // Confirmed by this import alone: then nobody ever said that it is the right company.
      const confirmedAt = current.confirmedAt === current.connectedAt ? null : current.confirmedAt
      await ledgers.connections.update({
        ...current,
        confirmedAt,
        hidden: confirmedAt === null,
        status: 'disconnected',
        reason: 'by_host',
        disconnectedAt: config.now(),
        disconnect: { why: null, dataDeleted: false, revoke: 'unconfirmed' },
        dueAt: null,
        retryAt: null,
      })
    })
  }

  return { importConnection, prove }
}

export type Imports = ReturnType<typeof createImports>

const refused = ({ status, reason }: Standing) =>
  new ConnectionUnavailableError(
    'connection_unavailable',
    reason,
    actionFor(status, reason),
    'QuickBooks does not accept these tokens. Nothing was taken over; a person has to connect the company.',
  )

/** The row where it can be used. @throws MooringError that names what keeps it from that; the tokens are kept */
function takenOver(record: ConnectionRecord): ConnectionRecord {
  const { status, reason } = record
  if (status === 'connected' || status === 'expiring') return record
  if (status === 'checking') {
    throw mooringError(
      'intuit_unavailable',
      'QuickBooks could not be asked just now. The tokens are kept and are checked again by themselves.',
    )
  }
  throw new ConnectionUnavailableError(
    'connection_unavailable',
    reason,
    actionFor(status, reason),
    'The tokens are taken over, but the company can not be used now. The connection says what it needs.',
  )
}

/** What was handed over, as a grant: without a live access token, one that has ended already. */
function importedGrant(
  vault: TokenVault,
  given: { before: ConnectionRecord; wanted: CheckedImport; generation: number; now: number },
): GrantRecord {
  const { before, wanted, generation, now } = given
  const seal = (text: string, field: 'access_token' | 'refresh_token') =>
    vault.seal(text, { tenantId: before.tenantId, subjectId: before.id, field, generation })
  return {
    connectionId: before.id,
    tenantId: before.tenantId,
    generation,
    accessSealed: seal(wanted.access?.token ?? '', 'access_token'),
    refreshSealed: seal(wanted.refreshToken, 'refresh_token'),
    accessExpiresAt: wanted.access?.expiresAt ?? now,
    refreshExpiresAt: wanted.refreshExpiresAt,
    hardExpiresAt: null,
    issuedAt: now,
    keyId: vault.keyId,
  }
}
