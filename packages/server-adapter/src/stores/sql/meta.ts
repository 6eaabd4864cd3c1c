// The meta repository in SQL: whose store this is, and how its keys are recognized.
import type { MetaRepository } from '../store.ts'
import { MOVE_NOTE } from '../store-move.ts'
import type { MooringDb } from './tables.ts'

/** @returns a value that is stored as JSON, null where there is none */
export async function metaJson<T>(db: MooringDb, name: string): Promise<T | null> {
  const text = await textOf(db, name)
  return text === null ? null : JSON.parse(text)
}

export const setMetaJson = (db: MooringDb, name: string, value: unknown): Promise<void> =>
  setText(db, name, JSON.stringify(value))

async function textOf(db: MooringDb, name: string): Promise<string | null> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? null
}

async function setText(db: MooringDb, name: string, value: string): Promise<void> {
  await db
    .insertInto('meta')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

export function metaRepository(db: MooringDb): MetaRepository {
  return {
    identity: () => metaJson(db, 'identity'),
    setIdentity: (identity) => setMetaJson(db, 'identity', identity),
    async keyChecks() {
      const rows = await db.selectFrom('key_checks').selectAll().execute()
      return Object.fromEntries(rows.map((row) => [row.key_id, row.sealed]))
    },
    async setKeyCheck(keyId, sealed) {
      await db
        .insertInto('key_checks')
        .values({ key_id: keyId, sealed })
        .onConflict((conflict) => conflict.column('key_id').doUpdateSet({ sealed }))
        .execute()
    },
    incident: () => metaJson(db, 'grant-incidents'),
    setIncident: (log) => setMetaJson(db, 'grant-incidents', log),
    tagKey: () => textOf(db, 'tag-key'),
    setTagKey: (sealed) => setText(db, 'tag-key', sealed),
    move: () => metaJson(db, MOVE_NOTE),
  }
}
