// Koa: the same listener, before anything that reads bodies.
import { getRequestListener } from '@hono/node-server'
import type { QuickBooksAdapter } from '@mooring/server-adapter'
import type { Middleware } from 'koa'

export function quickbooksRoutes(quickbooks: QuickBooksAdapter): Middleware {
  const answer = getRequestListener(quickbooks.handler)
  return async (context, next) => {
    if (!context.path.startsWith('/api/quickbooks/')) return await next()
    context.respond = false // the listener writes the response itself
    await answer(context.req, context.res)
  }
}
