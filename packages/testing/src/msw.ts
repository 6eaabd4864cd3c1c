// Handlers for msw: the same fake adapter, for hosts whose tests have msw already.
import { type HttpHandler, http } from 'msw'
import { createFakeAdapter, EVENT_STREAM, type FakeAdapter, type FakeAdapterOptions } from './fake-adapter.ts'
import { streamOf } from './fake-fetch.ts'

export {
  createFakeAdapter,
  type FakeAdapter,
  type FakeAdapterOptions,
  type FakeReply,
  type FakeRequest,
} from './fake-adapter.ts'
export type { AtIntuit } from './fake-call.ts'
export type { FakeBoard, FakeReadings } from './fake-readings.ts'

export interface MooringHandlersOptions extends FakeAdapterOptions {
  /** Where the page finds the adapter: a path, or an address with an origin. @default '/api/quickbooks' */
  basePath?: string
  /** An adapter of your own, to change what is true meanwhile. It wins over the other options. */
  adapter?: FakeAdapter
}

/**
 * Handlers of all that the kit asks, for `setupServer(...)` or `setupWorker(...)`.
 * @throws RangeError for a state that there is none of
 */
export function mooringHandlers(options: MooringHandlersOptions = {}): HttpHandler[] {
  const { basePath = '/api/quickbooks' } = options
  const mount = basePath.replace(/\/+$/, '')
  const adapter = options.adapter ?? createFakeAdapter(options)
  const pattern = /^[a-z]+:\/\//.test(mount) ? `${mount}/*` : `*${mount}/*`
  const prefix = mount.replace(/^[a-z]+:\/\/[^/]+/, '')
  return [
    http.all(pattern, async ({ request }) => {
      const { pathname, search } = new URL(request.url)
      const path = pathname.slice(pathname.indexOf(`${prefix}/`) + prefix.length) + search
      const body = request.method === 'POST' ? await request.json().catch(() => undefined) : undefined
      const reply = adapter.answer({ method: request.method, path, body: body as object | undefined })
      if (reply.type === EVENT_STREAM) return streamOf(adapter, request.signal)
      return new Response(JSON.stringify(reply.body), {
        status: reply.status,
        headers: { 'content-type': reply.type },
      })
    }),
  ]
}
