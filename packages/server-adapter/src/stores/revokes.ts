// Tokens that wait to be revoked at Intuit.
import type { RevokeRecord } from './records.ts'

export interface RevokeRepository {
  get(connectionId: string): Promise<RevokeRecord | null>
  due(now: number, limit: number): Promise<RevokeRecord[]>
  /** All that are queued for a company, whichever connection or attempt they come from. */
  ofRealm(realmTag: string): Promise<RevokeRecord[]>
  put(record: RevokeRecord): Promise<void>
  delete(connectionId: string): Promise<void>
  notSealedWith(keyId: string, limit: number): Promise<RevokeRecord[]>
}
