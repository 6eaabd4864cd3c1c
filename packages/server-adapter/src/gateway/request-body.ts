// The body of a host's own request: whether it can be sent twice, and what it is.

/** What can be read as often as one likes, by the word it says of itself: also where it is of another library or realm. */
const READ_TWICE: readonly string[] = [
  'Blob',
  'File',
  'FormData',
  'URLSearchParams',
  'ArrayBuffer',
  'SharedArrayBuffer',
]

const tagOf = (value: object): string => Object.prototype.toString.call(value).slice('[object '.length, -1)

/** Whether it gives its bytes away while it is read; the npm package form-data calls itself a FormData, and does. */
const isStream = (body: object): boolean =>
  'pipe' in body || 'getReader' in body || Symbol.asyncIterator in body

/** Whether a request with this body can be repeated: a stream or a generator is empty the second time. */
export function canSendTwice(body: unknown): boolean {
  if (body === undefined || body === null || typeof body === 'string') return true
  if (typeof body !== 'object') return false
  return ArrayBuffer.isView(body) || (READ_TWICE.includes(tagOf(body)) && !isStream(body))
}

/** Whether it is text that begins as JSON does: `fetch` would call it plain text. */
export const isJsonText = (body: unknown): boolean => typeof body === 'string' && /^\s*[[{]/.test(body)
