// Reading an answer's body, whichever library's `fetch` it came from.
import { MAX_ANSWER_BYTES } from './deadlines.ts'

type Chunk = Uint8Array | string

/** What of a body is worth reading. */
export interface BodyLimits {
  /** Bytes; a larger body is null. */
  readonly most: number
  /** Asked once, with the first kilobyte of a longer body: false ends the reading. */
  readonly goesOn?: (start: string) => boolean
}

const START_BYTES = 1_024

/**
 * The body as text; null where it is larger than `most` (64 kB). Where the body is a stream, no more than that and a chunk is in memory.
 *
 * The platform's `fetch` gives a `ReadableStream`; node-fetch, cross-fetch and make-fetch-happen give a stream of
 * Node's or one like it; what is neither is read by `text()`, which every `Response` has.
 */
export async function readCapped(
  response: Response,
  limits: BodyLimits = { most: MAX_ANSWER_BYTES },
): Promise<string | null> {
  const body: unknown = response.body
  if (isReadableStream(body)) return await textOf(chunksOf(body), limits)
  if (isAsyncIterable(body)) return await textOf(body, limits)
  const text = await response.text()
  return Buffer.byteLength(text) > limits.most ? null : text
}

/**
 * The same answer as the platform's `Response`, where a library gave one of its own over a stream of Node's: what a host
 * is promised. Such a stream can't be copied safely either: the half that is read no further can block the other.
 */
export function asPlatformResponse(response: Response): Response {
  const body: unknown = response.body
  if (isReadableStream(body) || !isAsyncIterable(body)) return response
  const { status, statusText, url } = response
  const headers = new Headers([...response.headers])
  const hasBody = ![204, 205, 304].includes(status)
  const made = new Response(hasBody ? streamOf(body) : null, { status, statusText, headers })
  return Object.defineProperty(made, 'url', { value: url })
}

function streamOf(body: AsyncIterable<Chunk>): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(Buffer.from(value as Uint8Array))
    },
    async cancel() {
      await chunks.return?.()
    },
  })
}

/** Ends a body that is not read, so that its connection is free again. */
export function discardBody({ body }: Response): void {
  const stream: unknown = body
  if (isReadableStream(stream)) stream.cancel().catch(() => {})
  else if (isDestroyable(stream)) stream.destroy()
}

const isDestroyable = (body: unknown): body is { destroy(): void } =>
  typeof body === 'object' && body !== null && 'destroy' in body && typeof body.destroy === 'function'

const isReadableStream = (body: unknown): body is ReadableStream<Uint8Array> =>
  typeof body === 'object' && body !== null && 'getReader' in body && typeof body.getReader === 'function'

const isAsyncIterable = (body: unknown): body is AsyncIterable<Chunk> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    // Not awaited: half of a cloned body is only cancelled together with the other half.
    reader.cancel().catch(() => {})
  }
}

async function textOf(
  body: AsyncIterable<Chunk>,
  { most, goesOn = () => true }: BodyLimits,
): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk as Uint8Array)
    const isStart = size < START_BYTES
    size += bytes.byteLength
    if (size > most) return null
    chunks.push(bytes)
    if (isStart && size >= START_BYTES && !goesOn(Buffer.concat(chunks).toString('latin1'))) return null
  }
  // A byte order mark stays in: no JSON begins with one.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(chunks))
}
