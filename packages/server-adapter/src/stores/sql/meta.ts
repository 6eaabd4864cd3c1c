// The meta repository in SQL: whose store this is, and how its keys are recognized.
import type { MetaRepository } from '../store.ts'
import { MOVE_NOTE } from '../store-move.ts'
import type { MooringDb } from './tables.ts'

export function metaRepository(db: MooringDb): MetaRepository {
  const value = async (name: string): Promise<string | null> => {
    const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst()
    return row?.value ?? null
  }
  const setValue = async (name: string, text: string): Promise<void> => {
    await db
      .insertInto('meta')
      .values({ name, value: text })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text }))
      .execute()
  }
  return {
    async identity() {
      const text = await value('identity')
      return text === null ? null : JSON.parse(text)
    },
    setIdentity: (identity) => setValue('identity', JSON.stringify(identity)),
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
    async incident() {
      const text = await value('grant-incidents')
      return text === null ? null : JSON.parse(text)
    },
    setIncident: (log) => setValue('grant-incidents', JSON.stringify(log)),
    tagKey: () => value('tag-key'),
    setTagKey: (sealed) => setValue('tag-key', sealed),
    async move() {
      const text = await value(MOVE_NOTE)
      return text === null ? null : JSON.parse(text)
    },
  }
}
