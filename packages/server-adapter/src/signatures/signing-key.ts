// The host's key that signs exported histories: Ed25519, its public half for those who check them.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'

/** Ed25519 (RFC 8032) over the text that `signedText` makes. */
export interface EvidenceSignature {
  readonly algorithm: 'Ed25519'
  /** The public key's fingerprint: the first 16 hex digits of its SHA-256. */
  readonly keyId: string
  /** SPKI, DER, base64. */
  readonly publicKey: string
  /** base64 */
  readonly value: string
}

/** Signs what is exported. */
export interface Signer {
  /** SPKI, DER, base64. */
  readonly publicKey: string
  readonly keyId: string
  sign(text: string): EvidenceSignature
}

const derOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })

/** A public key's name: the first 16 hex digits of its SHA-256. */
const fingerprint = (der: Buffer): string => createHash('sha256').update(der).digest('hex').slice(0, 16)

const isPem = (text: string): boolean => text.trimStart().startsWith('-----BEGIN')

const keyOf = <Type extends 'pkcs8' | 'spki'>(text: string, type: Type) =>
  isPem(text) ? text : ({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type } as const)

const isEd25519 = (key: KeyObject): boolean => key.asymmetricKeyType === 'ed25519'

/** @returns null where the text is no Ed25519 private key (PKCS8; PEM, or DER in base64) */
export function readSigningKey(text: string): Signer | null {
  try {
    const given = keyOf(text, 'pkcs8')
    const key = createPrivateKey(given)
    if (!isEd25519(key)) return null
    const der = derOf(createPublicKey(key))
    const [publicKey, keyId] = [der.toString('base64'), fingerprint(der)]
    return {
      publicKey,
      keyId,
      sign: (signed) => ({
        algorithm: 'Ed25519',
        keyId,
        publicKey,
        value: sign(null, Buffer.from(signed), key).toString('base64'),
      }),
    }
  } catch {
    return null
  }
}

/** A key to check signatures with. */
export interface Verifier {
  readonly keyId: string
  fits(text: string, value: string): boolean
}

/** @returns null where the text is no Ed25519 public key (SPKI; PEM, or DER in base64) */
export function readPublicKey(text: string): Verifier | null {
  try {
    // Node derives a public key from a private one without a word: that one is to be given to no one.
    if (text.includes('PRIVATE')) return null
    const key = createPublicKey(keyOf(text, 'spki'))
    if (!isEd25519(key)) return null
    return {
      keyId: fingerprint(derOf(key)),
      fits: (signed, value) => verify(null, Buffer.from(signed), key, Buffer.from(value, 'base64')),
    }
  } catch {
    return null
  }
}

/** A fresh pair: DER in base64, one line each. */
export function newSigningKey(): { privateKey: string; publicKey: string; keyId: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const der = derOf(publicKey)
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    publicKey: der.toString('base64'),
    keyId: fingerprint(der),
  }
}
