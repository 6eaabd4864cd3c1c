// An entry of a history as people and hosts read it.
import { toTimestamp } from '../platform/clock.ts'
import type { HistoryRecord } from '../stores/records.ts'

export const historyView = (record: HistoryRecord) => ({
  id: record.id,
  at: toTimestamp(record.at),
  type: record.type,
  actor: record.actor,
  outcome: record.outcome,
  code: record.code,
  intuitTid: record.intuitTid,
  data: record.data,
  hash: record.hash,
})
