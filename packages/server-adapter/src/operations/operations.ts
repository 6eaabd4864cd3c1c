// What an operator sees across all tenants: stored counts, and pages of connections.

import type { HostConnection } from '@mooring/contract'
import { type Connection, type OperationsHealth, type Reason, STATUSES, type Status } from '@mooring/contract'
import { COUNTED_MOST } from '../config/defaults.ts'
import type { Identity } from '../config/options.ts'
import { connectionStateOf } from '../connection/connection-lifecycle.ts'
import { callerView } from '../connections/connection-view.ts'
import type { Connections } from '../connections/connections.ts'
import { type Found, searchConnections } from '../connections/search-connections.ts'
import type { Deps } from '../deps.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { isIncident, noIncident } from '../failures/grant-incident.ts'
import { DAY, MINUTE, toTimestamp, toTimestampOrNull } from '../platform/clock.ts'
import { isId } from '../platform/ids.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { endIncidentNow } from '../tokens/incident-notes.ts'
import { saveRow } from '../tokens/save-row.ts'
import { percentile } from './health-days.ts'
import { overdueMs } from './operations-status.ts'

/** Connections of all tenants, 50 at a time, by id. */
export interface OperationsPage {
  readonly connections: readonly (HostConnection & { tenantId: string })[]
  /** null on the last page. */
  readonly nextCursor: string | null
}

/** The newest delays of webhooks that the percentiles are made of. */
const DELAY_SAMPLES = 1_000
const NO_RIGHTS = { permissions: [] }

/** Connections of all tenants, as an operator sees them in a browser. */
export interface CallerPage {
  readonly connections: readonly (Connection & { tenantId: string })[]
  readonly nextCursor: string | null
}

/**
 * Which page: `cursor` is the last id seen. `status` is that which is shown; a connection whose clocks have changed it comes under the
 * new one once background work has written that.
 */
export interface PageFilter {
  readonly status?: Status
  readonly cursor?: string
}

/** @throws MooringError `invalid_request` */
function checkFilter({ status, cursor }: PageFilter): PageFilter {
  const known = status === undefined || (STATUSES as readonly unknown[]).includes(status)
  if (known && (cursor === undefined || (typeof cursor === 'string' && isId('con', cursor))))
    return { status, cursor }
  const field = known
    ? { path: 'cursor', message: 'is not one this page gave' }
    : { path: 'status', message: `must be one of ${STATUSES.join(', ')}` }
  throw mooringError('invalid_request', 'There is no such page.', { fields: [field] })
}

/** How many connections have each status. */
function statusesOf(
  counts: readonly { readonly status: Status; readonly count: number }[],
): Record<Status, number> {
  const statuses = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>
  for (const { status, count } of counts) statuses[status] += count
  return statuses
}

/** What has been due for less than a minute is between two rounds. */
const wholeWait = (ms: number): number => (ms < MINUTE ? 0 : ms)

/**
 * How far this instance's clock (the host's `now`) is from the database's, ms; 0 where the store is this machine's
 * own. Both are read at one moment, give or take half the way there and back: that much is no gap.
 */
export async function clockGap({ config, store }: Deps): Promise<number> {
  if (store.server === undefined) return 0
  const asked = config.now()
  const theirs = await store.server.clock()
  const answered = config.now()
  const gap = Math.abs(theirs - (asked + answered) / 2) - Math.abs(answered - asked) / 2
  return Math.max(0, Math.round(gap))
}

/** What gauges show. */
export const operationsGauges = ({ store }: Deps) =>
  store.read(async (tx) => ({
    connections: statusesOf(await tx.connections.counts()),
    eventBacklog: await tx.events.backlog(COUNTED_MOST),
  }))

export async function operationsHealth(deps: Deps): Promise<OperationsHealth> {
  const { config, store, signs } = deps
  const since24h = config.now() - DAY
  const clockGapMs = await clockGap(deps)
  return await store.read(async (tx) => {
    const counts = await tx.connections.counts()
    const statuses = statusesOf(counts)
    const reasons: Partial<Record<Reason, number>> = {}
    for (const { reason, count } of counts) {
      if (reason !== null && count > 0) reasons[reason as Reason] = count
    }
    const incidents = (await tx.meta.incident()) ?? noIncident
    const since = isIncident(incidents, config.now()) ? incidents.since : null
    const delays = await tx.notices.delays(since24h, DELAY_SAMPLES)
    return {
      connections: statuses,
      reasons,
      refreshFailures24h: await tx.history.failuresSince('token.refresh', since24h, COUNTED_MOST),
      throttled24h: await tx.history.failuresSince('request.throttled', since24h, COUNTED_MOST),
      webhookDelayMs:
        delays.length === 0 ? null : { p50: percentile(delays, 50), p99: percentile(delays, 99) },
      eventBacklog: await tx.events.backlog(COUNTED_MOST),
      stalled: (await tx.deliveries.stalled()).length,
      incident: since === null ? null : { since: toTimestamp(since), code: 'invalid_grant' },
      clockGapMs,
      jobs: {
        lastRoundAt: toTimestampOrNull(signs.lastRoundAt()),
        overdueMs: wholeWait(await overdueMs(deps, tx)),
      },
    }
  })
}

/** By the status that is shown, so that no page has a connection of another. */
async function rows(deps: Deps, filter: PageFilter): Promise<Found> {
  const { status, cursor } = checkFilter(filter)
  const { now, warnBeforeDays } = deps.config
  const at = now()
  const isAskedFor = (record: ConnectionRecord): boolean =>
    status === undefined || connectionStateOf(record, at, warnBeforeDays).status === status
  return await searchConnections(deps, { status, cursor }, isAskedFor)
}

/** For a browser: realm ids masked, and no rights in tenants that are not the operator's own. */
export async function operationsPage(deps: Deps, filter: PageFilter, caller: Identity): Promise<CallerPage> {
  const { config } = deps
  const { records, nextCursor } = await rows(deps, filter)
  const context = { now: config.now(), warnBeforeDays: config.warnBeforeDays, realmId: null }
  const rights = ({ tenantId }: ConnectionRecord) => (tenantId === caller.tenantId ? caller : NO_RIGHTS)
  return {
    connections: records.map((record) => ({
      ...callerView(record, rights(record), context),
      tenantId: record.tenantId,
    })),
    nextCursor,
  }
}

/** For the host's server. */
export async function hostOperationsPage(
  deps: Deps,
  connections: Pick<Connections, 'forHost'>,
  filter: PageFilter,
): Promise<OperationsPage> {
  const { records, nextCursor } = await rows(deps, filter)
  const views = records.map(async (record) => ({
    ...(await connections.forHost(record)),
    tenantId: record.tenantId,
  }))
  return { connections: await Promise.all(views), nextCursor }
}

/** Each connection of the incident is tried once more now, and its answer is its verdict. */
export async function endIncident(deps: Deps): Promise<void> {
  const { config, store } = deps
  const now = config.now()
  for (const id of await store.write((tx) => endIncidentNow(tx, now))) {
    await store.write(async (tx) => {
      const record = await tx.connections.get(id)
      if (record?.status !== 'checking') return
      await saveRow(deps, tx, { record: { ...record, retryAt: now }, events: [], now })
    })
  }
  deps.wake()
}
