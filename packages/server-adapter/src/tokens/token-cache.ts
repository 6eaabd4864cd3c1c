// Live tokens in memory, so that a busy host does not read the store for each call. One read of what has changed, at most
// every half second while tokens are asked for, shows for all of them at once whether they are still the stored ones.
import { TOKEN_CACHE_MS, TOKEN_MARGIN_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { coalesceReads } from '../http/coalesce-reads.ts'
import { MINUTE } from '../platform/clock.ts'
import { RecentlyUsed } from '../platform/recently-used.ts'

/** About 1.5 kB each. */
const MOST_TOKENS = 10_000
/** A token that was not asked for in this time is dropped at the latest after twice as long, ms: it is a secret in memory. */
const UNUSED_MS = MINUTE
/** Changes are asked for from the last mark on while it is no older than this, ms: no change is deleted that early. */
const MARK_MS = MINUTE

/** A live access token of one company, as a host gets it. */
export interface HostToken {
  readonly accessToken: string
  /** In full. */
  readonly realmId: string
  /** RFC 3339. Never about to come. */
  readonly expiresAt: string
}

/** The same inside the adapter. */
export interface LiveToken extends HostToken {
  /** Which grant it is of: hand it back as `rejectedGeneration` where Intuit refuses the token. */
  readonly generation: number
  /** Whether the company it is of was read when the row was. */
  readonly isCompanyRead: boolean
}

/** A token as the store had it, and what it was read for. */
export interface SeenToken {
  readonly tenantId: string
  readonly token: LiveToken
  /** Ms since the epoch. */
  readonly accessExpiresAt: number
  /** When time alone ends its connection, ms since the epoch; null where nothing does. */
  readonly connectionEndsAt: number | null
}

/** A moment by every measure a token can grow old by. */
export interface Moment {
  readonly now: number
  readonly elapsed: number
  readonly writes: number
  readonly validations: number
}

export interface LiveTokens {
  /** The moment before a read: what is read then is as old as it, however long the read took. */
  moment(): Moment
  /** Whether what was read at that moment may still be handed out to those who had asked before. */
  isYoung(readAt: Moment): boolean
  /** The same for everyone. */
  isFresh(readAt: Moment): boolean
  /** null where the connection is another tenant's, or what is known of it may be old. */
  get(tenantId: string, connectionId: string): LiveToken | null
  /**
   * The same after the store was asked what has changed; null without asking where there is nothing in memory.
   * @throws StoreUnavailableError
   */
  validated(tenantId: string, connectionId: string): Promise<LiveToken | null>
  add(connectionId: string, seen: SeenToken, readAt: Moment): void
  /** @param connectionIds those that have changed; null: any may have */
  noteChanges(connectionIds: readonly string[] | null): void
  clear(): void
}

type Cached = SeenToken & { readonly readAt: Moment }

/** Whether it ends too soon to be used, its connection has ended, or the host's clock was set back since it was read. */
const isOver = ({ accessExpiresAt, connectionEndsAt, readAt }: Cached, now: number): boolean =>
  accessExpiresAt - now <= TOKEN_MARGIN_MS ||
  (connectionEndsAt !== null && connectionEndsAt <= now) ||
  now < readAt.now - TOKEN_CACHE_MS

/**
 * No token is handed out later than `TOKEN_CACHE_MS` after the beginning of a read that showed it to be the stored one: its
 * own read, or one of what has changed since. Nothing that is announced by the store is needed for that; it only comes sooner.
 *
 * Two clocks measure that time, and both must agree: the host's, which every decision of time goes by and which tests set
 * forward; and the machine's, since the host's may be set back or not move while another process ends the connection. A
 * process that was stopped finds all of its tokens old. So does one that has written anything, until it has read what.
 */
export function createLiveTokens({
  config,
  elapsed,
  writes,
  store,
}: Pick<Deps, 'config' | 'elapsed' | 'writes' | 'store'>): LiveTokens {
  const tokens = new RecentlyUsed<Cached>(MOST_TOKENS)
  /** When what has changed was read last, and where the next read goes on. */
  let last: { readonly readAt: Moment; readonly mark: string } | null = null
  let validations = 0
  let unknownChanges = 0
  let agedAt = elapsed()
  let validating = false

  const moment = (): Moment => ({
    now: config.now(),
    elapsed: elapsed(),
    writes: writes() + unknownChanges,
    validations,
  })

  const isWithin = (ms: number, { now, elapsed: at }: Moment): boolean =>
    elapsed() - at < ms && Math.abs(config.now() - now) < ms

  const isYoung = (readAt: Moment): boolean => isWithin(TOKEN_CACHE_MS, readAt)

  const isFresh = (readAt: Moment): boolean => writes() + unknownChanges === readAt.writes && isYoung(readAt)

  /** Drops the tokens of what has changed since the last time; all of them where that can't be known. */
  const validate = coalesceReads(async () => {
    const readAt = moment()
    const mark = last !== null && isWithin(MARK_MS, last.readAt) ? last.mark : null
    const changed = await store.read(({ changes }) => changes.since(mark))
    if (changed.subjectIds === null) tokens.clear()
    else for (const id of changed.subjectIds) tokens.delete(id)
    last = { readAt, mark: changed.mark }
    validations++
    if (readAt.elapsed - agedAt < UNUSED_MS) return
    agedAt = readAt.elapsed
    tokens.age()
  })

  function validateSoon(): void {
    if (validating) return
    validating = true
    const done = () => {
      validating = false
    }
    // Where the store is away, the tokens grow old; then callers hear of it.
    validate('').then(done, done)
  }

  function cachedOf(tenantId: string, connectionId: string): Cached | null {
    const cached = tokens.get(connectionId)
    if (cached === undefined || cached.tenantId !== tenantId) return null
    return isOver(cached, config.now()) ? null : cached
  }

  function get(tenantId: string, connectionId: string): LiveToken | null {
    const cached = cachedOf(tenantId, connectionId)
    if (cached === null) return null
    const { readAt } = last !== null && last.readAt.elapsed > cached.readAt.elapsed ? last : cached
    if (!isFresh(readAt)) return null
    if (elapsed() - readAt.elapsed > TOKEN_CACHE_MS / 2) validateSoon()
    return cached.token
  }

  return {
    moment,
    isYoung,
    isFresh,
    get,
    async validated(tenantId, connectionId) {
      if (cachedOf(tenantId, connectionId) === null) return null
      await validate('')
      return get(tenantId, connectionId)
    },
    add(connectionId, seen, readAt) {
      // Changes that were read meanwhile may have come after this read, and are not asked for again.
      if (readAt.validations !== validations || !isFresh(readAt)) return
      tokens.set(connectionId, { ...seen, readAt })
    },
    noteChanges(connectionIds) {
      if (connectionIds === null) unknownChanges++
      else for (const id of connectionIds) tokens.delete(id)
    },
    clear: () => tokens.clear(),
  }
}
