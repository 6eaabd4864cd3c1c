// A request and a reply as the handlers see them: none of a framework.

import type { Identify } from '../access/access.ts'
import type { AskOperator } from '../access/operator.ts'

/** What a handler may ask of a request. */
export interface HttpRequest {
  readonly method: string
  /** Below the mount path, without query: `/connections/con_1`. */
  readonly path: string
  readonly query: URLSearchParams
  header(name: string): string | undefined
  /** The body's bytes, or what the host's own parser made of it. @throws MooringError `payload_too_large` */
  readBody(limit: number): Promise<BodyAsRead>
  readonly identify: Identify
  /** Asks the host whether this is one of its operators; null where no one is. */
  readonly operator: AskOperator
  /** Calls `leave` once the client is gone; at once where it is. */
  onGone(leave: () => void): void
}

/** The bytes as they came. */
export interface RawBody {
  readonly kind: 'raw'
  readonly bytes: Buffer
}

/** `raw`: the bytes are there. `parsed`: only what the host's parser made of them. */
export type BodyAsRead = RawBody | { readonly kind: 'parsed'; readonly value: unknown }

/** A whole reply. */
export interface HttpReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string | null
}

/** Sends a piece. @returns null where the reader can take more; else resolves once it can, or is gone */
export type Write = (text: string) => Promise<void> | null

/** A reply that goes on: the handler writes until the client or it ends. */
export interface HttpStream {
  readonly status: 200
  readonly headers: Readonly<Record<string, string>>
  readonly stream: (write: Write, end: () => unknown) => void
}

const SECURE_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const

/** Every reply carries these and the CORS headers of its request; a handler's own win. */
export const withSecureHeaders = <T extends HttpReply | HttpStream>(
  reply: T,
  cors: Record<string, string>,
): T => ({
  ...reply,
  headers: { ...SECURE_HEADERS, ...cors, ...reply.headers },
})

/** JSON that is a text already. */
export const jsonText = (body: string, status: number, headers: HttpReply['headers']): HttpReply => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body,
})

export const json = (value: unknown, status = 200, headers: HttpReply['headers'] = {}): HttpReply =>
  jsonText(JSON.stringify(value), status, headers)

export const redirect = (location: string, headers: HttpReply['headers'] = {}): HttpReply => ({
  status: 302,
  headers: { Location: location, ...headers },
  body: null,
})

/** The values in a `Cookie` header by their names, in its order; a name that comes twice counts for nothing. */
export function readCookies(header: string | undefined): ReadonlyMap<string, string | null> {
  const cookies = new Map<string, string | null>()
  for (const part of (header ?? '').split(';')) {
    const cookie = part.trim()
    const end = cookie.indexOf('=')
    if (end < 1) continue
    const name = cookie.slice(0, end)
    cookies.set(name, cookies.has(name) ? null : cookie.slice(end + 1))
  }
  return cookies
}
