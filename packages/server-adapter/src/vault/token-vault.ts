// The vault's port: seals secrets so that they open only in the row they were sealed for.

/** What a sealed text is bound to. Moved to another row, it does not open. */
export interface SealContext {
  readonly tenantId: string
  /** The connection's or the attempt's id. */
  readonly subjectId: string
  readonly field:
    | 'access_token'
    | 'refresh_token'
    | 'realm_id'
    | 'waiting_grant'
    | 'waiting_realm'
    | 'import'
    | 'refused_company'
  /** The grant's generation; 0 where there is none. */
  readonly generation: number
}

/** Fails closed: an unknown envelope, key or context is an error, never plain text. */
export interface TokenVault {
  /** The id of the key new texts are sealed with. */
  readonly keyId: string
  seal(plain: string, context: SealContext): string
  /** @throws VaultError where it was altered or moved; MissingKeyError where its key is not in the ring */
  open(sealed: string, context: SealContext): string
  /** The key id a sealed text names, without opening it. */
  keyIdOf(sealed: string): string
  /**
   * HMAC of a realm id, for look-up and uniqueness. Does not depend on which key is first in the ring:
   * rotation must not move it.
   */
  realmTag(environment: string, realmId: string): string
  /** HMAC of a token, to know it again. As stable as a realm's. */
  tokenTag(token: string): string
}

/** A sealed text that does not open. Names the key id, never the text. */
export class VaultError extends Error {
  override readonly name: string = 'VaultError'
  readonly keyId: string | null

  constructor(message: string, keyId: string | null) {
    super(message)
    this.keyId = keyId
  }
}

/** It was sealed with a key that this process does not have. Another instance, or the next deployment, may have it. */
export class MissingKeyError extends VaultError {
  override readonly name = 'MissingKeyError'
  override readonly keyId: string

  constructor(message: string, keyId: string) {
    super(message, keyId)
    this.keyId = keyId
  }
}
