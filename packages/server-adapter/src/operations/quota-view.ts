// What an operator sees of the month's reads.

import type { Deps } from '../deps.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { DAY, dayOf, toTimestamp, toTimestampOrNull } from '../platform/clock.ts'
import { foreseeReads, MOST_DAYS, usedIn } from '../quota/foresee-reads.ts'
import { monthOf, monthStart, nextMonthStart } from '../quota/months.ts'
import { noteOf, pausedUntil, type QuotaState, stateOf } from '../quota/quota-note.ts'
import type { ReadPurpose, ReadsAfter } from '../stores/reads.ts'
import type { ReadRepositories } from '../stores/store.ts'

const SHOWN = 20
const SHOWN_MOST = 200
const PURPOSES: readonly ReadPurpose[] = [
  'request',
  'run',
  'setup',
  'take_back',
  'verify',
  'probe',
  'connect',
]

/** Rows of a list that goes from many reads to few. */
export interface ReadsPage<Row> {
  readonly rows: readonly Row[]
  /** Goes into the filter of the next page; null on the last. */
  readonly nextCursor: string | null
}

/** The month's reads of companies, as Mooring counts them: what Intuit counts is in its developer portal. */
export interface QuotaUse {
  /** `2026-11`, by UTC. */
  readonly month: string
  /** Reads since the month began. What another app of the same workspace reads is not among them. */
  readonly used: number
  /** The option `quota.readsPerMonth`; null: no limit is known. */
  readonly readsPerMonth: number | null
  /** Reads of the whole month, if it goes on as in the last four weeks; null until three whole days were counted. */
  readonly foreseen: number | null
  /** `near`: the option `quota.warnAt` is reached. `over`: the reads are used up, or Intuit says so. */
  readonly state: QuotaState
  /** RFC 3339: when Intuit last said that the plan is spent; null where it has not, or has answered reads since. */
  readonly spentAt: string | null
  /** RFC 3339: until when guarded runs and set-up imports are paused; null: they are not. */
  readonly pausedUntil: string | null
  /** RFC 3339: when the next month begins. */
  readonly resetsAt: string
  readonly byPurpose: Readonly<Record<ReadPurpose, number>>
  /** Most reads first; forgotten tenants' are in the sums alone. */
  readonly tenants: ReadsPage<{ readonly tenantId: string; readonly reads: number }>
  /** Most reads first; the proof of a first connect belongs to no connection yet. */
  readonly connections: ReadsPage<{
    readonly connectionId: string
    readonly tenantId: string
    readonly reads: number
  }>
}

export interface QuotaFilter {
  /** Rows of each list, 1–200. Default 20. */
  readonly limit?: number
  /** `tenants.nextCursor` of the page before. */
  readonly tenantsCursor?: string
  /** `connections.nextCursor` of the page before. */
  readonly connectionsCursor?: string
}

const cursorOf = ({ count, id }: ReadsAfter): string =>
  Buffer.from(JSON.stringify([count, id])).toString('base64url')

/** @returns undefined for what is no cursor */
function positionOf(cursor: unknown): ReadsAfter | null | undefined {
  if (cursor === undefined) return null
  if (typeof cursor !== 'string') return undefined
  try {
    const [count, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Number.isSafeInteger(count) && typeof id === 'string' ? { count, id } : undefined
  } catch {
    return undefined
  }
}

function checked({ limit = SHOWN, tenantsCursor, connectionsCursor }: QuotaFilter) {
  const [tenants, connections] = [positionOf(tenantsCursor), positionOf(connectionsCursor)]
  const isLimit = Number.isInteger(limit) && limit >= 1 && limit <= SHOWN_MOST
  if (isLimit && tenants !== undefined && connections !== undefined) return { limit, tenants, connections }
  const message = 'is not one this list gave'
  const fields = [
    ...(isLimit ? [] : [{ path: 'limit', message: `must be a whole number from 1 to ${SHOWN_MOST}` }]),
    ...(tenants === undefined ? [{ path: 'tenantsCursor', message }] : []),
    ...(connections === undefined ? [{ path: 'connectionsCursor', message }] : []),
  ]
  throw mooringError('invalid_request', 'There is no such page.', { fields })
}

function pageOf<Row extends { readonly reads: number }>(
  rows: readonly Row[],
  limit: number,
  idOf: (row: Row) => string,
): ReadsPage<Row> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const isLast = rows.length <= limit || last === undefined
  return { rows: shown, nextCursor: isLast ? null : cursorOf({ count: last.reads, id: idOf(last) }) }
}

async function listsOf(
  { reads }: ReadRepositories,
  month: string,
  { limit, tenants, connections }: ReturnType<typeof checked>,
): Promise<Pick<QuotaUse, 'tenants' | 'connections'>> {
  const byTenant = await reads.byTenant(month, tenants, limit + 1)
  const byConnection = await reads.byConnection(month, connections, limit + 1)
  return {
    tenants: pageOf(
      byTenant.map(({ tenantId, count }) => ({ tenantId, reads: count })),
      limit,
      ({ tenantId }) => tenantId,
    ),
    connections: pageOf(
      byConnection.map(({ connectionId, tenantId, count }) => ({ connectionId, tenantId, reads: count })),
      limit,
      ({ connectionId }) => connectionId,
    ),
  }
}

/** What this process has counted is stored first. @throws MooringError `invalid_request` */
export async function quotaUse(
  { config, store, reads: meter }: Pick<Deps, 'config' | 'store' | 'reads'>,
  filter: QuotaFilter,
): Promise<QuotaUse> {
  const asked = checked(filter)
  await meter.flush()
  return await store.read(async (tx) => {
    const { reads } = tx
    const now = config.now()
    const month = monthOf(now)
    const from = Math.min(monthStart(now), now - MOST_DAYS * DAY)
    const days = await reads.days(dayOf(from), dayOf(now))
    const used = usedIn(days, month)
    const stored = await reads.quota()
    const { spentAt } = noteOf(stored, now)
    const purposes = await reads.byPurpose(month)
    return {
      month,
      used,
      readsPerMonth: config.quota.readsPerMonth,
      foreseen: foreseeReads({ days, firstDay: await reads.firstDay(), now }),
      state: stateOf(config.quota, used, spentAt),
      spentAt: toTimestampOrNull(spentAt),
      pausedUntil: toTimestampOrNull(pausedUntil(stored, config.quota, now)),
      resetsAt: toTimestamp(nextMonthStart(now)),
      byPurpose: Object.fromEntries(PURPOSES.map((purpose) => [purpose, purposes[purpose] ?? 0])) as Record<
        ReadPurpose,
        number
      >,
      ...(await listsOf(tx, month, asked)),
    }
  })
}
