// Tokens as the store has them: one read for all who ask for the same connection at once.
import {
  type ConnectionState,
  connectionStateOf,
  endingClock,
  isUsable,
} from '../connection/connection-lifecycle.ts'
import { isOf } from '../connection/forgotten.ts'
import type { Deps } from '../deps.ts'
import { NotFoundError } from '../errors/mooring-error.ts'
import { openRealm } from '../keys/grant-sealing.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'
import type { SeenState } from './refresh-context.ts'
import type { StoredState } from './refresh-intent.ts'
import type { ReadState } from './state-reads.ts'
import type { LiveToken, LiveTokens, Moment } from './token-cache.ts'
import { hasLife } from './token-life.ts'

/** A connection as it is stored, with its token where that is live. */
export interface StoredToken {
  readonly record: ConnectionRecord
  readonly token: LiveToken | null
}

/** The same with all that was read. */
export interface ReadToken extends StoredToken {
  readonly state: StoredState
}

type Seen = Pick<StoredState, 'record' | 'grant'> & Pick<SeenState, 'readAt'>

interface Read {
  readonly readAt: Moment
  readonly stored: Promise<ReadToken>
}

export class StoredTokens {
  readonly #deps: Deps
  readonly #liveTokens: LiveTokens
  readonly #readState: ReadState
  readonly #reads = new Map<string, Read>()

  constructor(deps: Deps, liveTokens: LiveTokens, readState: ReadState) {
    this.#readState = readState
    this.#deps = deps
    this.#liveTokens = liveTokens
  }

  /**
   * What the store says now. A live token is cached for those who ask next.
   * @throws NotFoundError, StoreUnavailableError
   */
  read(tenantId: string, connectionId: string): Promise<ReadToken> {
    const subject = `${tenantId} ${connectionId}`
    const underWay = this.#reads.get(subject)
    if (underWay !== undefined && this.#liveTokens.isFresh(underWay.readAt)) return underWay.stored
    const readAt = this.#liveTokens.moment()
    const stored = this.#readNow(tenantId, connectionId, readAt).finally(() => {
      if (this.#reads.get(subject)?.stored === stored) this.#reads.delete(subject)
    })
    this.#reads.set(subject, { readAt, stored })
    return stored
  }

  async #readNow(tenantId: string, connectionId: string, readAt: Moment): Promise<ReadToken> {
    const state = await this.#readState(connectionId)
    return { ...(await this.of(tenantId, { ...state, readAt })), state }
  }

  /**
   * The token in what the store was seen to have. @param seen was read, or stored, after the caller had asked
   * @throws NotFoundError
   */
  async of(tenantId: string, { record, grant, readAt }: Seen): Promise<StoredToken> {
    if (!isOf(record, tenantId)) throw new NotFoundError()
    const token = await liveToken(this.#deps, record, grant)
    if (token !== null && grant !== null) {
      const { accessExpiresAt } = grant
      const connectionEndsAt = endingClock(record)?.endsAt ?? null
      this.#liveTokens.add(record.id, { tenantId, token, accessExpiresAt, connectionEndsAt }, readAt)
    }
    return { record, token }
  }
}

/** A connection's status and reason by now. */
export const stateNow = ({ config }: Pick<Deps, 'config'>, record: ConnectionRecord): ConnectionState =>
  connectionStateOf(record, config.now(), config.warnBeforeDays)

async function liveToken(
  deps: Deps,
  record: ConnectionRecord,
  grant: GrantRecord | null,
): Promise<LiveToken | null> {
  const now = deps.config.now()
  if (grant === null || !hasLife(grant.accessExpiresAt, now)) return null
  if (!isUsable(stateNow(deps, record), grant.accessExpiresAt, now)) return null
  const vault = await deps.vault()
  const context = { tenantId: record.tenantId, subjectId: record.id, field: 'access_token' } as const
  return {
    accessToken: vault.open(grant.accessSealed, { ...context, generation: grant.generation }),
    realmId: openRealm(vault, record),
    expiresAt: toTimestamp(grant.accessExpiresAt),
    generation: grant.generation,
    isCompanyRead: wasCompanyRead(record),
  }
}

/** A refresh says that a token lives, not whose it is. */
export const wasCompanyRead = ({ proofKind, companyName, companyCountry }: ConnectionRecord): boolean =>
  proofKind === 'company_read' || companyName !== null || companyCountry !== null
