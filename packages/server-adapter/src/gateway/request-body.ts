// The body of a host's own request: whether it can be sent at all, whether twice, and what it is.
import { Readable } from 'node:stream'

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

/** It takes streams of both kinds; their types are written twice in Node and in the DOM. */
const isDisturbed = (stream: object): boolean => Readable.isDisturbed(stream as Readable)

function isReadAlready(body: object): boolean {
  if (body instanceof ReadableStream) return body.locked || isDisturbed(body)
  return body instanceof Readable && isDisturbed(body)
}

/** What the platform's `fetch` knows for a body, or reads as one. */
const isPlatformBody = (body: object): boolean =>
  body instanceof Blob ||
  body instanceof FormData ||
  body instanceof ReadableStream ||
  ArrayBuffer.isView(body) ||
  ['ArrayBuffer', 'SharedArrayBuffer'].includes(tagOf(body)) ||
  Symbol.asyncIterator in body

/** An object that is nothing but its fields. */
function isWrittenDown(body: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(body)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** The words a `fetch` would send instead of it: "[object FormData]" for one of another library. */
const isNoText = (body: object): boolean => isWrittenDown(body) || String(body).startsWith('[object ')

/**
 * Why a body cannot be sent, as a sentence; null where it can.
 * @param byPlatform whether the platform's own `fetch` sends it; what another one takes is that one's to know
 */
export function unsendable(body: unknown, byPlatform: boolean): string | null {
  if (typeof body !== 'object' || body === null) return null
  if (isReadAlready(body)) return 'The body was read already: it has nothing left to send.'
  if (isPlatformBody(body)) return null
  const isData = Array.isArray(body) || (isWrittenDown(body) && !isStream(body))
  if (isData) return 'The body is an object: write it as text, with JSON.stringify.'
  if (!byPlatform || !isNoText(body)) return null
  return 'The body is none that fetch can read: give text, bytes, or a stream, Blob or FormData of the platform.'
}

/** Whether it is text that begins as JSON does: `fetch` would call it plain text. */
export const isJsonText = (body: unknown): boolean => typeof body === 'string' && /^\s*[[{]/.test(body)
