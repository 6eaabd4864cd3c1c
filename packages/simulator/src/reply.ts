// An answer, and how it travels back: whole, late, byte by byte, endless, or never.

/** How an answer reaches the caller when something is wrong on the way. */
export type Delivery =
  | { readonly how: 'late'; readonly ms: number; readonly lifted: AbortSignal }
  | { readonly how: 'drip'; readonly ms: number }
  | { readonly how: 'flood'; readonly bytes: number }
  | { readonly how: 'reset' }
  | { readonly how: 'silence' }

/** An HTTP answer. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly delivery?: Delivery
}

/** A JSON answer, never cached. */
export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(value),
})

/** An answer without a body. */
export const empty = (status: number, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'cache-control': 'no-store', ...headers },
  body: '',
})

/** Sends a browser elsewhere. */
export const redirect = (status: 302 | 303 | 307, location: string, headers: Record<string, string> = {}) =>
  empty(status, { location, 'referrer-policy': 'no-referrer', ...headers })
