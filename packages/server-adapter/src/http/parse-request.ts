// From bytes to what a handler can trust: JSON, strict fields, numbers within bounds.
import { BODY_LIMIT } from '../config/defaults.ts'
import { checkFields, type Schema } from '../errors/check-fields.ts'
import { mooringError } from '../errors/mooring-error.ts'
import type { BodyAsRead, HttpRequest } from './http-types.ts'

const JSON_TYPE = /^application\/json\s*(;|$)/i

const invalid = (path: string, message: string) =>
  mooringError('invalid_request', 'The request is not valid.', { fields: [{ path, message }] })

/** @throws MooringError `unsupported_media_type`, `payload_too_large`, `invalid_request` */
export async function parseBody<T>(request: HttpRequest, load: () => Promise<Schema<T>>): Promise<T> {
  const type = request.header('content-type')
  if (type !== undefined && !JSON_TYPE.test(type)) throw unsupported()
  const encoding = request.header('content-encoding')
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') throw unsupported()
  const body = await request.readBody(BODY_LIMIT)
  if (type === undefined && body.kind === 'raw' && body.bytes.length > 0) throw unsupported()
  return checkFields(await load(), toJson(body))
}

const unsupported = () => mooringError('unsupported_media_type', 'Send JSON: content-type application/json.')

function toJson(body: BodyAsRead): unknown {
  if (body.kind === 'parsed') return body.value ?? {}
  if (body.bytes.length === 0) return {}
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body.bytes))
  } catch {
    throw invalid('', 'is not JSON in UTF-8')
  }
}

/** A whole number of the query, within bounds. @throws MooringError `invalid_request` */
export function queryNumber(
  request: HttpRequest,
  name: string,
  bounds: { least: number; most: number; standard: number },
): number {
  const value = queryText(request, name)
  if (value === null) return bounds.standard
  const number = /^[0-9]{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (number >= bounds.least && number <= bounds.most) return number
  throw invalid(name, `must be a whole number from ${bounds.least} to ${bounds.most}`)
}

/** A page's cursor: the number of the entry before it. @throws MooringError `invalid_request` */
export function queryCursor(request: HttpRequest): number | null {
  const value = queryText(request, 'cursor')
  if (value === null) return null
  if (/^[0-9]{1,15}$/.test(value)) return Number(value)
  throw invalid('cursor', 'is not one this page gave')
}

/** The id that a page goes on after. @throws MooringError `invalid_request` */
export function queryId(request: HttpRequest, name: string): string | null {
  const value = queryText(request, name)
  if (value === null || /^con_[a-z0-9]{1,40}$/.test(value)) return value
  throw invalid(name, 'is not one this list gave')
}

/** One of a few words, or null where it is left out. @throws MooringError `invalid_request` */
export function queryChoice<Choice extends string>(
  request: HttpRequest,
  name: string,
  choices: readonly Choice[],
): Choice | null {
  const value = queryText(request, name)
  if (value === null) return null
  const chosen = choices.find((choice) => choice === value)
  if (chosen !== undefined) return chosen
  throw invalid(name, `must be ${choices.join(' or ')}`)
}

/** @throws MooringError `invalid_request` where it comes twice */
export function queryText(request: HttpRequest, name: string): string | null {
  const values = request.query.getAll(name)
  if (values.length > 1) throw invalid(name, 'comes more than once')
  return values[0] ?? null
}
