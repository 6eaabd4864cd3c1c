// The RSA key that signs id_tokens, made when first needed.
import { createSign, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

const makeKeyPair = promisify(generateKeyPair)
const KEY_ID = 'simulator-key-1'

/** Signs id_tokens (RS256) and shows the public key. */
export interface SigningKey {
  /** A signed JWT of these claims. */
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>
  /** The public key as a JWK. */
  jwk(): Promise<Readonly<Record<string, unknown>>>
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A key that is generated at its first use: most tests never ask for OpenID. */
export function createSigningKey(): SigningKey {
  let pair: Promise<{ publicKey: KeyObject; privateKey: KeyObject }> | undefined
  const keys = () => {
    pair ??= makeKeyPair('rsa', { modulusLength: 2048 })
    return pair
  }
  return {
    async sign(claims) {
      const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })}.${encode(claims)}`
      const { privateKey } = await keys()
      return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey).toString('base64url')}`
    },
    async jwk() {
      const { publicKey } = await keys()
      return { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: KEY_ID }
    },
  }
}
