// Takes over the tokens of a hand-written integration, so that nobody reconnects.
import { actionFor } from '@mooring/contract'
import type { Parts } from '../config/parts.ts'
import { saveConnection } from '../events/save-connection.ts'
import { noteGrant } from '../refresh/incident-notes.ts'
import type { RefreshCoordinator } from '../refresh/refresh-coordinator.ts'
import { nextDueAt } from '../refresh/refresh-policy.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'
import type { Ledgers } from '../stores/store.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import { type CompanyDecision, decideCompany } from './company-rules.ts'
import { blank } from './connection-changes.ts'
import { isLive, type Standing } from './connection-lifecycle.ts'
import { type CheckedImport, checkImport, type ImportRequest } from './import-request.ts'
import { ConnectionUnavailableError, mooringError } from './mooring-error.ts'
import { originOf } from './new-connection.ts'
import type { Probe } from './probe.ts'

/** Where an import went: a connection that was there already, or one that now holds the tokens. */
type Taken = { readonly record: ConnectionRecord; readonly isNew: boolean }

export function createImports(
  parts: Parts,
  { coordinator, probe }: { coordinator: RefreshCoordinator; probe: Probe },
) {
  const { config, store } = parts

  /**
   * @returns the connection's row. The same tokens again change nothing
   * @throws MooringError `invalid_request`, `company_in_use`, `already_connected`, `intuit_unavailable` (kept, and
   *   checked again by itself); ConnectionUnavailableError for tokens that are dead, with the reason
   */
  async function importConnection(tenantId: string, request: ImportRequest): Promise<ConnectionRecord> {
    const wanted = checkImport(request)
    const vault = await parts.vault()
    const taken = await store.write(async (ledgers) => await take(ledgers, vault, { tenantId, wanted }))
    parts.wake()
    if (!taken.isNew || wanted.verifyLater) return taken.record
    if (wanted.access === null) await coordinator.refresh(taken.record.id, { cause: 'verify' })
    const proven = await probe.verify(taken.record.id, null)
    // What Intuit refuses here is given back at once: the host still has these tokens, so nothing is lost by it.
    const refused = proven.status === 'checking' && proven.refusedAt !== null
    if (isLive(proven.status) && !refused) return await announce(proven)
    return await giveUp(proven, refused ? { status: 'reauthorization_required', reason: 'revoked' } : proven)
  }

  async function take(
    ledgers: Ledgers,
    vault: TokenVault,
    { tenantId, wanted }: { tenantId: string; wanted: CheckedImport },
  ): Promise<Taken> {
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
    if (decision.kind === 'renew') return { record: decision.connection, isNew: false }
    const before = rowFor(decision, vault, { tenantId, realmId: wanted.realmId })
    return { record: await keep(ledgers, vault, { before, wanted }), isNew: true }
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
    const record = { ...connected, dueAt: nextDueAt(connected, config, now, parts.random) }
    const reconnected = before.version > 0
    const stored = await saveConnection(ledgers, record, {
      at: now,
      actor: null,
      events: wanted.verifyLater
        ? [{ type: 'connection.connected', data: { reconnected, imported: true } }]
        : [],
    })
    await ledgers.grants.put(grant, null)
    await ledgers.revokes.delete(stored.id)
    await noteGrant(ledgers, stored.id, now)
    return stored
  }

  /** Proven, or still being checked for a passing reason: shown and told. */
  async function announce(proven: ConnectionRecord): Promise<ConnectionRecord> {
    const now = config.now()
    const shown = await store.write(async (ledgers) => {
      const current = (await ledgers.connections.get(proven.id)) ?? proven
      if (!current.hidden) return current
      return await saveConnection(
        ledgers,
        { ...current, hidden: false },
        {
          at: now,
          actor: null,
          events: [{ type: 'connection.connected', data: { reconnected: false, imported: true } }],
        },
      )
    })
    if (shown.status !== 'checking') return shown
    throw mooringError(
      'intuit_unavailable',
      'QuickBooks could not be asked just now. The tokens are kept and are checked again by themselves.',
    )
  }

  /** Dead tokens: the row frees its company again, and nobody was told of it. */
  async function giveUp(dead: ConnectionRecord, { status, reason }: Standing): Promise<never> {
    await store.write(async (ledgers) => {
      const current = await ledgers.connections.get(dead.id)
      if (current === null || !current.hidden) return
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
    throw new ConnectionUnavailableError(
      'connection_unavailable',
      reason,
      actionFor(status, reason),
      'QuickBooks does not accept these tokens. Nothing was taken over; a person has to connect the company.',
    )
  }

  return { importConnection }
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
