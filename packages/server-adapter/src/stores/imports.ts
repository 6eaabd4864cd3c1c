// What is stored of imports, and their repository. Times are milliseconds since the epoch; what is sealed is the vault's text.
import type { Connection } from '@mooring/contract'

/** Tokens that a host handed over for a company, while they are proven and for as long as they may come again. */
export interface ImportRecord {
  /** HMAC of the refresh token as it was handed over. */
  readonly tokenTag: string
  readonly tenantId: string
  /** HMAC of the realm id that came with it. */
  readonly realmTag: string
  /** Realm id and tokens as they are by now, sealed; null where Intuit gave no others than the host has. */
  readonly sealed: string | null
  readonly keyId: string | null
  readonly authorizedBy: NonNullable<Connection['authorizedBy']> | null
  /** The connection that has taken the tokens, or shows that they are still being proven. */
  readonly connectionId: string | null
  /** When background work tries to prove the tokens again; null where only another import does. */
  readonly dueAt: number | null
  readonly expiresAt: number
}

export interface ImportRepository {
  /** All with this tag, of any tenant. */
  ofToken(tokenTag: string): Promise<ImportRecord[]>
  /** Those whose `dueAt` is at or before `now`, earliest first. */
  due(now: number, limit: number): Promise<ImportRecord[]>
  /** One per token and tenant: replaces the one before. */
  put(record: ImportRecord): Promise<void>
  delete(tokenTag: string, tenantId: string): Promise<void>
  notSealedWith(keyId: string, limit: number): Promise<ImportRecord[]>
  /** Deletes a tenant's. @returns how many */
  erase(tenantId: string): Promise<number>
  /** Deletes those whose `expiresAt` is at or before `before` and that no background work waits for. @returns how many */
  prune(before: number): Promise<number>
}
