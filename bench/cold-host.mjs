// A host on the built packages, or on Express alone: says where its first answer is to be had.
import { createRequire } from 'node:module'

const require = createRequire(new URL('../packages/server-adapter/package.json', import.meta.url))
const express = require('express')
const [kind, location] = process.argv.slice(2)

const app = express()
app.get('/bare', (_req, res) => void res.json({ data: [] }))
if (!kind.startsWith('bare')) {
  const { createQuickBooksAdapter, sqliteStore } = await import('../packages/server-adapter/dist/index.js')
  const adapter = createQuickBooksAdapter({
    clientId: 'bench-client',
    clientSecret: 'bench-secret',
    environment: 'sandbox',
    redirectUri: 'http://localhost:3000/api/quickbooks/callback',
    store: sqliteStore(JSON.parse(location)),
    encryptionKeys: [{ id: 'bench', secret: Buffer.alloc(32, 'mooring').toString('base64') }],
    identify: () => ({ tenantId: 'bench', userId: 'ada', permissions: ['view'] }),
  })
  app.use('/api/quickbooks', adapter.router)
}
const server = app.listen(0, '127.0.0.1', () => {
  const route = kind === 'started' ? '/api/quickbooks/connections' : '/bare'
  process.send({ url: `http://127.0.0.1:${server.address().port}${route}` })
})
process.on('message', () => process.send({ bytes: process.memoryUsage().rss }))
process.on('disconnect', () => process.exit(0))
