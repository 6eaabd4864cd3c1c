// Keeps tokens live: one refresh at a time per connection, in this process and in all of them.

import { type Actor, actionFor } from '@mooring/contract'
import { TOKEN_DEADLINE_MS } from '../config/defaults.ts'
import {
  type ConnectionState,
  connectionStateOf,
  endingClock,
  isUsable,
} from '../connection/connection-lifecycle.ts'
import { isOf } from '../connection/forgotten.ts'
import { ConnectionUnavailableError, MooringError, NotFoundError } from '../errors/mooring-error.ts'
import { openRealm } from '../keys/grant-sealing.ts'
import type { Parts } from '../parts.ts'
import { toTimestamp } from '../platform/clock.ts'
import { withinDeadline } from '../platform/deadline.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'
import { StoreUnavailableError } from '../stores/store.ts'
import { createBreaker } from './breaker.ts'
import { recoverRefreshes } from './recover-refreshes.ts'
import { refreshStateOf, type Take } from './refresh-intent.ts'
import { mayRetry } from './refresh-policy.ts'
import { type RefreshContext, type RefreshRun, runRefresh } from './refresh-run.ts'
import type { RefreshCause } from './settle-refresh.ts'
import { createLiveTokens, type LiveToken, type Moment, type SeenToken } from './token-cache.ts'
import { hasLife } from './token-life.ts'
import { blockUnreadable } from './unreadable-grant.ts'

/** What a refresh is made for. */
export interface RefreshRequest {
  readonly cause: RefreshCause
  /** Nothing is done where the stored grant is newer. */
  readonly rejectedGeneration?: number
  readonly actor?: Actor | null
  /** Takes the connection in the write that begins the refresh; nothing is done where it gives null. Default: it is not taken. */
  readonly take?: Take
}

export interface RefreshCoordinator {
  /**
   * A token with at least `TOKEN_MARGIN_MS` of life left, within `TOKEN_DEADLINE_MS`. A live one never waits.
   * @throws NotFoundError, ConnectionUnavailableError, StoreUnavailableError; MooringError `intuit_unavailable` where the
   *   adapter closes
   */
  getToken(tenantId: string, connectionId: string): Promise<LiveToken>
  /**
   * Refreshes and records what came of it; joins a refresh that is under way.
   * @returns the row as it then is, whatever Intuit said
   * @throws NotFoundError, StoreUnavailableError
   */
  refresh(connectionId: string, request: RefreshRequest): Promise<ConnectionRecord>
  /**
   * The store has announced a change: tokens in memory are read anew before they are handed out again.
   * @param connectionIds those that have changed; null: any may have
   */
  noteChanges(connectionIds: readonly string[] | null): void
  /**
   * Takes up refreshes whose process died: one try each with the stored token, then what came of it is recorded.
   * @returns how many were taken up
   */
  recover(): Promise<number>
  /** Waits for the refreshes under way. */
  close(): Promise<void>
}

/** A connection as the store has it, with its token where that is live. */
interface RefreshState {
  readonly record: ConnectionRecord
  readonly token: LiveToken | null
}

const SENTENCES = {
  reauthorize: 'QuickBooks no longer accepts this connection: a person has to re-authorize it.',
  reconnect: 'This connection is disconnected: a person has to connect the company again.',
  contact_admin: 'An administrator of the QuickBooks company has to mend this connection.',
  contact_support: 'This connection is blocked; support has to mend it.',
  fix_configuration: 'This app is not set up correctly; its developers have to mend it.',
  wait: 'QuickBooks could not be asked just now. This connection is being checked and comes back by itself.',
} as const

const sentenceFor = (action: ReturnType<typeof actionFor>): string =>
  SENTENCES[action as keyof typeof SENTENCES] ?? 'This connection cannot be used now.'

/** Why a connection can't be used, as an error. */
export function unavailableIn({ status, reason }: ConnectionState): ConnectionUnavailableError {
  const action = actionFor(status, reason)
  return status === 'awaiting_confirmation'
    ? new ConnectionUnavailableError(
        'company_unconfirmed',
        reason,
        action,
        'A person has to confirm the company first.',
      )
    : new ConnectionUnavailableError('connection_unavailable', reason, action, sentenceFor(action))
}

/** Standings in which a due retry can be made by whoever needs a token. */
const isRetried = ({ status, reason }: ConnectionState): boolean =>
  status === 'checking' || reason === 'app_misconfigured'

