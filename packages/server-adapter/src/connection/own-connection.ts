// The one way from a tenant and an id of a request to a connection's row: another tenant's id is one that does not exist.
import { idOf } from '../errors/id-of.ts'
import { NotFoundError } from '../errors/mooring-error.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { ReadRepositories } from '../stores/repositories.ts'
import { isOf } from './forgotten.ts'

/** Reads a row of this tenant's. @throws NotFoundError where there is none, it is another tenant's, or its tenant was forgotten */
export async function ownConnection(
  { connections }: Pick<ReadRepositories, 'connections'>,
  tenantId: string,
  id: string,
  what: 'connection' | 'link' = 'connection',
): Promise<ConnectionRecord> {
  const record = await connections.get(idOf(id, what))
  if (!isOf(record, tenantId)) throw new NotFoundError(what)
  return record
}

/** The same, also of a forgotten tenant: its history can still be proven, and names no one. @throws NotFoundError */
export async function requireOwnHistory(
  { connections }: Pick<ReadRepositories, 'connections'>,
  tenantId: string,
  connectionId: string,
): Promise<void> {
  const record = await connections.get(idOf(connectionId))
  if (record?.tenantId !== tenantId) throw new NotFoundError()
}
