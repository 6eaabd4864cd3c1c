// Connections of all tenants by status, reason, tenant and company: a bounded search for each page, on the indexes there are.
import {
  type BoardConnection,
  type BoardConnectionPage,
  parseRealmId,
  type Reason,
  STATUS_TABLE,
  type Status,
} from '@mooring/contract'
import { connectionStateOf } from '../connection/connection-lifecycle.ts'
import { isForgotten } from '../connection/forgotten.ts'
import { callerView } from '../connections/connection-view.ts'
import { type Found, SEARCH_PAGE, searchConnections } from '../connections/search-connections.ts'
import type { Deps } from '../deps.ts'
import { NotFoundError } from '../errors/mooring-error.ts'
import { isId } from '../platform/ids.ts'
import type { ConnectionRecord } from '../stores/records.ts'

/** Which connections: all that every given field names. */
export interface BoardFilter {
  readonly status: Status | null
  readonly reason: Reason | null
  /** The tenant's id, whole. */
  readonly tenant: string | null
  /** A part of the company's name, in any case and without accents; or its whole realm id, or the connection's id. */
  readonly company: string | null
  /** The last id that was read. */
  readonly cursor: string | null
}

type BoardDeps = Pick<Deps, 'config' | 'store' | 'vault'>

const NOTHING: Found = { records: [], nextCursor: null, looked: 0 }

/** As an operator's browser gets it: the realm id masked, and no rights. */
const boardView = ({ config }: Pick<Deps, 'config'>, record: ConnectionRecord): BoardConnection => ({
  ...callerView(
    record,
    { permissions: [] },
    {
      now: config.now(),
      warnBeforeDays: config.warnBeforeDays,
      realmId: null,
    },
  ),
  tenantId: record.tenantId,
})

/** @throws NotFoundError */
export async function boardConnection(deps: BoardDeps, id: string): Promise<BoardConnection> {
  const record = await deps.store.read(({ connections }) => connections.get(id))
  if (record === null || isForgotten(record)) throw new NotFoundError()
  return boardView(deps, record)
}

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether a row is one of those asked for; by its company's name only where that was asked for. */
function fits({ config }: BoardDeps, { status, reason, tenant, company }: BoardFilter) {
  const name = company === null ? null : folded(company)
  const now = config.now()
  const hasState = (record: ConnectionRecord): boolean => {
    const shown = connectionStateOf(record, now, config.warnBeforeDays)
    return (status === null || shown.status === status) && (reason === null || shown.reason === reason)
  }
  return (record: ConnectionRecord): boolean =>
    !isForgotten(record) &&
    hasState(record) &&
    (tenant === null || record.tenantId === tenant) &&
    (name === null || folded(record.companyName ?? '').includes(name))
}

/** The statuses that have this reason. */
const statusesWith = (reason: Reason): Status[] =>
  (Object.keys(STATUS_TABLE) as Status[]).filter((status) => reason in STATUS_TABLE[status])

/** The one status whose rows alone are read; none: all rows. `'nothing'`: there can't be any. */
function statusRead({ status, reason }: BoardFilter): Status | undefined | 'nothing' {
  if (reason === null) return status ?? undefined
  const possible = statusesWith(reason).filter((one) => status === null || one === status)
  return possible.length > 1 ? undefined : (possible[0] ?? 'nothing')
}

/** By what names one company or one connection; null where the text is none of these. */
async function named(deps: BoardDeps, text: string): Promise<readonly ConnectionRecord[] | null> {
  const { config, store } = deps
  if (isId('con', text)) {
    const record = await store.read(({ connections }) => connections.get(text))
    return record === null ? [] : [record]
  }
  const realmId = /^\d{5,}$/.test(text) ? parseRealmId(text) : null
  if (realmId === null) return null
  const tag = (await deps.vault()).realmTag(config.environment, realmId)
  return await store.read(({ connections }) => connections.findByRealm(config.environment, tag))
}

/** A short list, read whole. */
function pageOf(deps: BoardDeps, records: readonly ConnectionRecord[], filter: BoardFilter): Found {
  const { cursor } = filter
  const rest = records
    .filter(fits(deps, filter))
    .filter(({ id }) => cursor === null || id > cursor)
    .sort((one, other) => (one.id < other.id ? -1 : 1))
  const shown = rest.slice(0, SEARCH_PAGE)
  const nextCursor = rest.length > SEARCH_PAGE ? (shown.at(-1)?.id ?? null) : null
  return { records: shown, nextCursor, looked: records.length }
}

async function searchRows(deps: BoardDeps, filter: BoardFilter): Promise<Found> {
  const status = statusRead(filter)
  if (status === 'nothing') return NOTHING
  const isSieved = filter.reason !== null || filter.company !== null
  const cursor = filter.cursor ?? undefined
  return await searchConnections(deps, { status, cursor, isSieved }, fits(deps, filter))
}

async function find(deps: BoardDeps, filter: BoardFilter): Promise<Found> {
  const { company, tenant } = filter
  const whole = company === null ? null : await named(deps, company)
  if (whole !== null) return pageOf(deps, whole, { ...filter, company: null })
  if (tenant === null) return await searchRows(deps, filter)
  return pageOf(deps, await deps.store.read(({ connections }) => connections.all(tenant)), filter)
}

/** A page, by id. */
export async function findConnections(deps: BoardDeps, filter: BoardFilter): Promise<BoardConnectionPage> {
  const { records, nextCursor, looked } = await find(deps, filter)
  return { connections: records.map((record) => boardView(deps, record)), nextCursor, looked }
}
