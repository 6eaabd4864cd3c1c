// Finds query strings of the host's that a URL would cut or change silently; encoded ones are accepted.
import { GatewayError } from './intuit-gateway.ts'

/** Parameters whose values have characters that a URL reads as its own: a query, and a moment with its offset. */
const READ_CLOSELY = ['query', 'changedsince'] as const
type Closely = (typeof READ_CLOSELY)[number]

const BROKEN_PERCENT = /%(?![0-9a-f]{2})/i
/** What `URLSearchParams` writes: there, and only there, a "+" means a space. */
const FORM_ENCODED = /^(?:[\w*.+-]|%(?!20)[0-9a-f]{2})*$/i
/** What follows a query: another parameter, not the rest of a text that a "&" has cut. */
const PARAMETER = /^[a-z][\w.-]*=(?:(?!%27)[^\s'])*$/i

const INSTEAD: Record<Closely | 'other', string> = {
  query: "Use query(connectionId, sql`…`), or '/query?query=' + encodeURIComponent(sql`…`).",
  changedsince: "Write it as 'changedSince=' + encodeURIComponent(moment).",
  other: 'Write each value with encodeURIComponent.',
}

const refuse = (name: string, character: string): GatewayError => {
  const closely = READ_CLOSELY.find((known) => known === name.toLowerCase())
  return new GatewayError(
    'invalid_request',
    `The address has a raw "${character}"${closely ? ` in ${name}` : ''}, which would change what is asked for. ${INSTEAD[closely ?? 'other']}`,
    { sent: false },
  )
}

/** Text that no one encoded. A URL lets spaces pass, so that only a space shows it. */
const isRaw = (value: string): boolean => /\s/.test(value)

function isUtf8(value: string): boolean {
  try {
    decodeURIComponent(value)
    return true
  } catch {
    return false
  }
}

/** The first character that would change the value; null where it arrives as it is. */
function changed(name: Closely, value: string): string | null {
  if (value.includes('%') && (isRaw(value) || !isUtf8(value))) return '%'
  if (!value.includes('+')) return null
  return name === 'query' && FORM_ENCODED.test(value) ? null : '+'
}

/**
 * Checks what follows the "?" of a host's path.
 * @throws GatewayError `invalid_request`, before any call, that says what to write instead
 */
export function checkQueryString(path: string): void {
  const at = path.indexOf('?')
  if (at === -1) return
  const [first = '', ...others] = path.slice(at + 1).split('&')
  const names = [first, ...others].map((parameter) => parameter.split('=', 1)[0] ?? '')
  const readClosely = (index: number) => READ_CLOSELY.find((name) => name === names[index]?.toLowerCase())
  if (path.includes('#')) throw refuse(names.find((_, index) => readClosely(index)) ?? '', '#')
  let query: string | null = null
  for (const [index, parameter] of [first, ...others].entries()) {
    const name = names[index] ?? ''
    const closely = readClosely(index)
    // Another parameter, or what a "&" has cut off a query.
    if (query !== null && !PARAMETER.test(parameter) && parameter !== '') throw refuse(query, '&')
    if (BROKEN_PERCENT.test(parameter)) throw refuse(name, '%')
    if (closely === undefined) continue
    const value = parameter.slice(name.length + 1)
    const character = changed(closely, value)
    if (character !== null) throw refuse(name, character)
    if (closely === 'query') query = name
  }
}
