// Express 4 and 5: the adapter beside your own routes.
import type { QuickBooksAdapter } from '@mooring/server-adapter'
import express, { type Express } from 'express'

export function createApp(quickbooks: QuickBooksAdapter): Express {
  const app = express()
  // Before express.json(): a webhook's signature is made over the bytes as they came.
  app.use('/api/quickbooks', quickbooks.router)
  app.use(express.json())
  app.get('/healthz', (_request, response) => void response.send('ok'))
  return app
}
