// Lists of connections as they were answered last, served again as long as nothing in them can have changed.
import { createHash } from 'node:crypto'
import type { ConnectionList } from '@mooring/contract'
import type { Identity } from '../config/options.ts'
import type { Deps } from '../deps.ts'
import { coalesceReads } from '../http/coalesce-reads.ts'
import { type HttpReply, jsonText } from '../http/http-types.ts'
import { DAY, MINUTE } from '../platform/clock.ts'
import type { ListPage } from './connections.ts'

/** Callers whose lists are cached: the one made longest ago goes first. */
const MOST_LISTS = 1_000
/** No list is served for longer than this, whatever its times say. */
const LONGEST_MS = MINUTE

/** Milliseconds between two questions to a server: a message costs more than what many of its askers are answered. */
const LEAST_MS = 2

type Shown = Omit<ConnectionList, 'cursor'>

/** A list as it goes over the wire. */
export interface ListAnswer {
  /** The cursor moves with other tenants' changes too: an unchanged list stays unchanged without it. */
  readonly etag: string
  readonly whole: HttpReply
  /** For who has it already. */
  readonly unchanged: HttpReply
}

interface Made {
  /** JSON of everything but the cursor. */
  readonly text: string
  readonly etag: string
  readonly cursor: string
  readonly answer: ListAnswer
}

interface CachedList {
  readonly made: Made
  /** The tenant's last change when it was made. */
  readonly lastChange: number
  /** The store's version when that was last seen to be the last one still; null where it has none. */
  readonly version: number | null
  readonly from: number
  readonly until: number
}

function madeOf(text: string, etag: string, cursor: string): Made {
  const headers = {
    'Cache-Control': 'private, no-cache',
    ETag: etag,
    Vary: 'Origin, Cookie, Authorization',
  }
  const body = `${text.slice(0, -1)},"cursor":${JSON.stringify(cursor)}}`
  const answer = {
    etag,
    whole: jsonText(body, 200, headers),
    unchanged: { status: 304, headers, body: null },
  }
  return { text, etag, cursor, answer }
}

/** Until when time alone changes nothing in a list, ms since the epoch; `now` where it may change any moment. */
function unchangedUntil({ connections, attempts }: Shown, now: number): number {
  if (attempts.length > 0) return now
  let until = now + LONGEST_MS
  for (const { status, expiry } of connections) {
    if (status === 'checking') return now
    if (expiry.reauthorizeBy === null || expiry.daysLeft === null) continue
    // A day less is left, a warning begins, or the authorization ends.
    until = Math.min(until, Date.parse(expiry.reauthorizeBy) - expiry.daysLeft * DAY)
  }
  return until
}

const etagOf = (text: string): string =>
  `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`

const keyOf = ({ tenantId, userId, permissions }: Identity, { after, limit }: ListPage): string =>
  JSON.stringify([tenantId, userId, permissions, after, limit])

/** @param list makes a list anew; refuses whom it must */
export function createListCache(
  { config, store }: Pick<Deps, 'config' | 'store'>,
  list: (caller: Identity, page: ListPage) => Promise<ConnectionList>,
): (caller: Identity, page: ListPage) => Promise<ListAnswer> {
  const lists = new Map<string, CachedList>()
  const lastChange = coalesceReads(
    (tenantId) => store.read(({ changes }) => changes.last(tenantId)),
    store.server === undefined ? 0 : LEAST_MS,
  )

  function put(key: string, list: CachedList): void {
    lists.delete(key)
    if (list.until > list.from) lists.set(key, list)
    if (lists.size > MOST_LISTS) lists.delete(lists.keys().next().value ?? key)
  }

  return async function answer(caller, page) {
    const key = keyOf(caller, page)
    const now = config.now()
    const cached = lists.get(key)
    const timely = cached !== undefined && now >= cached.from && now < cached.until ? cached : null
    // Both are read before the list is: what changes in between makes the next caller's list anew.
    const version = store.version?.() ?? null
    if (timely !== null && version !== null && timely.version === version) return timely.made.answer
    const { ofTenant, ofAll } = await lastChange(caller.tenantId)
    if (timely?.lastChange === ofTenant) {
      const { text, etag, cursor } = timely.made
      const made = cursor === String(ofAll) ? timely.made : madeOf(text, etag, String(ofAll))
      // Setting an existing key leaves the order as it is: what was made longest ago goes first.
      if (lists.get(key) === timely) lists.set(key, { ...timely, made, version })
      return made.answer
    }
    const { cursor, ...shown } = await list(caller, page)
    const text = JSON.stringify(shown)
    // Whom the host names may change at any moment, and it says so to no one.
    const until = config.whoCan === null ? unchangedUntil(shown, now) : now
    const made = madeOf(text, etagOf(text), cursor)
    put(key, { made, lastChange: ofTenant, version, from: now, until })
    return made.answer
  }
}
