// Forgets a tenant: everything is disconnected, and no person and no company is named any more.

import { blank } from '../connection/connection-changes.ts'
import { isForgotten } from '../connection/forgotten.ts'
import type { Deps } from '../deps.ts'
import { endConnection } from '../disconnect/end-connection.ts'
import type { RevokeNow } from '../disconnect/revokes.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'

/**
 * A row without its people, its company's name and what its runs left behind, which no one sees or takes up any more.
 * What it was stays: its history needs it.
 */
const forgotten = (record: ConnectionRecord): ConnectionRecord => {
  const { sync, setup } = blank(record)
  const { dataDeleted = false, revoke = 'unconfirmed' } = record.disconnect ?? {}
  return {
    ...record,
    companyName: null,
    companyCountry: null,
    authorizedBy: null,
    sync,
    setup,
    hidden: true,
    hasLinks: false,
    disconnect: { why: null, dataDeleted, revoke, forgotten: true },
  }
}

export function createForgetting(deps: Deps, revokeNow: RevokeNow) {
  const { config, store } = deps

  /** In one transaction, so that a callback under way finds either all of it done or nothing. */
  async function forget(tenantId: string): Promise<void> {
    const ended = await store.write(async (tx) => {
      await tx.attempts.erase(tenantId)
      const rows = await tx.connections.all(tenantId)
      const live: string[] = []
      for (const row of rows) if (await endRow(tx, row)) live.push(row.id)
      await tx.history.erase(tenantId)
      await tx.events.erase(tenantId)
      await tx.notices.erase(tenantId)
      await tx.webhookLog.erase(tenantId)
      await tx.imports.erase(tenantId)
      await tx.writes.erase(tenantId)
      await tx.takeBacks.erase(tenantId)
      await tx.links.erase(tenantId)
      await tx.reads.erase(tenantId)
      return live
    })
    deps.reads.forget(tenantId)
    // What an attempt still has of Intuit's is revoked by background work.
    deps.wake()
    for (const id of ended) await revokeNow({ id, tenantId })
  }

  /** @returns whether it was live */
  async function endRow(tx: Repositories, row: ConnectionRecord): Promise<boolean> {
    const now = config.now()
    const live = row.status !== 'disconnected'
    const ending = { reason: 'by_host', why: null, deleteData: false, now, actor: null } as const
    const last = live ? await endConnection(tx, row, { ...ending, revokeDueAt: now }) : row
    if (isForgotten(last)) return live
    await tx.connections.update(forgotten(last))
    await tx.changes.append({
      tenantId: row.tenantId,
      kind: 'connection',
      subjectId: row.id,
      at: now,
    })
    return live
  }

  return forget
}
