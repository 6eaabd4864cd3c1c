// Puts imported tokens into the row they belong to, in the transaction it is given.
import type { RealmId } from '@mooring/contract'
import { decideCompany } from '../connection/company-rules.ts'
import { mustBeConfirmed } from '../connection/confirmation.ts'
import { blank, type Change } from '../connection/connection-changes.ts'
import { connectionStateOf } from '../connection/connection-lifecycle.ts'
import { originOf } from '../connection/new-connection.ts'
import type { Deps } from '../deps.ts'
import { mooringError } from '../errors/mooring-error.ts'
import type { CompanyInfo } from '../gateway/intuit-gateway.ts'
import { newGeneration } from '../keys/grant-sealing.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'
import { forgetRefusals } from '../tokens/incident-notes.ts'
import { recovered } from '../tokens/refresh-outcomes.ts'
import { saveRow } from '../tokens/save-row.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import { grantOf, type ImportedTokens } from './imported-tokens.ts'

type AuthorizedBy = ConnectionRecord['authorizedBy']

/** Where tokens go: into a row, or nowhere, since a living connection has the company. */
export type Destination =
  | { readonly kind: 'row'; readonly before: ConnectionRecord }
  | { readonly kind: 'in_use'; readonly by: ConnectionRecord }

/** @throws MooringError `company_in_use`, `already_connected` */
export async function destinationOf(
  { config }: Pick<Deps, 'config'>,
  tx: Repositories,
  { vault, tenantId, realmId }: { vault: TokenVault; tenantId: string; realmId: RealmId },
): Promise<Destination> {
  const realmTag = vault.realmTag(config.environment, realmId)
  const { environment, multipleConnections } = config
  const [others, holders] = await Promise.all([
    multipleConnections ? [] : tx.connections.list(tenantId),
    tx.connections.findByRealm(environment, realmTag),
  ])
  const decision = decideCompany({
    attempt: { tenantId, allowCompanyChange: false, permissions: ['connect', 'reauthorize'] },
    realmTag,
    target: null,
    holders,
    hasAnother: others.some((other) => other.status !== 'disconnected' && other.realmTag !== realmTag),
    multipleConnections,
    sharedCompanies: config.sharedCompanies,
  })
  if (decision.kind === 'create')
    return { kind: 'row', before: blank(originOf(config, vault, { tenantId, realmId, replaces: null })) }
  if (decision.kind === 'reconnect') return { kind: 'row', before: decision.connection }
  if (decision.kind === 'renew') {
    const { connection } = decision
    const connectionState = connectionStateOf(connection, config.now(), config.warnBeforeDays)
    // A clock may have ended it since background work last saw it.
    return connectionState.status === 'reauthorization_required'
      ? { kind: 'row', before: { ...connection, ...connectionState } }
      : { kind: 'in_use', by: connection }
  }
  if (decision.kind === 'company_in_use')
    throw mooringError('company_in_use', 'This company is already connected to another account.')
  throw mooringError('already_connected', 'Another company is connected already. Disconnect it first.')
}

/** What is put into a row. */
export interface TakeOver {
  readonly vault: TokenVault
  readonly tokens: ImportedTokens
  /** Whether Intuit was asked: then they are the company's. */
  readonly isProven: boolean
  /** What Intuit said of it; null where it said nothing. */
  readonly company: CompanyInfo | null
  readonly authorizedBy: AuthorizedBy
}

/** Stores row, grant and the events of both. */
export async function takeOver(
  deps: Deps,
  tx: Repositories,
  before: ConnectionRecord,
  given: TakeOver,
): Promise<ConnectionRecord> {
  const { config } = deps
  const now = config.now()
  const isNew = before.version === 0
  const stored = isNew ? null : await tx.grants.get(before.id)
  const generation = newGeneration(stored, before.disconnect, now)
  const grant = grantOf(given.vault, given.tokens, { ...before, generation, now })
  const change = changeOf(before, given, { now, warnBeforeDays: config.warnBeforeDays })
  const record = { ...change.record, accessExpiresAt: grant.accessExpiresAt }
  const intuitTid = given.company?.intuitTid ?? null
  const saved = await saveRow(deps, tx, { ...change, record, now, intuitTid })
  await tx.grants.put(grant, stored?.generation ?? null)
  if (!isNew) {
    await tx.journal.close(saved.id)
    await tx.revokes.delete(saved.id)
  }
  await forgetRefusals(tx, saved.id, now)
  return saved
}

/** What was read with the tokens from before says nothing of these: the first use reads the company. */
const unread = (record: ConnectionRecord): ConnectionRecord => ({
  ...record,
  companyName: null,
  companyCountry: null,
  proofKind: null,
  proofAt: null,
})

function changeOf(
  before: ConnectionRecord,
  { tokens, isProven, company, authorizedBy }: TakeOver,
  moment: { readonly now: number; readonly warnBeforeDays: readonly number[] },
): Change {
  const { now } = moment
  const { refreshExpiresAt } = tokens
  // A date that has passed already says nothing: only Intuit ends a grant.
  const idleExpiresAt = refreshExpiresAt !== null && refreshExpiresAt > now ? refreshExpiresAt : null
  const known = isProven ? before : unread(before)
  const mustAsk = mustBeConfirmed(before)
  const after: ConnectionRecord = {
    ...known,
    companyName: company?.name ?? known.companyName,
    companyCountry: company?.country ?? known.companyCountry,
    authorizedBy: authorizedBy ?? before.authorizedBy,
    // After a sale a person is asked, however the company comes back.
    confirmedAt: mustAsk ? before.confirmedAt : (before.confirmedAt ?? now),
    disconnect: mustAsk ? before.disconnect : null,
    disconnectedAt: null,
    idleExpiresAt,
    idleIsImported: idleExpiresAt !== null && !tokens.renewed,
    hardExpiresAt: tokens.hardExpiresAt,
    proofKind: company === null ? known.proofKind : 'company_read',
    proofAt: company === null ? known.proofAt : now,
    hidden: false,
    failures: 0,
    retryAt: null,
    refusedAt: null,
    disconnectHintAt: null,
    warned: [],
  }
  const isTakenUp = before.status === 'reauthorization_required'
  // One that was disconnected is back: what was paused goes on.
  const isBack = isTakenUp || before.status === 'disconnected'
  const connectionState = { status: 'connected', reason: null } as const
  const was = { ...before, ...(isBack ? {} : connectionState), confirmedAt: after.confirmedAt }
  const { record, events } = recovered(was, isTakenUp ? after : { ...after, connectedAt: now }, moment)
  const connected = {
    type: 'connection.connected' as const,
    data: { reconnected: isReconnect(before), imported: true },
  }
  return { record, events: isTakenUp ? events : [connected, ...events] }
}

const isReconnect = ({ connectedAt, status }: ConnectionRecord): boolean =>
  connectedAt !== null && status === 'disconnected'
