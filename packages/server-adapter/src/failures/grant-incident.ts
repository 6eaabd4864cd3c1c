// When refused grants are an incident of Intuit's, which answers `invalid_grant` to healthy ones, and when it is over. Pure.
import { HOUR, MINUTE } from '../platform/clock.ts'

/** So many connections, of so many tenants, must be refused within the window: fewer are their own trouble. */
const INCIDENT_SIZE = 3
/** Milliseconds. */
const INCIDENT_WINDOW = 10 * MINUTE
/** Milliseconds; no incident is believed in for longer. */
const INCIDENT_LONGEST = 6 * HOUR

/** Plain data: whose refusal nothing explains, and since when it is an incident. */
export interface GrantIncidents {
  /** When each connection was last refused, ms since the epoch, and whose it is. */
  readonly refusals: Readonly<Record<string, { readonly at: number; readonly tenantId: string }>>
  readonly since: number | null
  /** Connections an incident has left behind: the next refusal of each is its own verdict. */
  readonly left: readonly string[]
}

export const noIncident: GrantIncidents = { refusals: {}, since: null, left: [] }

/** A refused connection. */
export interface Refused {
  readonly connectionId: string
  readonly tenantId: string
}

/** Whether refusals are Intuit's trouble now. */
export const isIncident = ({ since }: GrantIncidents, now: number): boolean =>
  since !== null && now - since < INCIDENT_LONGEST

/** Whether this connection was refused in an incident that is over. */
export const wasLeft = ({ left }: GrantIncidents, connectionId: string): boolean =>
  left.includes(connectionId)

/** The incident is over, and each of its connections gets its own verdict. */
export const ended = (log: GrantIncidents): GrantIncidents => ({
  refusals: {},
  since: null,
  left: [...new Set([...log.left, ...Object.keys(log.refusals)])],
})

/** The log as it is now: an incident that has lasted too long is over. */
export const asOf = (log: GrantIncidents, now: number): GrantIncidents =>
  log.since !== null && !isIncident(log, now) ? ended(log) : log

/** The log with nothing ahead of now, as a clock that was set back since may have noted it. @returns the same log where nothing is */
export function notAhead(log: GrantIncidents, now: number): GrantIncidents {
  const since = log.since === null ? null : Math.min(log.since, now)
  const refusals = Object.entries(log.refusals)
  if (since === log.since && refusals.every(([, { at }]) => at <= now)) return log
  const noted = refusals.map(([id, refusal]) => [id, { ...refusal, at: Math.min(refusal.at, now) }] as const)
  return { ...log, since, refusals: Object.fromEntries(noted) }
}

/** Notes a refusal that nothing explains (`Verdict.unexplained`). */
export function noteRefusal(
  before: GrantIncidents,
  { connectionId, tenantId }: Refused,
  now: number,
): GrantIncidents {
  const log = asOf(before, now)
  const recent = Object.entries(log.refusals).filter(
    ([id, { at }]) => id !== connectionId && (log.since !== null || now - at <= INCIDENT_WINDOW),
  )
  const refusals = { ...Object.fromEntries(recent), [connectionId]: { at: now, tenantId } }
  const tenants = new Set(Object.values(refusals).map((refusal) => refusal.tenantId))
  const isLarge = Object.keys(refusals).length >= INCIDENT_SIZE && tenants.size >= INCIDENT_SIZE
  return { ...log, refusals, since: log.since ?? (isLarge ? now : null) }
}

/** Notes that a connection refreshed: Intuit is well, so what was refused was refused for its own reason. */
export function noteRefresh(log: GrantIncidents, connectionId: string): GrantIncidents {
  if (log.since !== null) return without(ended(log), connectionId)
  const rest = without(log, connectionId)
  return Object.keys(rest.refusals).length === 0 ? rest : { ...rest, refusals: {} }
}

/**
 * A connection that has its verdict, a new consent, or is gone counts no more; with its last one an incident is over.
 * @returns the same log where it never did
 */
export function without(log: GrantIncidents, connectionId: string): GrantIncidents {
  if (!(connectionId in log.refusals) && !wasLeft(log, connectionId)) return log
  const { [connectionId]: _, ...refusals } = log.refusals
  const since = Object.keys(refusals).length === 0 ? null : log.since
  return { refusals, since, left: log.left.filter((id) => id !== connectionId) }
}
