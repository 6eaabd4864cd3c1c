// AES-256-GCM around one text: a random nonce, a full tag, and what it is bound to as additional data.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { RingKey } from './key-ring.ts'
import { formatSealedText, SEALED_VERSION, type SealedText } from './sealed-text.ts'
import { VaultError } from './token-vault.ts'

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const OPTIONS = { authTagLength: TAG_BYTES }

/** What a text is bound to, in a fixed order. */
export type Binding = readonly (string | number)[]

/** JSON marks the borders between the parts: no two bindings give the same bytes. */
const additionalData = (keyId: string, binding: Binding): Buffer =>
  Buffer.from(JSON.stringify([SEALED_VERSION, keyId, ...binding]))

export function sealText(key: RingKey, plain: string, binding: Binding): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(ALGORITHM, key.key, iv, OPTIONS)
  cipher.setAAD(additionalData(key.id, binding))
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return formatSealedText({ keyId: key.id, iv, body })
}

/** @throws VaultError where a bit was changed, or it was sealed for something else or with other bytes */
export function openText(key: RingKey, { iv, body }: SealedText, binding: Binding): string {
  const cut = body.length - TAG_BYTES
  if (iv.length !== IV_BYTES || cut < 0) throw altered(key.id)
  const decipher = createDecipheriv(ALGORITHM, key.key, iv, OPTIONS)
  decipher.setAAD(additionalData(key.id, binding))
  decipher.setAuthTag(body.subarray(cut))
  try {
    return Buffer.concat([decipher.update(body.subarray(0, cut)), decipher.final()]).toString('utf8')
  } catch {
    // The cause is left behind: it says nothing more.
    throw altered(key.id)
  }
}

const altered = (keyId: string): VaultError =>
  new VaultError(
    `A sealed text of key "${keyId}" was altered, or moved from the row it was sealed for.`,
    keyId,
  )
