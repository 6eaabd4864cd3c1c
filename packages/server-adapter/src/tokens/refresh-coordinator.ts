// Gives out live tokens, and renews them: one refresh at a time per connection, in this process and in all of them.

import { TOKEN_DEADLINE_MS } from '../config/defaults.ts'
import { type ConnectionState, isWell } from '../connection/connection-lifecycle.ts'
import type { Deps } from '../deps.ts'
import { MooringError } from '../errors/mooring-error.ts'
import { withinDeadline } from '../platform/deadline.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { StoreUnavailableError } from '../stores/store.ts'
import { type GatewayPreparation, prepareGateway } from './prepare-gateway.ts'
import { recoverRefreshes } from './recover-refreshes.ts'
import type { RefreshRun } from './refresh-context.ts'
import { mayRetry } from './refresh-policy.ts'
import { RefreshesUnderWay, type RefreshRequest } from './refreshes-under-way.ts'
import { createStateReads } from './state-reads.ts'
import { type StoredToken, StoredTokens, stateNow } from './stored-tokens.ts'
import { createLiveTokens, type LiveToken, type LiveTokens, type Moment } from './token-cache.ts'
import { intuitUnavailable, unavailableIn } from './unavailable.ts'
import { blockUnreadable } from './unreadable-grant.ts'

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
   * The store has announced a change: cached tokens are read again before they are given out.
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

/** What getting a token and refreshing it have in common. */
interface Coordination {
  readonly deps: Deps
  readonly liveTokens: LiveTokens
  readonly storedTokens: StoredTokens
  readonly refreshes: RefreshesUnderWay
  readonly preparation: GatewayPreparation
}

export function createRefreshCoordinator(deps: Deps): RefreshCoordinator {
  const liveTokens = createLiveTokens(deps)
  const readState = createStateReads(deps)
  const storedTokens = new StoredTokens(deps, liveTokens, readState)
  const refreshes = new RefreshesUnderWay(deps, { readState, moment: liveTokens.moment })
  const preparation = prepareGateway(deps.gateway)
  const shared: Coordination = { deps, liveTokens, storedTokens, refreshes, preparation }
  return {
    getToken: (tenantId, connectionId) => getToken(shared, tenantId, connectionId),
    refresh: (connectionId, request) => refresh(shared, connectionId, request),
    noteChanges: liveTokens.noteChanges,
    recover: () => recoverRefreshes(deps, (connectionId, request) => refresh(shared, connectionId, request)),
    async close() {
      preparation.close()
      liveTokens.clear()
      await refreshes.close()
    },
  }
}

async function getToken(shared: Coordination, tenantId: string, connectionId: string): Promise<LiveToken> {
  const { deps, liveTokens } = shared
  const cached = liveTokens.get(tenantId, connectionId)
  if (cached !== null) return cached
  try {
    const validated = await liveTokens.validated(tenantId, connectionId)
    if (validated !== null) return validated
    return await storedToken(shared, tenantId, connectionId).catch(async (error: unknown) => {
      throw unavailableIn(await blockUnreadable(deps, connectionId, error))
    })
  } catch (error) {
    logRefusal(deps, { connectionId, tenantId }, error)
    throw error
  }
}

/** From the store, renewed where it has to be. */
async function storedToken(shared: Coordination, tenantId: string, connectionId: string): Promise<LiveToken> {
  const { deps, liveTokens, storedTokens, refreshes, preparation } = shared
  const askedAt = liveTokens.moment()
  const { record, token, state } = await storedTokens.read(tenantId, connectionId)
  if (token !== null) {
    preparation.begin()
    return token
  }
  assertRefreshable(deps, record)
  const { run, done } = refreshes.join(connectionId, { cause: 'expired', found: state })
  await withinDeadline(done, TOKEN_DEADLINE_MS, () => (run.isStoring ? storeAway() : intuitUnavailable()))
  const after = await tokenAfter(shared, { tenantId, connectionId, run, askedAt })
  if (after.token !== null) return after.token
  throw noTokenIn(stateNow(deps, after.record))
}

interface Asked {
  readonly tenantId: string
  readonly connectionId: string
  readonly run: RefreshRun
  readonly askedAt: Moment
}

/** What the refresh itself saw last is enough, unless that was before this caller asked, or is no longer young. */
function tokenAfter(
  { liveTokens, storedTokens }: Pick<Coordination, 'liveTokens' | 'storedTokens'>,
  { tenantId, connectionId, run: { seen }, askedAt }: Asked,
): Promise<StoredToken> {
  const isYoung = seen !== null && liveTokens.isYoung(seen.readAt)
  if (isYoung && seen.readAt.elapsed >= askedAt.elapsed) return storedTokens.of(tenantId, seen)
  return storedTokens.read(tenantId, connectionId)
}

/** States in which a retry that is due may be made for a caller who needs a token. */
const isRetried = ({ status, reason }: ConnectionState): boolean =>
  status === 'checking' || reason === 'app_misconfigured'

const noTokenIn = (state: ConnectionState): MooringError =>
  isWell(state) ? intuitUnavailable() : unavailableIn(state)

/** Refuses where asking Intuit cannot help, or cannot help yet. */
function assertRefreshable(deps: Deps, record: ConnectionRecord): void {
  const state = stateNow(deps, record)
  if (!isWell(state) && !isRetried(state)) throw unavailableIn(state)
  if (!mayRetry(record, deps.config.now())) throw noTokenIn(state)
}

/** A refresh that found nothing to do for its own cause may still leave something to do for this one. */
async function refresh(
  { deps, liveTokens, refreshes }: Coordination,
  connectionId: string,
  request: RefreshRequest,
): Promise<ConnectionRecord> {
  // A caller who asks for a refresh doubts the token: the next one comes from the store, where another process may have renewed it.
  liveTokens.noteChanges([connectionId])
  const underWay = refreshes.of(connectionId)
  const row = await underWay?.done
  if (row !== undefined && underWay?.run.called) return row
  return refreshes
    .join(connectionId, request)
    .done.catch((error) => blockUnreadable(deps, connectionId, error))
}

function logRefusal(
  { config }: Deps,
  subject: { readonly connectionId: string; readonly tenantId: string },
  error: unknown,
): void {
  if (!(error instanceof MooringError)) return
  const { code, action, reference } = error
  config.logger.info({ ...subject, code, action, reference }, 'No token could be handed out.')
}

const storeAway = () =>
  new StoreUnavailableError(
    'The renewed tokens could not be stored yet. They are in memory until they are; try again.',
  )
