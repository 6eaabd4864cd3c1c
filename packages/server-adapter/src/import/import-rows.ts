// What the store says of an import, before, while and after its tokens are proven. Each function takes its transaction.

import type { RealmId } from '@mooring/contract'
import { IMPORT_KNOWN_MS, IMPORT_LOST_MS, IMPORT_RETENTION_MS } from '../config/defaults.ts'
import { disconnected } from '../connection/connection-changes.ts'
import { isWaiting } from '../connection/connection-lifecycle.ts'
import type { Deps } from '../deps.ts'
import { HOUR, MINUTE } from '../platform/clock.ts'
import type { ImportRecord } from '../stores/imports.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { ReadRepositories, Repositories } from '../stores/store.ts'
import { saveRow } from '../tokens/save-row.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import { type ImportedTokens, openTokens, sealTokens } from './imported-tokens.ts'

/** One import under way. */
export interface ImportSubject {
  readonly vault: TokenVault
  readonly tenantId: string
  /** HMAC of the refresh token as it was handed over. */
  readonly tokenTag: string
  readonly realmTag: string
  readonly authorizedBy: ConnectionRecord['authorizedBy']
}

export const ownImport = async (
  { imports }: Pick<ReadRepositories, 'imports'>,
  { tokenTag, tenantId }: ImportSubject,
): Promise<ImportRecord | null> =>
  (await imports.ofToken(tokenTag)).find((row) => row.tenantId === tenantId) ?? null

/** The row of what Intuit renewed; the connection that shows it stays, and so does the day it is stored for. */
export async function renewedRow(
  { config }: Deps,
  tx: Repositories,
  subject: ImportSubject,
  tokens: ImportedTokens,
): Promise<ImportRecord> {
  const { vault, tenantId, tokenTag, realmTag, authorizedBy } = subject
  const own = await ownImport(tx, subject)
  const before = own?.sealed ? own : null
  return {
    tokenTag,
    tenantId,
    realmTag,
    sealed: sealTokens(vault, subject, tokens),
    keyId: vault.keyId,
    authorizedBy,
    connectionId: before?.connectionId ?? null,
    dueAt: null,
    expiresAt: before?.expiresAt ?? config.now() + IMPORT_RETENTION_MS,
  }
}

/** What showed an import that came to nothing is gone from the list, and its company is free. */
async function endWaiting(deps: Deps, tx: Repositories, { connectionId }: ImportRecord): Promise<void> {
  const shown = connectionId === null ? null : await tx.connections.get(connectionId)
  if (shown === null || !isWaiting(shown)) return
  const now = deps.config.now()
  const ending = {
    reason: 'by_host',
    why: null,
    deleteData: false,
    revoke: 'unconfirmed',
    grant: null,
    now,
  } as const
  await saveRow(deps, tx, { record: disconnected(shown, ending).record, events: [], now })
}

/**
 * What an earlier import left goes on under this one: its tokens are this realm's from now on, and no background work
 * takes them up meanwhile. A token whose connection is dead by now is known no more: it is proven like any other.
 * @returns the tokens as Intuit has renewed them; null where the host's own are to be proven
 */
export async function takeUpImport(
  deps: Deps,
  tx: Repositories,
  subject: ImportSubject,
  realmId: RealmId,
): Promise<ImportedTokens | null> {
  const own = await ownImport(tx, subject)
  if (own === null) return null
  if (own.sealed === null) {
    await tx.imports.delete(own.tokenTag, own.tenantId)
    return null
  }
  if (own.realmTag !== subject.realmTag) await endWaiting(deps, tx, own)
  const shown = own.connectionId === null ? null : await tx.connections.get(own.connectionId)
  const tokens = { ...openTokens(subject.vault, own, own.sealed), realmId }
  const row = await renewedRow(deps, tx, subject, tokens)
  const connectionId =
    shown !== null && isWaiting(shown) && own.realmTag === subject.realmTag ? shown.id : null
  await tx.imports.put({ ...row, connectionId, dueAt: deps.config.now() + IMPORT_LOST_MS })
  return tokens
}

/** An import that asks Intuit is known from its beginning: one whose row is gone then has no tenant any more. */
export async function noteBegunImport(
  { config }: Deps,
  tx: Repositories,
  { tokenTag, tenantId, realmTag }: ImportSubject,
): Promise<void> {
  const nothing = { sealed: null, keyId: null, authorizedBy: null, dueAt: null, connectionId: null }
  const expiresAt = config.now() + IMPORT_RETENTION_MS
  await tx.imports.put({ tokenTag, tenantId, realmTag, expiresAt, ...nothing })
}

