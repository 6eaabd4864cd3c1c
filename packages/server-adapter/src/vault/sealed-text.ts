// The format of a sealed text. Every vault writes it: the store reads the key's id from it, for counting.

/** `m1.<key id>.<iv>.<ciphertext and tag>`, the last three in base64url. */
export const SEALED_VERSION = 'm1'

/** A sealed text, taken apart. */
export interface SealedText {
  readonly keyId: string
  readonly iv: Buffer
  /** Ciphertext, then the tag. */
  readonly body: Buffer
}

export const formatSealedText = ({ keyId, iv, body }: SealedText): string =>
  [SEALED_VERSION, Buffer.from(keyId), iv, body]
    .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
    .join('.')

/** @returns null for anything but the one spelling `formatSealedText` gives */
export function parseSealedText(text: string): SealedText | null {
  const [version, keyId, iv, body, ...rest] = text.split('.')
  if (version !== SEALED_VERSION || !keyId || !iv || !body || rest.length > 0) return null
  const parts = {
    keyId: Buffer.from(keyId, 'base64url').toString(),
    iv: Buffer.from(iv, 'base64url'),
    body: Buffer.from(body, 'base64url'),
  }
  // base64url has several spellings of the same bytes: only one of them is ours.
  return formatSealedText(parts) === text ? parts : null
}

/** The id of the key that opens a text, without opening it; null where it is no sealed text. */
export const keyIdOfSealed = (text: string): string | null => parseSealedText(text)?.keyId ?? null
