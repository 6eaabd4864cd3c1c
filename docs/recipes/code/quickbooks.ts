// The adapter, created once per process: every recipe mounts this one.
import { createQuickBooksAdapter, sqliteStore } from '@mooring/server-adapter'
import { readSession } from './session.ts'

const { INTUIT_CLIENT_ID = '', INTUIT_CLIENT_SECRET = '', MOORING_KEY = '' } = process.env

export const quickbooks = createQuickBooksAdapter({
  clientId: INTUIT_CLIENT_ID,
  clientSecret: INTUIT_CLIENT_SECRET,
  environment: 'production',
  redirectUri: 'https://app.example.com/api/quickbooks/callback',
  store: sqliteStore({ path: './mooring.db' }),
  encryptionKeys: [{ id: '2026-11', secret: MOORING_KEY }],
  identify: async (req) => {
    const user = await readSession(req.headers.cookie)
    if (!user) return null
    const { accountId: tenantId, id: userId, name: displayName } = user
    return { tenantId, userId, displayName, permissions: ['view', 'connect', 'reauthorize', 'disconnect'] }
  },
})
