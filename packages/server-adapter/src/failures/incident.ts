// When refusals of many connections are an incident of Intuit's, and when it is over.
import { MINUTE } from '../platform/clock.ts'

/** Connections that must fail alike within the window: fewer are those connections' own trouble. */
const INCIDENT_SIZE = 3
/** Milliseconds. */
const INCIDENT_WINDOW = 10 * MINUTE

/** Plain data: whose refusal nothing explains, and since when it is an incident. */
export interface IncidentLog {
  /** When each connection was last refused, ms since the epoch. */
  readonly refusals: Readonly<Record<string, number>>
  readonly since: number | null
}

export const emptyLog: IncidentLog = { refusals: {}, since: null }

/** Notes a refusal that nothing explains (`Verdict.unexplained`). An incident, once begun, stays until a refresh. */
export function noteRefusal(log: IncidentLog, connectionId: string, now: number): IncidentLog {
  const recent = Object.entries(log.refusals).filter(
    ([id, at]) => id !== connectionId && (log.since !== null || now - at <= INCIDENT_WINDOW),
  )
  const refusals = { ...Object.fromEntries(recent), [connectionId]: now }
  const begun = Object.keys(refusals).length >= INCIDENT_SIZE ? now : null
  return { refusals, since: log.since ?? begun }
}

/** Notes that a connection refreshed: one of those refused ends the incident for all of them. */
export function noteRefresh(log: IncidentLog, connectionId: string): IncidentLog {
  return connectionId in log.refusals ? emptyLog : log
}
