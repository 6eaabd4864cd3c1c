// The log of webhooks in SQL.
import { type Selectable, sql } from 'kysely'
import type { LoggedWebhook, WebhookHolder, WebhookLogRepository } from '../webhook-records.ts'
import { deletedBy } from './row-queries.ts'
import { type MooringDb, type Tables, webhookLogRow } from './tables.ts'

async function holdersOf(db: MooringDb, positions: readonly number[]): Promise<Map<number, WebhookHolder[]>> {
  const found = new Map<number, WebhookHolder[]>()
  if (positions.length === 0) return found
  const rows = await db
    .selectFrom('webhook_log_connections')
    .selectAll()
    .where('log_position', 'in', positions)
    .orderBy('connection_id')
    .execute()
  for (const row of rows) {
    const position = Number(row.log_position)
    const holder = { connectionId: row.connection_id, tenantId: row.tenant_id, events: Number(row.events) }
    found.set(position, [...(found.get(position) ?? []), holder])
  }
  return found
}

async function positionsOf(db: MooringDb, connectionId: string, before: number | undefined, limit: number) {
  const all = db
    .selectFrom('webhook_log_connections')
    .select('log_position')
    .where('connection_id', '=', connectionId)
  const older = before === undefined ? all : all.where('log_position', '<', before)
  const rows = await older.orderBy('log_position', 'desc').limit(limit).execute()
  return rows.map((row) => Number(row.log_position))
}

async function listed(
  db: MooringDb,
  rows: readonly Selectable<Tables['webhook_log']>[],
): Promise<LoggedWebhook[]> {
  const holders = await holdersOf(
    db,
    rows.map((row) => Number(row.position)),
  )
  return rows.map((row) => {
    const position = Number(row.position)
    return { ...webhookLogRow.decode(row), position, connections: holders.get(position) ?? [] }
  })
}

const loggedWebhooks = (
  db: MooringDb,
): Pick<WebhookLogRepository, 'arrived' | 'worked' | 'failed' | 'page'> => ({
  async arrived(record) {
    await db
      .insertInto('webhook_log')
      .values(webhookLogRow.encode(record))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  },
  async worked(id, at, holders) {
    const row = await db
      .updateTable('webhook_log')
      .set({ worked_at: at, why: null })
      .where('id', '=', id)
      .returning('position')
      .executeTakeFirst()
    if (row === undefined || holders.length === 0) return
    const rows = holders.map(({ connectionId, tenantId, events }) => ({
      connection_id: connectionId,
      log_position: Number(row.position),
      tenant_id: tenantId,
      events,
    }))
    await db
      .insertInto('webhook_log_connections')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['connection_id', 'log_position']).doNothing())
      .execute()
  },
  async failed(id, { tries, parkedAt, why }) {
    await db
      .updateTable('webhook_log')
      .set({ tries, parked_at: parkedAt, why })
      .where('id', '=', id)
      .execute()
  },
  async page({ connectionId, before, limit }) {
    const all = db.selectFrom('webhook_log').selectAll()
    if (connectionId !== undefined) {
      const positions = await positionsOf(db, connectionId, before, limit)
      if (positions.length === 0) return []
      return await listed(
        db,
        await all.where('position', 'in', positions).orderBy('position', 'desc').execute(),
      )
    }
    const older = before === undefined ? all : all.where('position', '<', before)
    return await listed(db, await older.orderBy('position', 'desc').limit(limit).execute())
  },
})

const refusalsAndErasure = (
  db: MooringDb,
): Pick<WebhookLogRepository, 'refused' | 'refusals' | 'erase' | 'prune'> => ({
  async refused(hour, count) {
    await db
      .insertInto('webhook_refusals')
      .values({ hour, count })
      .onConflict((conflict) =>
        conflict
          .column('hour')
          .doUpdateSet({ count: sql<number>`${sql.ref('webhook_refusals.count')} + ${count}` }),
      )
      .execute()
  },
  async refusals(since) {
    const rows = await db
      .selectFrom('webhook_refusals')
      .selectAll()
      .where('hour', '>=', since)
      .orderBy('hour', 'desc')
      .execute()
    return rows.map(({ hour, count }) => ({ hour: Number(hour), count: Number(count) }))
  },
  async erase(tenantId) {
    const deleted = db.deleteFrom('webhook_log_connections').where('tenant_id', '=', tenantId)
    return await deletedBy(deleted)
  },
  async prune(before) {
    const old = db.selectFrom('webhook_log').select('position').where('received_at', '<', before)
    await db.deleteFrom('webhook_log_connections').where('log_position', 'in', old).execute()
    await db.deleteFrom('webhook_refusals').where('hour', '<', before).execute()
    const deleted = db.deleteFrom('webhook_log').where('received_at', '<', before)
    return await deletedBy(deleted)
  },
})

export const webhookLogRepository = (db: MooringDb): WebhookLogRepository => ({
  ...loggedWebhooks(db),
  ...refusalsAndErasure(db),
})
