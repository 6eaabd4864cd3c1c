// The error for a call that needs a connection which has ended.
import { ConnectionUnavailableError } from '../errors/mooring-error.ts'
import type { ConnectionRecord } from '../stores/records.ts'

export const disconnectedError = (record: ConnectionRecord) =>
  new ConnectionUnavailableError(
    'connection_unavailable',
    record.reason,
    'reconnect',
    'This company was disconnected. Connect it again to use it.',
  )
