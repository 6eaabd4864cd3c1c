// Which connection an attempt re-authorizes, whatever it was started as. Pure: from its row.
import type { AttemptRecord } from './records.ts'

type Row = Pick<AttemptRecord, 'kind' | 'connectionId' | 'stages'>

/**
 * The tenant's own connection that had the company as the browser came back, or as its grant was stored: by Intuit's rules the
 * consent may have ended the grant which that connection had. null where none had it, or no browser has come back.
 */
export const seenHolder = ({ stages }: Pick<Row, 'stages'>): string | null =>
  stages.findLast(({ consents }) => typeof consents?.connectionId === 'string')?.consents?.connectionId ??
  null

/** Whether what it brings may be the only living grant of a connection. */
export const isReauthorization = (attempt: Row): boolean =>
  attempt.kind === 'reauthorize' || seenHolder(attempt) !== null

/** The connection whose grant its consent may have ended; null where none had the company. */
export function renewedConnection(attempt: Row): string | null {
  const isSeen = attempt.stages.some(({ consents }) => consents !== undefined)
  if (isSeen) return seenHolder(attempt)
  return attempt.kind === 'reauthorize' ? attempt.connectionId : null
}
