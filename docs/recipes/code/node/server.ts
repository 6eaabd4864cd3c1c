// Plain Node: the handler as a listener, in front of what your server answers else.
import { createServer, type RequestListener, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { QuickBooksAdapter } from '@mooring/server-adapter'

export function plainServer(quickbooks: QuickBooksAdapter, others: RequestListener): Server {
  const answer = getRequestListener(quickbooks.handler)
  return createServer((request, response) => {
    if (request.url?.startsWith('/api/quickbooks/')) void answer(request, response)
    else others(request, response)
  })
}
