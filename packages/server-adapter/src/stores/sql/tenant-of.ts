// The tenant of rows whose record names a connection only: every row carries its tenant.
import type { MooringDb } from './tables.ts'

/** A subquery: the connection's tenant, or null where there is no such connection. */
export const tenantOf = (db: MooringDb, connectionId: string) =>
  db.selectFrom('connections').select('tenant_id').where('id', '=', connectionId)
