// What stays of a forgotten tenant's connection: its row, for the history's chain, out of reach of all who come later.
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'

/** Whether its tenant was forgotten: a later tenant of the same id has nothing to do with it. */
export const isForgotten = ({ disconnect }: Pick<ConnectionRecord, 'disconnect'>): boolean =>
  disconnect?.forgotten === true

/** Whether the attempt's tenant was forgotten: its user id is empty then, which no person's is. */
export const isErased = ({ userId }: Pick<AttemptRecord, 'userId'>): boolean => userId === ''

/** Whether a row is there, this tenant's, and not forgotten. */
export const isOf = (record: ConnectionRecord | null, tenantId: string): record is ConnectionRecord =>
  record !== null && record.tenantId === tenantId && !isForgotten(record)
