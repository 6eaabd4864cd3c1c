// The keys the host hands in: the first seals, every one opens.
import { createSecretKey, type KeyObject } from 'node:crypto'

/** A key as the options have it. */
export interface EncryptionKey {
  /** A name that stays with what was sealed, such as `2026-11`. Not secret. */
  readonly id: string
  /** 32 random bytes in base64. */
  readonly secret: string
}

/** The key of the documentation's example. Everybody knows it: refused. */
export const SAMPLE_SECRET = 'bW9vcmluZy1leGFtcGxlLWtleS1kby1ub3QtdXNlISE='

const KEY_BYTES = 32
const LONGEST_ID = 64
const HOW_TO_MAKE_ONE = 'Make one with: openssl rand -base64 32'

/** One key, ready for use. The bytes stay inside the KeyObject and show in no log. */
export interface RingKey {
  readonly id: string
  readonly key: KeyObject
}

/** The keys, checked. */
export interface KeyRing {
  /** New texts are sealed with it. */
  readonly first: RingKey
  readonly ids: readonly string[]
  get(id: string): RingKey | null
}

/** A key, or the lack of one, that must not start. The message names the key and the fix, never its bytes. */
export class KeyRingError extends Error {
  override readonly name = 'KeyRingError'
}

/** Checks the keys and makes the ring. @throws KeyRingError */
export function createKeyRing(keys: readonly EncryptionKey[]): KeyRing {
  const ring = new Map<string, RingKey>()
  for (const [index, key] of (Array.isArray(keys) ? keys : []).entries()) {
    const id = checkId(key?.id, index)
    if (ring.has(id))
      throw new KeyRingError(`encryptionKeys has two keys with the id "${id}". Give each its own id.`)
    ring.set(id, { id, key: createSecretKey(checkSecret(key.secret, `encryptionKeys[${index}] ("${id}")`)) })
  }
  const [first] = ring.values()
  if (!first)
    throw new KeyRingError(`encryptionKeys is empty: tokens are never stored unsealed. ${HOW_TO_MAKE_ONE}`)
  return { first, ids: [...ring.keys()], get: (id) => ring.get(id) ?? null }
}

function checkId(id: unknown, index: number): string {
  if (typeof id === 'string' && id.trim() !== '' && id.length <= LONGEST_ID) return id
  throw new KeyRingError(
    `encryptionKeys[${index}] has no id. Give it a short name that you will never reuse, such as "2026-11" (at most ${LONGEST_ID} characters).`,
  )
}

function checkSecret(secret: unknown, which: string): Buffer {
  if (typeof secret !== 'string' || !/^[\w+/-]+={0,2}$/.test(secret)) {
    throw new KeyRingError(`${which}: its secret is not base64 text. ${HOW_TO_MAKE_ONE}`)
  }
  const bytes = Buffer.from(secret, 'base64')
  if (bytes.length !== KEY_BYTES) {
    throw new KeyRingError(
      `${which}: its secret has ${bytes.length} bytes, not ${KEY_BYTES}. ${HOW_TO_MAKE_ONE}`,
    )
  }
  if (bytes.every((byte) => byte === 0)) {
    throw new KeyRingError(`${which}: its secret is ${KEY_BYTES} zero bytes. ${HOW_TO_MAKE_ONE}`)
  }
  if (bytes.equals(Buffer.from(SAMPLE_SECRET, 'base64'))) {
    throw new KeyRingError(
      `${which}: its secret is the documentation's example, which everybody knows. ${HOW_TO_MAKE_ONE}`,
    )
  }
  return bytes
}