/** A connection has the tokens: they are known again, should they be handed over once more. */
export async function noteTakenImport(
  { config }: Deps,
  tx: Repositories,
  { tokenTag, tenantId, realmTag }: ImportSubject,
  connectionId: string,
): Promise<void> {
  const nothing = { sealed: null, keyId: null, authorizedBy: null, dueAt: null }
  const expiresAt = config.now() + IMPORT_KNOWN_MS
  await tx.imports.put({ tokenTag, tenantId, realmTag, connectionId, expiresAt, ...nothing })
}

/** Tokens that nothing took: those that Intuit renewed wait for the right import. */
export async function storeForLater(
  deps: Deps,
  tx: Repositories,
  subject: ImportSubject,
  tokens: ImportedTokens,
): Promise<void> {
  const own = await ownImport(tx, subject)
  if (own !== null) await endWaiting(deps, tx, own)
  if (!tokens.renewed) return
  const row = await renewedRow(deps, tx, subject, tokens)
  await tx.imports.put({ ...row, connectionId: null })
}

/** The company is seen in the list while background work goes on; what was there already stays as it is. */
export async function showWaitingImport(
  deps: Deps,
  tx: Repositories,
  subject: ImportSubject,
  { tokens, before }: { tokens: ImportedTokens; before: ConnectionRecord },
): Promise<void> {
  const now = deps.config.now()
  const row = await renewedRow(deps, tx, subject, tokens)
  const waited = now - (row.expiresAt - IMPORT_RETENTION_MS)
  const dueAt = Math.min(now + Math.min(Math.max(waited, MINUTE), HOUR), row.expiresAt)
  let { connectionId } = row
  if (before.version === 0) {
    const { authorizedBy } = subject
    const record = { ...before, authorizedBy, status: 'checking', reason: 'intuit_unavailable' } as const
    connectionId = (await saveRow(deps, tx, { record, events: [], now })).id
  }
  await tx.imports.put({ ...row, connectionId, dueAt })
}

/** A person disconnected the company while its import waited. */
async function revokeLater(
  { config }: Deps,
  tx: Repositories,
  { vault }: ImportSubject,
  { ended, tokens }: { ended: ConnectionRecord; tokens: ImportedTokens },
): Promise<void> {
  const { id, tenantId, realmTag } = ended
  const generation = config.now()
  const context = { tenantId, subjectId: id, field: 'refresh_token', generation } as const
  await tx.revokes.put({
    connectionId: id,
    tenantId,
    realmTag,
    generation,
    refreshSealed: vault.seal(tokens.refreshToken, context),
    keyId: vault.keyId,
    tries: 0,
    dueAt: generation,
  })
}

/** @returns the tokens to prove once more; null where nothing is left to prove: a consent or a disconnect came first */
export async function stillDue(
  deps: Deps,
  tx: Repositories,
  subject: ImportSubject,
  now: number,
): Promise<ImportedTokens | null> {
  const own = await ownImport(tx, subject)
  if (own === null || own.sealed === null || own.dueAt === null || own.dueAt > now) return null
  const shown = own.connectionId === null ? null : await tx.connections.get(own.connectionId)
  const tokens = openTokens(subject.vault, own, own.sealed)
  if (shown === null || isWaiting(shown)) {
    // No other process' for as long as a proof may take.
    await tx.imports.put({ ...own, dueAt: now + IMPORT_LOST_MS })
    return tokens
  }
  if (shown.status === 'disconnected') await revokeLater(deps, tx, subject, { ended: shown, tokens })
  await tx.imports.delete(own.tokenTag, own.tenantId)
  return null
}

/** Tries an import again later, as long as its day lasts: it could not be taken further now. */
export async function putOffImport(
  deps: Deps,
  tx: Repositories,
  { tokenTag, tenantId }: ImportRecord,
): Promise<void> {
  const { config } = deps
  const own = (await tx.imports.ofToken(tokenTag)).find((row) => row.tenantId === tenantId)
  if (own?.dueAt == null) return
  if (config.now() >= own.expiresAt) return await end(deps, tx, own)
  await tx.imports.put({ ...own, dueAt: config.now() + MINUTE })
}

/** The day is over. */
export async function giveUpImport(deps: Deps, tx: Repositories, subject: ImportSubject): Promise<void> {
  const own = await ownImport(tx, subject)
  if (own !== null && own.sealed !== null) await end(deps, tx, own)
}

async function end(deps: Deps, tx: Repositories, own: ImportRecord): Promise<void> {
  await endWaiting(deps, tx, own)
  await tx.imports.delete(own.tokenTag, own.tenantId)
}
