// Every answer and fault Intuit is known to give, with what makes it in the simulator.
import type { FaultKind } from '@mooring/simulator'
import { gatewayFault, saidOf, serviceFault, xmlFault } from './fault-bodies.ts'

export interface Answer {
  /** What the table calls it. */
  readonly id: string
  /** What the page calls it. */
  readonly says: string
  readonly fault: FaultKind
}

const JSON_TYPE = { 'content-type': 'application/json;charset=UTF-8' }
const XML_TYPE = { 'content-type': 'application/xml;charset=UTF-8' }
const HTML_TYPE = { 'content-type': 'text/html' }

const answer = (id: string, says: string, fault: FaultKind): Answer => ({ id, says, fault })

const status = (
  code: number,
  body = '',
  headers: Record<string, string> = body.startsWith('{') ? JSON_TYPE : {},
): FaultKind => ({
  kind: 'status',
  status: code,
  body,
  headers,
})

/** Of any of Intuit's addresses. */
const ANYWHERE: readonly Answer[] = [
  answer('200-html', '200 with an HTML page', { kind: 'garbage-200', body: 'html' }),
  answer('200-truncated', '200 with JSON that breaks off', { kind: 'garbage-200', body: 'truncated' }),
  answer('200-array', '200 with `[]`', { kind: 'garbage-200', body: 'array' }),
  answer('200-empty', '200 with no body', { kind: 'garbage-200', body: 'empty' }),
  answer('200-huge', '200 with a body of megabytes', { kind: 'huge-body', megabytes: 1 }),
  answer('307', '307 to another address', { kind: 'redirect-307' }),
  answer('404', '404 with an HTML page', status(404, '<html><body>Not Found</body></html>', HTML_TYPE)),
  answer('429-json', '429 with `Retry-After: 60`', { kind: 'json-429', retryAfter: '60' }),
  answer('429-xml', '429, code 3001 in XML', { kind: 'xml-429' }),
  answer('500', '500 with no body', status(500)),
  answer('502', '502 with an HTML page', status(502, '<html><body>Bad Gateway</body></html>', HTML_TYPE)),
  answer('503', '503 with an HTML page', { kind: 'html-503' }),
  answer('504', '504 with no body', status(504)),
  answer('silence', 'no answer', { kind: 'silent' }),
  answer('reset', 'the connection is reset', { kind: 'reset' }),
]

const oauth = (code: number, error: string, description?: string): FaultKind =>
  status(code, JSON.stringify({ error, ...(description ? { error_description: description } : {}) }))

/** Of the token endpoint, and the revoke endpoint where it makes sense. */
const OAUTH_ERRORS: readonly Answer[] = [
  answer('200-error', '200 with `{"error":"invalid_grant"}`', { kind: 'error-200' }),
  answer('invalid_client-401', '401 `invalid_client`', { kind: 'invalid_client' }),
  answer('invalid_client-400', '400 `invalid_client`', oauth(400, 'invalid_client')),
  answer('unauthorized_client', '400 `unauthorized_client`', oauth(400, 'unauthorized_client')),
  answer('invalid_request', '400 `invalid_request`', oauth(400, 'invalid_request')),
  answer('unsupported', '400 `unsupported_grant_type`', oauth(400, 'unsupported_grant_type')),
  answer('400-empty', '400 with no body', status(400)),
  answer('403-empty', '403 with no body', status(403)),
]

const INVALID_GRANT = answer('invalid_grant', '400 `invalid_grant`', { kind: 'invalid_grant' })
const ANSWER_LOST = answer('answer-lost', 'the grant is renewed, and the answer is lost on its way', {
  kind: 'reset-after-rotation',
})
const NO_REFRESH_TOKEN = answer('no-refresh-token', '200 without a `refresh_token`', {
  kind: 'missing-refresh-token',
})

export const OF_TOKENS: readonly Answer[] = [
  ...ANYWHERE,
  ...OAUTH_ERRORS,
  INVALID_GRANT,
  NO_REFRESH_TOKEN,
  ANSWER_LOST,
]
export const OF_REVOKES: readonly Answer[] = [...ANYWHERE, ...OAUTH_ERRORS]

const service = (http: number, code: string): FaultKind => status(http, serviceFault(saidOf(code)))
const gateway = (http: number, code: string, detail?: string | null): FaultKind =>
  status(http, gatewayFault({ ...saidOf(code), ...(detail === undefined ? {} : { detail }) }))
const inXml = (http: number, code: string): FaultKind => status(http, xmlFault(saidOf(code)), XML_TYPE)

const in200 = (code: string): Answer =>
  answer(`200-${code}`, `200 with a Fault, code ${code}`, service(200, code))
const withFault = (http: number, code: string): Answer =>
  answer(`${http}-${code}`, `${http}, code ${code}`, service(http, code))

/** Of the accounting API: a company, a query, a record. */
export const OF_BOOKS: readonly Answer[] = [
  ...ANYWHERE,
  answer('403-empty', '403 with no body', status(403)),
  ...['120', '130', '140', '150', '3001', '3100', '3200', '6190', '7001', '10000'].map(in200),
  ...['120', '140', '150', '610', '3100', '6190', '7001'].map((code) => withFault(400, code)),
  answer('401-100', '401, code 100 in XML', inXml(401, '100')),
  answer('401-130', '401, code 130 in XML', inXml(401, '130')),
  answer('401-3200', '401, code 3200 in lower case', gateway(401, '3200')),
  ...['120', '140', '150', '6190', '7001'].map((code) => withFault(403, code)),
  answer('403-3001', '403, code 3001', service(403, '3001')),
  answer('403-3100', '403, code 3100 without a detail', gateway(403, '3100', null)),
  answer(
    '403-3100-scope',
    '403, code 3100, "The access token does not have sufficient scope"',
    gateway(403, '3100', 'The access token does not have sufficient scope'),
  ),
  answer('500-10000', '500, code 10000', service(500, '10000')),
]
