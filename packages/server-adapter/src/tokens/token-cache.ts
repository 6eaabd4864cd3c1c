// Tokens that were read from the store within the last second, so that a busy host does not read it for each call.
import { TOKEN_KEPT_MS, TOKEN_MARGIN_MS } from '../config/defaults.ts'
import type { Parts } from '../parts.ts'

/** A token that can be used now. */
export interface LiveToken {
  readonly accessToken: string
  readonly realmId: string
  /** RFC 3339. */
  readonly expiresAt: string
  /** Which grant it is of: hand it back as `rejectedGeneration` where Intuit refuses the token. */
  readonly generation: number
}

/** A token as the store had it, and what it was read for. */
export interface SeenToken {
  readonly tenantId: string
  readonly token: LiveToken
  /** Ms since the epoch. */
  readonly accessExpiresAt: number
}

/** A moment by every measure a token can grow old by. */
export interface Moment {
  readonly now: number
  readonly elapsed: number
  readonly writes: number
}

export interface LiveTokens {
  /** The moment before a read: what is read then is as old as it, however long the read took. */
  moment(): Moment
  /** Whether what was read at that moment may still be handed out. */
  isFresh(readAt: Moment): boolean
  /** null where the connection is another tenant's, or what is known of it may be old. */
  get(tenantId: string, connectionId: string): LiveToken | null
  keep(connectionId: string, seen: SeenToken, readAt: Moment): void
  forget(connectionId: string): void
  clear(): void
}

/**
 * Two clocks, and both must agree that less than a second has gone by: the host's, which every decision of time goes by
 * and which tests set forward; and the machine's, since the host's may stand still or be set back while another process
 * ends the connection. A write of this process makes everything old at once.
 */
export function createLiveTokens({ config, elapsed, writes }: Pick<Parts, 'config' | 'elapsed' | 'writes'>) {
  const seenTokens = new Map<string, SeenToken & { readonly readAt: Moment }>()

  const moment = (): Moment => ({ now: config.now(), elapsed: elapsed(), writes: writes() })

  const isFresh = ({ now, elapsed: at, writes: count }: Moment): boolean =>
    writes() === count && elapsed() - at < TOKEN_KEPT_MS && Math.abs(config.now() - now) < TOKEN_KEPT_MS

  /** The oldest come first: a token is of no use, and a secret in memory, once its second is over. */
  function dropOld(): void {
    for (const [connectionId, { readAt }] of seenTokens) {
      if (isFresh(readAt)) return
      seenTokens.delete(connectionId)
    }
  }

  const tokens: LiveTokens = {
    moment,
    isFresh,
    get(tenantId, connectionId) {
      const seen = seenTokens.get(connectionId)
      if (seen === undefined || seen.tenantId !== tenantId || !isFresh(seen.readAt)) return null
      return seen.accessExpiresAt - config.now() > TOKEN_MARGIN_MS ? seen.token : null
    },
    keep(connectionId, seen, readAt) {
      seenTokens.delete(connectionId)
      dropOld()
      if (isFresh(readAt)) seenTokens.set(connectionId, { ...seen, readAt })
    },
    forget: (connectionId) => void seenTokens.delete(connectionId),
    clear: () => seenTokens.clear(),
  }
  return tokens
}
