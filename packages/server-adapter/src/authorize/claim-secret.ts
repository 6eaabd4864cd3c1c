// The one-time secret by which a starter's page claims what came back in a browser where no session was seen. Pure.
import { timingSafeEqual } from 'node:crypto'
import { sha256 } from '../platform/ids.ts'
import type { AttemptRecord } from '../stores/records.ts'
import type { TokenVault } from '../vault/token-vault.ts'

/**
 * The secret of an attempt, in 64 hex digits. It is made of Intuit's code, which only the browser that came back has: the
 * starter knows the state and may know the cookie, and gets nothing by a callback of his own. The same callback again
 * is handed the same secret, so that an answer that got lost loses nothing.
 */
export const claimSecret = (vault: Pick<TokenVault, 'tokenTag'>, attemptId: string, code: string): string =>
  vault.tokenTag(`claim ${attemptId} ${code}`)

/** Whether a secret is the one that the attempt's browser was handed. */
export function isSecretOf({ claim }: Pick<AttemptRecord, 'claim'>, secret: string): boolean {
  if (claim === null) return false
  return timingSafeEqual(Buffer.from(sha256(secret)), Buffer.from(claim.secretHash))
}
