// server.ts: the adapter before the framework's own handler, which takes everything that is left.
import type { QuickBooksAdapter } from '@mooring/server-adapter'
import express, { type Express, type RequestHandler } from 'express'

/** @param pages `createRequestHandler({ build })` of @react-router/express or @remix-run/express */
export function createServer(quickbooks: QuickBooksAdapter, pages: RequestHandler): Express {
  const app = express()
  app.use('/api/quickbooks', quickbooks.router)
  app.use(express.static('build/client'))
  app.use(pages)
  return app
}
