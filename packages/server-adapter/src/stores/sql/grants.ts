// The grant repository in SQL: compare and swap on the generation.
import type { GrantRecord } from '../records.ts'
import type { GrantRepository } from '../store.ts'
import { otherKey } from './other-key.ts'
import { firstOf } from './row-queries.ts'
import { grantRow, type MooringDb } from './tables.ts'

export function grantRepository(db: MooringDb): GrantRepository {
  const all = () => db.selectFrom('grants').selectAll()
  return {
    get: (connectionId) => firstOf(all().where('connection_id', '=', connectionId), grantRow.decode),
    put: (grant, expected) => (expected === null ? putFirst(db, grant) : replace(db, grant, expected)),
    async delete(connectionId) {
      await db.deleteFrom('grants').where('connection_id', '=', connectionId).execute()
    },
    async notSealedWith(keyId, limit) {
      const others = all().where(otherKey('key_id', keyId))
      return (await others.limit(limit).execute()).map(grantRow.decode)
    },
  }
}

async function putFirst(db: MooringDb, grant: GrantRecord): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('grants')
    .values(grantRow.encode(grant))
    .onConflict((conflict) => conflict.column('connection_id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

async function replace(db: MooringDb, grant: GrantRecord, expected: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('grants')
    .set(grantRow.encode(grant))
    .where('connection_id', '=', grant.connectionId)
    .where('generation', '=', expected)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
