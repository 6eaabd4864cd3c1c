// Reading the accounting API's faults: JSON, lower-case JSON, XML. What is none of them is no fault.
import type { IntuitFault } from './intuit-gateway.ts'

/** Characters read of Intuit's sentence. */
const MAX_MESSAGE = 300

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A field by its lower-case name, however Intuit spells it this time. */
function pick(fields: Fields, name: string): unknown {
  for (const key of Object.keys(fields)) if (key.toLowerCase() === name) return fields[key]
  return undefined
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''

/** A fault's words as they came; '' for what is missing. */
interface Texts {
  readonly type: string
  readonly code: string
  readonly message: string
  readonly detail: string
}

/** Hides what could be a token or a company's id: a fault is logged, and must not carry one. */
function redact(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[\w.+/=-]{20,}/g, (word) => (/\d/.test(word) ? '…' : word))
    .replace(/\d{9,}/g, '…')
    .slice(0, MAX_MESSAGE)
}

/** `003200` → `3200`; also from `errorCode=003200` inside a message. */
function codeOf(code: string, message: string): string | null {
  const found = /^\w{1,40}$/.test(code) ? code : /errorCode=(\d{1,9})/i.exec(message)?.[1]
  return found?.replace(/^0+(?=\d)/, '') ?? null
}

/**
 * Intuit's `Detail` is left behind but for this one thing: it names companies, customers and records.
 * @param texts the fault's type, and code, message and detail of its first error
 */
function faultFrom({ type, code, message, detail }: Texts): IntuitFault {
  return {
    code: codeOf(code, message),
    type: /^\w{1,40}$/.test(type) ? type : null,
    message: message === '' ? null : redact(message),
    ...(/\bscopes?\b/i.test(detail) ? { lacksScope: true } : {}),
  }
}

/** A batch answers 200 whatever became of its items: the first fault among them. */
function faultInBatch(body: Fields): unknown {
  const items = pick(body, 'batchitemresponse')
  if (!Array.isArray(items)) return null
  return items.map((item: unknown) => (isFields(item) ? pick(item, 'fault') : null)).find(isFields) ?? null
}

function fromJson(body: unknown): IntuitFault | null {
  if (!isFields(body)) return null
  const fault = pick(body, 'fault') ?? faultInBatch(body)
  if (!isFields(fault)) return null
  const errors = pick(fault, 'error')
  const first: unknown = Array.isArray(errors) ? errors[0] : errors
  const error = isFields(first) ? first : {}
  return faultFrom({
    type: textOf(pick(fault, 'type')),
    code: textOf(pick(error, 'code')),
    message: textOf(pick(error, 'message')),
    detail: textOf(pick(error, 'detail')),
  })
}

/** An opening tag: its attributes, and where its text begins. */
interface Tag {
  readonly attributes: string
  readonly end: number
}

/** The first one of this name. Each character is read once: no search begins anew where another has ended in vain. */
function tagOf(text: string, name: RegExp): Tag | null {
  const found = name.exec(text)
  if (found === null) return null
  const begin = found.index + found[0].length
  const end = text.indexOf('>', begin)
  return end < 0 ? null : { attributes: text.slice(begin, end), end: end + 1 }
}

/** Intuit's faults are shorter than a kilobyte. What comes after so much is none of it. */
const MAX_XML = 8_192

function fromXml(body: string): IntuitFault | null {
  const text = body.slice(0, MAX_XML)
  const fault = tagOf(text, /<(?:\w{1,40}:)?Fault\b/i)
  if (fault === null) return null
  const rest = text.slice(fault.end)
  const error = tagOf(rest, /<(?:\w{1,40}:)?Error\b/i)
  const attribute = (list: string | undefined, name: RegExp): string =>
    name.exec(list ?? '')?.[1]?.trim() ?? ''
  return faultFrom({
    type: attribute(fault.attributes, /\btype\s*=\s*["']([^"']*)/i),
    code: attribute(error?.attributes, /\bcode\s*=\s*["']([^"']*)/i),
    message: attribute(rest, /<(?:\w{1,40}:)?Message>([^<]*)/i),
    detail: attribute(rest, /<(?:\w{1,40}:)?Detail>([^<]*)/i),
  })
}

/** Whether the beginning of a long body is that of a fault, or of a batch, whose items may be. */
export const mayContainFault = (start: string): boolean =>
  /["<:](?:fault|batchitemresponse)["\s>]/i.test(start)

/**
 * The fault in a body of the accounting API's, whatever its notation; of a batch's, the first.
 * @returns null where the body has none: a success, HTML, nothing
 */
export function parseFault(text: string | null): IntuitFault | null {
  const body = text?.trim() ?? ''
  if (body.startsWith('<')) return fromXml(body)
  try {
    return fromJson(JSON.parse(body))
  } catch {
    return null
  }
}
