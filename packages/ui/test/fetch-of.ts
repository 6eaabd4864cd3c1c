// A `fetch` for a provider that handlers of msw answer; the page's own stays as it is.
import { getResponse, type RequestHandler } from 'msw'

export const fetchOf =
  (handlers: RequestHandler[]): typeof fetch =>
  async (input, init) => {
    const request = new Request(new URL(String(input), location.href), init)
    request.signal.throwIfAborted()
    const response = await getResponse(handlers, request)
    if (!response) throw new Error(`No handler answers ${request.method} ${request.url}.`)
    return response
  }
