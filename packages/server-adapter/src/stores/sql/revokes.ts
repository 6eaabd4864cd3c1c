// The revoke repository in SQL: what Intuit has not confirmed yet.
import type { RevokeRepository } from '../revokes.ts'
import { otherKey } from './other-key.ts'
import { firstOf } from './row-queries.ts'
import { type MooringDb, revokeRow } from './tables.ts'

export function revokeRepository(db: MooringDb): RevokeRepository {
  const all = () => db.selectFrom('revokes').selectAll()
  return {
    get: (connectionId) => firstOf(all().where('connection_id', '=', connectionId), revokeRow.decode),
    async due(now, limit) {
      const due = all().where('due_at', '<=', now).orderBy('due_at').limit(limit)
      return (await due.execute()).map(revokeRow.decode)
    },
    async ofRealm(realmTag) {
      return (await all().where('realm_tag', '=', realmTag).execute()).map(revokeRow.decode)
    },
    async put(record) {
      const row = revokeRow.encode(record)
      await db
        .insertInto('revokes')
        .values(row)
        .onConflict((conflict) => conflict.column('connection_id').doUpdateSet(row))
        .execute()
    },
    async delete(connectionId) {
      await db.deleteFrom('revokes').where('connection_id', '=', connectionId).execute()
    },
    async notSealedWith(keyId, limit) {
      const others = all().where(otherKey('key_id', keyId))
      return (await others.limit(limit).execute()).map(revokeRow.decode)
    },
  }
}
