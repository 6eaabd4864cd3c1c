// What webhooks make of a connection's row and of the day's counts. Pure.
import type { Change } from '../connection/connection-changes.ts'
import { connectionStateOf } from '../connection/connection-lifecycle.ts'
import type { DayCounts } from '../stores/health-records.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { NoticeRecord } from '../stores/webhook-records.ts'

/** Statuses of a connection that works: only then an event of its company's shows that it does. */
const WELL: readonly string[] = ['connected', 'expiring']

/** The event for the host about all that came since the last time. The realm id joins at its delivery: it is not stored here. */
export function noticesOf(
  record: ConnectionRecord,
  notices: readonly NoticeRecord[],
  { now, warnBeforeDays }: { now: number; warnBeforeDays: readonly number[] },
): Change {
  const entities = notices.map(({ entity }) => entity)
  const isWell = WELL.includes(connectionStateOf(record, now, warnBeforeDays).status)
  const receivedAt = Math.max(...notices.map((notice) => notice.receivedAt))
  const proves = isWell && receivedAt >= (record.proofAt ?? 0)
  return {
    record: proves ? { ...record, proofKind: 'webhook', proofAt: receivedAt } : record,
    events: [{ type: 'webhook.received', data: { entities } }],
  }
}

export function countsOf(notices: readonly NoticeRecord[]): Partial<DayCounts> {
  const delays = notices.flatMap(({ delayMs }) => (delayMs === null ? [] : [delayMs]))
  return {
    webhooks: notices.length,
    webhookDelays: delays.length,
    webhookDelaySum: delays.reduce((sum, delay) => sum + delay, 0),
  }
}