export function createRefreshCoordinator(parts: Parts): RefreshCoordinator {
  const { config, store } = parts
  const runs = new Map<string, { run: RefreshRun; done: Promise<ConnectionRecord> }>()
  const looks = new Map<string, { readonly readAt: Moment; readonly seen: Promise<RefreshState> }>()
  const liveTokens = createLiveTokens(parts)
  let closing = false
  const context: RefreshContext = { parts, breaker: createBreaker(), isClosing: () => closing }

  function join(connectionId: string, { cause, rejectedGeneration, actor, take }: RefreshRequest) {
    const under = runs.get(connectionId)
    if (under !== undefined) return under
    const run: RefreshRun = {
      connectionId,
      cause,
      actor: actor ?? null,
      rejectedGeneration: rejectedGeneration ?? null,
      take: take ?? null,
      holding: false,
      called: false,
      failed: false,
    }
    const done = runRefresh(context, run).finally(() => runs.delete(connectionId))
    const started = { run, done }
    runs.set(connectionId, started)
    return started
  }

  async function look(tenantId: string, connectionId: string) {
    const { record, grant } = await refreshStateOf(store, connectionId)
    if (!isOf(record, tenantId)) throw new NotFoundError()
    return { record, grant }
  }

  const standing = (record: ConnectionRecord) =>
    connectionStateOf(record, config.now(), config.warnBeforeDays)

  async function liveToken(record: ConnectionRecord, grant: GrantRecord | null): Promise<LiveToken | null> {
    const now = config.now()
    if (grant === null || !hasLife(grant.accessExpiresAt, now)) return null
    if (!isUsable(standing(record), grant.accessExpiresAt, now)) return null
    const vault = await parts.vault()
    const context = { tenantId: record.tenantId, subjectId: record.id, field: 'access_token' } as const
    return {
      accessToken: vault.open(grant.accessSealed, { ...context, generation: grant.generation }),
      realmId: openRealm(vault, record),
      expiresAt: toTimestamp(grant.accessExpiresAt),
      generation: grant.generation,
    }
  }

  /** Refuses to ask Intuit where asking can't help, or can't help yet. */
  function assertRefreshable(record: ConnectionRecord): void {
    const now = standing(record)
    const usable = now.status === 'connected' || now.status === 'expiring'
    if (!usable && !isRetried(now)) throw unavailableIn(now)
    if (mayRetry(record, config.now())) return
    throw usable ? intuitUnavailable() : unavailableIn(now)
  }

  /** What the store says now, and the token where it is live: one look for all who ask at once. */
  function lookForToken(tenantId: string, connectionId: string): Promise<RefreshState> {
    const subject = `${tenantId} ${connectionId}`
    const under = looks.get(subject)
    if (under !== undefined && liveTokens.isFresh(under.readAt)) return under.seen
    const readAt = liveTokens.moment()
    const seen = lookNow(tenantId, connectionId, readAt).finally(() => {
      if (looks.get(subject)?.seen === seen) looks.delete(subject)
    })
    looks.set(subject, { readAt, seen })
    return seen
  }

  /** A token that is found is kept in memory for those who ask next. */
  async function lookNow(tenantId: string, connectionId: string, readAt: Moment): Promise<RefreshState> {
    const { record, grant } = await look(tenantId, connectionId)
    const token = await liveToken(record, grant)
    if (token !== null && grant !== null)
      liveTokens.add(connectionId, seenToken(tenantId, token, { record, grant }), readAt)
    return { record, token }
  }

  async function getToken(tenantId: string, connectionId: string): Promise<LiveToken> {
    const cached = liveTokens.get(tenantId, connectionId)
    if (cached !== null) return cached
    try {
      const validated = await liveTokens.validated(tenantId, connectionId)
      if (validated !== null) return validated
      return await storedToken(tenantId, connectionId).catch(async (error: unknown) => {
        throw unavailableIn(await blockUnreadable(parts, connectionId, error))
      })
    } catch (error) {
      if (error instanceof MooringError) {
        const { code, action, reference } = error
        config.logger.info(
          { connectionId, tenantId, code, action, reference },
          'No token could be handed out.',
        )
      }
      throw error
    }
  }

  /** From the store, renewed where it has to be. */
  async function storedToken(tenantId: string, connectionId: string): Promise<LiveToken> {
    const { record, token } = await lookForToken(tenantId, connectionId)
    if (token !== null) return token
    assertRefreshable(record)
    const { run, done } = join(connectionId, { cause: 'expired' })
    await withinDeadline(done, TOKEN_DEADLINE_MS, () => (run.holding ? storeAway() : intuitUnavailable()))
    const after = await lookForToken(tenantId, connectionId)
    if (after.token !== null) return after.token
    const then = standing(after.record)
    throw then.status === 'connected' || then.status === 'expiring'
      ? intuitUnavailable()
      : unavailableIn(then)
  }

  /** A refresh that found nothing to do for its own cause may still leave something to do for this one. */
  async function refresh(connectionId: string, request: RefreshRequest): Promise<ConnectionRecord> {
    // Who asks for a refresh doubts the token: the next one comes from the store, where another process may have renewed it.
    liveTokens.noteChanges([connectionId])
    const under = runs.get(connectionId)
    const row = await under?.done
    if (row !== undefined && under?.run.called) return row
    return join(connectionId, request).done.catch((error) => blockUnreadable(parts, connectionId, error))
  }

  return {
    getToken,
    refresh,
    noteChanges: liveTokens.noteChanges,
    recover: () => recoverRefreshes(parts, refresh),
    async close() {
      closing = true
      liveTokens.clear()
      await Promise.allSettled([...runs.values()].map(({ done }) => done))
    },
  }
}

const seenToken = (
  tenantId: string,
  token: LiveToken,
  { record, grant }: { record: ConnectionRecord; grant: GrantRecord },
): SeenToken => ({
  tenantId,
  token,
  accessExpiresAt: grant.accessExpiresAt,
  connectionEndsAt: endingClock(record)?.endsAt ?? null,
})

/** No status of the connection's, yet no token for this caller: it has too little life left, or none that was waited for. */
const intuitUnavailable = () => unavailableIn({ status: 'checking', reason: 'intuit_unavailable' })

const storeAway = () =>
  new StoreUnavailableError(
    'The store does not take the renewed tokens now. They are kept until it does; try again.',
  )
