// One request as the endpoints see it.
import type { IncomingHttpHeaders } from 'node:http'

/** What a request is for; faults and the record are filtered by it. */
export const ROUTE_NAMES = [
  'authorize',
  'token',
  'revoke',
  'userinfo',
  'jwks',
  'discovery',
  'company',
  'query',
  'entity',
  'batch',
  'cdc',
  'redirected',
  'simulator',
  'unknown',
] as const

/** What a request is for: `company` is companyinfo, `entity` one record, and everything else under a company, `redirected` where `redirect-307` leads. */
export type RouteName = (typeof ROUTE_NAMES)[number]

/** One request, read whole. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly route: RouteName
  readonly params: Readonly<Record<string, string>>
  /** A refresh brings a new value whatever the behaviour says (the fault `reset-after-rotation`). */
  readonly rotate?: boolean
}

/** The body's fields, from JSON or a form; empty for anything else. */
export function bodyFields(call: Call): Record<string, unknown> {
  if (call.headers['content-type']?.includes('json')) return jsonObject(call.body)
  return Object.fromEntries(new URLSearchParams(call.body))
}

function jsonObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

/** A field's text, empty when it is missing or no text. */
export function textField(fields: Record<string, unknown>, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

/** The token of `Authorization: Bearer`, or null. */
export const bearerToken = (headers: IncomingHttpHeaders): string | null =>
  /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null

/** Client id and secret of `Authorization: Basic`, or null. */
function basicCredentials(headers: IncomingHttpHeaders): ClientCredentials | null {
  const encoded = /^Basic +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  if (!encoded) return null
  const decoded = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = decoded.indexOf(':')
  return colon > 0 ? { id: decoded.slice(0, colon), secret: decoded.slice(colon + 1) } : null
}

/** Client id and secret as sent. */
export interface ClientCredentials {
  readonly id: string
  readonly secret: string
}

/**
 * The credentials of a request, in each way they may be read: those in the header go before those in the body. In the
 * header, OAuth's standard has both form-encoded before base64; Intuit's own clients send them as they are.
 */
export function clientCredentials(call: Call): readonly ClientCredentials[] {
  const sent = basicCredentials(call.headers)
  if (sent) return [{ id: formDecoded(sent.id), secret: formDecoded(sent.secret) }, sent]
  const fields = bodyFields(call)
  const id = textField(fields, 'client_id')
  const secret = textField(fields, 'client_secret')
  return call.headers.authorization === undefined && id && secret ? [{ id, secret }] : []
}

const formDecoded = (value: string): string =>
  new URLSearchParams(`v=${value.replaceAll('&', '%26')}`).get('v') ?? value
