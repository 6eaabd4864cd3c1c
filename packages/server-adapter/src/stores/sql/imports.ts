// The repository of imports in SQL: tokens that a host handed over, by their tag and tenant.
import type { ImportRepository } from '../imports.ts'
import { otherKey } from './other-key.ts'
import { deletedBy } from './row-queries.ts'
import { importRow, type MooringDb } from './tables.ts'

export function importRepository(db: MooringDb): ImportRepository {
  const all = () => db.selectFrom('imports').selectAll()
  return {
    async ofToken(tokenTag) {
      const found = all().where('token_tag', '=', tokenTag).orderBy('tenant_id')
      return (await found.execute()).map(importRow.decode)
    },
    async due(now, limit) {
      const due = all().where('due_at', '<=', now).orderBy('due_at').limit(limit)
      return (await due.execute()).map(importRow.decode)
    },
    async put(record) {
      const row = importRow.encode(record)
      await db
        .insertInto('imports')
        .values(row)
        .onConflict((conflict) => conflict.columns(['token_tag', 'tenant_id']).doUpdateSet(row))
        .execute()
    },
    async delete(tokenTag, tenantId) {
      await db
        .deleteFrom('imports')
        .where('token_tag', '=', tokenTag)
        .where('tenant_id', '=', tenantId)
        .execute()
    },
    async notSealedWith(keyId, limit) {
      const others = all().where(otherKey('key_id', keyId))
      return (await others.limit(limit).execute()).map(importRow.decode)
    },
    erase: (tenantId) => deletedBy(db.deleteFrom('imports').where('tenant_id', '=', tenantId)),
    prune: (before) =>
      deletedBy(db.deleteFrom('imports').where('expires_at', '<=', before).where('due_at', 'is', null)),
  }
}
