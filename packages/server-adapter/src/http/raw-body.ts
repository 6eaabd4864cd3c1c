// The raw body, where a platform has stored the bytes beside the parsed body.
import type { RawBody } from './http-types.ts'

/** The bytes in `rawBody` of a request (Cloud Functions, Nest with `rawBody: true`), or null. */
export function rawBodyOf(request: object): RawBody | null {
  const rawBody = 'rawBody' in request ? request.rawBody : null
  if (rawBody instanceof Uint8Array) return { kind: 'raw', bytes: Buffer.from(rawBody) }
  return typeof rawBody === 'string' ? { kind: 'raw', bytes: Buffer.from(rawBody) } : null
}
