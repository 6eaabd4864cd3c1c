// The `fetch` of a test: answers a page's calls without a network, and without `Response`, which jsdom has not.
import { ROUTES } from '@mooring/contract'
import type { FakeAdapter, FakeReply } from './fake-adapter.ts'

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
      stop = adapter.listen((frame) => stream.enqueue(encoder.encode(frame)))
      signal?.addEventListener('abort', () => {
        stop()
        stream.error(signal.reason)
      })
    },
    cancel: () => stop(),
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

export const isStream = (method: string, path: string): boolean =>
  method === ROUTES.events.method && path.split('?')[0] === ROUTES.events.path

/** @param mount the `basePath` of the provider */
export function createFakeFetch(adapter: FakeAdapter, mount: string): typeof fetch {
  return async (input, init = {}) => {
    init.signal?.throwIfAborted()
    const address = new URL(String(input instanceof URL ? input.href : input), 'http://localhost')
    const path = address.pathname.slice(mount.length) + address.search
    const method = init.method ?? 'GET'
    if (isStream(method, path) && canStream()) return streamOf(adapter, init.signal)
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    return responseOf(adapter.answer({ method, path, body }))
  }
}
