// The `fetch` of a test: answers a page's calls without a network, and without `Response`, which jsdom has not.
import { problemFixture } from '@mooring/contract/fixtures'
import { EVENT_STREAM, type FakeAdapter, type FakeReply } from './fake-adapter.ts'

/** What the kit reads of a response. */
function responseOf({ status, type, body }: FakeReply): Response {
  const text = JSON.stringify(body)
  const headers = new Map([['content-type', type]])
  const reply = {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (name: string) => headers.get(name.toLowerCase()) ?? null },
    body: null,
    json: async () => JSON.parse(text),
    text: async () => text,
  }
  return reply as unknown as Response
}

const NO_STREAM: FakeReply = {
  status: 404,
  type: 'application/problem+json',
  body: problemFixture('not_found'),
}

/** Whether the platform can carry an event stream; where it can't the page polls. */
const canStream = (): boolean =>
  [typeof Response, typeof ReadableStream, typeof TextEncoder, typeof TextDecoderStream].every(
    (type) => type === 'function',
  )

/** An event stream of the adapter, as a platform `Response`. */
export function streamOf(adapter: FakeAdapter, signal?: AbortSignal | null): Response {
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      stream.enqueue(encoder.encode(': hello\n\n'))
      stop = adapter.listen(
        (frame) => stream.enqueue(encoder.encode(frame)),
        () => stream.close(),
      )
      signal?.addEventListener('abort', () => {
        stop()
        stream.error(signal.reason)
      })
    },
    cancel: () => stop(),
  })
  return new Response(body, { headers: { 'content-type': EVENT_STREAM } })
}

/** @param mount the `basePath` of the provider */
export function createFakeFetch(adapter: FakeAdapter, mount: string): typeof fetch {
  return async (input, init = {}) => {
    init.signal?.throwIfAborted()
    const address = new URL(String(input instanceof URL ? input.href : input), 'http://localhost')
    const path = address.pathname.slice(mount.length) + address.search
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    const reply = adapter.answer({ method: init.method ?? 'GET', path, body })
    if (reply.type !== EVENT_STREAM) return responseOf(reply)
    return canStream() ? streamOf(adapter, init.signal) : responseOf(NO_STREAM)
  }
}
