// Reading an answer's body, whichever library's `fetch` it came from.
import { MAX_ANSWER_BYTES } from './deadlines.ts'

type Chunk = Uint8Array | string

/**
 * The body as text; null where it is larger than 64 kB. Where the body is a stream, no more than that and a chunk is in memory.
 *
 * The platform's `fetch` gives a `ReadableStream`; node-fetch, cross-fetch and make-fetch-happen give a stream of
 * Node's or one like it; what is neither is read by `text()`, which every `Response` has.
 */
export async function readCapped(response: Response): Promise<string | null> {
  const body: unknown = response.body
  if (isReadableStream(body)) return await textOf(chunksOf(body))
  if (isAsyncIterable(body)) return await textOf(body)
  const text = await response.text()
  return Buffer.byteLength(text) > MAX_ANSWER_BYTES ? null : text
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

async function textOf(body: AsyncIterable<Chunk>): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.byteLength
    if (size > MAX_ANSWER_BYTES) return null
    chunks.push(bytes)
  }
  // A byte order mark is kept: no JSON begins with one.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(chunks))
}
