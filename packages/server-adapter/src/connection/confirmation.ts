// Whether a person is still to say that a connection's company is the right one. Pure.
import type { ConnectionRecord } from '../stores/records.ts'
import { isWaiting } from './connection-lifecycle.ts'

/** After a sale a person is asked until one has said yes, whatever the host says. */
export const mustBeConfirmed = ({ disconnect }: Pick<ConnectionRecord, 'disconnect'>): boolean =>
  disconnect?.why === 'business_sold' || disconnect?.unconfirmed === true

/** The same of a connection that has its company: whatever trouble its status shows meanwhile, the question stays. */
export const awaitsConfirmation = (record: ConnectionRecord): boolean =>
  record.status === 'awaiting_confirmation' ||
  mustBeConfirmed(record) ||
  // An import that waits is the host's word.
  (record.confirmedAt === null && !isWaiting(record))
