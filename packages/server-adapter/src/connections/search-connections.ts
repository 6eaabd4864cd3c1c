// A page of all tenants' connections, by id: a bounded search, on the index of the stored status.
import type { Status } from '@mooring/contract'
import type { Deps } from '../deps.ts'
import type { ConnectionRecord } from '../stores/records.ts'

/** Connections of a page. */
export const SEARCH_PAGE = 50
/** Rows that are read at once where many may be none of those asked for, and for one page at most: the rest comes with the next page. */
const BATCH = 500
const MOST_ROWS = 5_000

/** What was found. */
export interface Found {
  readonly records: readonly ConnectionRecord[]
  /** The last id that was read; null on the last page. */
  readonly nextCursor: string | null
  /** How many rows were read. */
  readonly looked: number
}

interface Search {
  /** Of the stored status alone; all where there is none. */
  readonly status: Status | undefined
  /** The last id that was read. */
  readonly cursor: string | undefined
  /** True where most rows may be none of those asked for. Default false. */
  readonly isSieved?: boolean
}

/**
 * A full page, or what there is in so many rows. A connection whose clocks have changed its status since its row was written is found
 * under neither until background work has written the new one.
 */
export async function searchConnections(
  { store }: Pick<Deps, 'store'>,
  { status, cursor: after, isSieved = false }: Search,
  isAskedFor: (record: ConnectionRecord) => boolean,
): Promise<Found> {
  const records: ConnectionRecord[] = []
  let limit = isSieved ? BATCH : SEARCH_PAGE + 1
  let cursor = after
  let looked = 0
  while (looked < MOST_ROWS) {
    const asked = { status, cursor, limit }
    const rows = await store.read(({ connections }) => connections.page(asked))
    for (const [index, record] of rows.entries()) {
      looked++
      cursor = record.id
      if (!isAskedFor(record)) continue
      records.push(record)
      const isLast = index === rows.length - 1 && rows.length < limit
      if (records.length === SEARCH_PAGE) return { records, nextCursor: isLast ? null : record.id, looked }
    }
    if (rows.length < limit) return { records, nextCursor: null, looked }
    limit = BATCH
  }
  return { records, nextCursor: cursor ?? null, looked }
}
