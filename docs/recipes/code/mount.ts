import { createQuickBooksAdapter, sqliteStore } from '@mooring/server-adapter'
import express from 'express'
import { userOf } from './your-session.ts'

const { INTUIT_CLIENT_ID = '', INTUIT_CLIENT_SECRET = '', MOORING_KEY = '' } = process.env

const quickbooks = createQuickBooksAdapter({
  clientId: INTUIT_CLIENT_ID,
  clientSecret: INTUIT_CLIENT_SECRET,
  environment: 'sandbox',
  redirectUri: 'https://app.example.com/api/quickbooks/callback', // must match the URI registered at Intuit exactly
  store: sqliteStore({ path: './mooring.db' }),
  encryptionKeys: [{ id: '2026-11', secret: MOORING_KEY }], // openssl rand -base64 32
  identify: async (request) => {
    const user = await userOf(request) // your session
    if (!user) return null // no user is signed in
    const { accountId: tenantId, id: userId, name: displayName } = user
    return { tenantId, userId, displayName, permissions: ['view', 'connect', 'reauthorize', 'disconnect'] }
  },
  onEvent: async (event) => console.log(event.type, event.connectionId),
})

const app = express()
app.use('/api/quickbooks', quickbooks.router) // before express.json(): webhook signatures cover the raw bytes
app.listen(3000)
await quickbooks.start()
process.once('SIGTERM', () => quickbooks.close())
