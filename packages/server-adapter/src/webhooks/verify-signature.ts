// Whether a webhook was signed by Intuit. Pure.
import { createHmac, timingSafeEqual } from 'node:crypto'

/** SHA-256 in base64: 43 letters and one sign of padding. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/

/** Whether a header can be a signature at all: what can't needs no body to be refused. */
export const isSignature = (header: string | undefined): header is string =>
  header !== undefined && SIGNATURE.test(header)

/**
 * `intuit-signature` is the base64 of HMAC-SHA256 over the raw body, keyed with the app's verifier token (Intuit's
 * webhook documentation).
 * @param tokens all that count: while one is being replaced, the old and the new
 */
export function isSigned(bytes: Buffer, signature: string, tokens: readonly string[]): boolean {
  const given = Buffer.from(signature)
  // Every token is compared, in constant time and at one length (`isSignature` lets no other through): how long it
  // takes shows neither which one fits, nor how much of it.
  const fits = tokens.map((token) => {
    const expected = Buffer.from(createHmac('sha256', token).update(bytes).digest('base64'))
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
  return fits.includes(true)
}
