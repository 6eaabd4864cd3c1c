// Seals everything anew with the first key, in small transactions; cut short, the next call goes on.
import type { AttemptRecord, ConnectionRecord, GrantRecord, RevokeRecord } from '../stores/records.ts'
import type { Repositories, Store } from '../stores/store.ts'
import type { SealContext, TokenVault } from '../vault/token-vault.ts'

/** Rows in one transaction: other writers wait no longer than this takes (about 10 ms). */
const BATCH = 100

/**
 * Seals with the vault's first key what other keys have sealed. A grant that is refreshed meanwhile is left to its refresh.
 * Afterwards no stored secret needs the other keys.
 * @returns how many rows were sealed anew
 * @throws VaultError where a row does not open; what came before it stays sealed anew
 */
export async function rotateKeys(store: Store, vault: TokenVault): Promise<{ resealed: number }> {
  let resealed = 0
  for (const step of [grants, realms, waitingGrants, revokes, imports]) {
    for (;;) {
      const batch = await store.write((tx) => step(tx, vault))
      resealed += batch
      if (batch === 0) break
    }
  }
  return { resealed }
}

const reseal = (vault: TokenVault, sealed: string, context: SealContext): string =>
  vault.seal(vault.open(sealed, context), context)

async function grants(tx: Repositories, vault: TokenVault): Promise<number> {
  const rows = await tx.grants.notSealedWith(vault.keyId, BATCH)
  for (const row of rows) await tx.grants.put(resealGrant(row, vault), row.generation)
  return rows.length
}

function resealGrant(row: GrantRecord, vault: TokenVault): GrantRecord {
  const { tenantId, connectionId: subjectId, generation } = row
  const again = (sealed: string, field: 'access_token' | 'refresh_token') =>
    reseal(vault, sealed, { tenantId, subjectId, field, generation })
  return {
    ...row,
    accessSealed: again(row.accessSealed, 'access_token'),
    refreshSealed: again(row.refreshSealed, 'refresh_token'),
    keyId: vault.keyId,
  }
}

async function realms(tx: Repositories, vault: TokenVault): Promise<number> {
  const rows: ConnectionRecord[] = await tx.connections.realmsNotSealedWith(vault.keyId, BATCH)
  for (const { id, tenantId, realmSealed } of rows) {
    const context = { tenantId, subjectId: id, field: 'realm_id', generation: 0 } as const
    await tx.connections.resealRealm(id, reseal(vault, realmSealed, context), realmSealed)
  }
  return rows.length
}

async function waitingGrants(tx: Repositories, vault: TokenVault): Promise<number> {
  const rows: AttemptRecord[] = await tx.attempts.notSealedWith(vault.keyId, BATCH)
  for (const row of rows) {
    const again = (sealed: string | null, field: 'waiting_grant' | 'waiting_realm') =>
      sealed && reseal(vault, sealed, { tenantId: row.tenantId, subjectId: row.id, field, generation: 0 })
    await tx.attempts.update({
      ...row,
      waitingGrant: again(row.waitingGrant, 'waiting_grant'),
      waitingRealm: again(row.waitingRealm, 'waiting_realm'),
    })
  }
  return rows.length
}

async function revokes(tx: Repositories, vault: TokenVault): Promise<number> {
  const rows: RevokeRecord[] = await tx.revokes.notSealedWith(vault.keyId, BATCH)
  for (const row of rows) {
    const { tenantId, connectionId: subjectId, generation } = row
    const context = { tenantId, subjectId, field: 'refresh_token', generation } as const
    await tx.revokes.put({
      ...row,
      refreshSealed: reseal(vault, row.refreshSealed, context),
      keyId: vault.keyId,
    })
  }
  return rows.length
}

async function imports(tx: Repositories, vault: TokenVault): Promise<number> {
  const rows = await tx.imports.notSealedWith(vault.keyId, BATCH)
  for (const row of rows) {
    const context = {
      tenantId: row.tenantId,
      subjectId: row.tokenTag,
      field: 'import',
      generation: 0,
    } as const
    const sealed = row.sealed && reseal(vault, row.sealed, context)
    await tx.imports.put({ ...row, sealed, keyId: vault.keyId })
  }
  return rows.length
}
