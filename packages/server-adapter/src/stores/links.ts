// What is stored of links for people without a login, and their repository. Times are milliseconds since the epoch.
import type { Actor, LinkRecipient } from '@mooring/contract'

/** A link with which someone without a login here re-authorizes one connection. */
export interface LinkRecord {
  readonly id: string
  readonly tenantId: string
  readonly connectionId: string
  /** SHA-256 of its token: the token itself is nowhere. */
  readonly tokenHash: string
  readonly recipient: LinkRecipient | null
  readonly note: string | null
  /** null: the host's server made it. */
  readonly createdBy: Actor | null
  readonly createdAt: number
  readonly expiresAt: number
  /** `open` until something ends it; what is shown of it says more. */
  readonly state: 'open' | LinkEnd
  readonly endedAt: number | null
  /** When background work checks whether an open one is still valid. */
  readonly dueAt: number
}

/** How a link ends. */
export type LinkEnd = 'used' | 'revoked' | 'expired' | 'withdrawn'

export interface LinkRepository {
  get(id: string): Promise<LinkRecord | null>
  findByToken(tokenHash: string): Promise<LinkRecord | null>
  /** A connection's, newest first. */
  ofConnection(connectionId: string, limit: number): Promise<LinkRecord[]>
  /** How many of a connection's are open. */
  openOf(connectionId: string): Promise<number>
  /** Open ones whose `dueAt` is at or before `now`, earliest first. */
  due(now: number, limit: number): Promise<LinkRecord[]>
  insert(record: LinkRecord): Promise<void>
  /** Ends an open one. @returns false, and nothing written, where it has ended already */
  end(id: string, state: LinkEnd, at: number): Promise<boolean>
  /** An open one is due again at this moment, and not before. */
  postpone(id: string, dueAt: number): Promise<void>
  /** A connection’s open ones are due by then. */
  makeDue(connectionId: string, dueAt: number): Promise<void>
  /** Blanks who a tenant's links were of and for, and ends those that are open. @returns how many */
  erase(tenantId: string): Promise<number>
  /** Deletes those whose time was over before `before`. @returns how many */
  prune(before: number): Promise<number>
}
