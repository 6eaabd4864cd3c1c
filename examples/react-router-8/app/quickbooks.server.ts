// The adapter, created once per process.
import { createQuickBooksAdapter, sqliteStore } from '@mooring/server-adapter'
import { userOf } from './session.server'

const { INTUIT_CLIENT_ID = '', INTUIT_CLIENT_SECRET = '', INTUIT_ORIGIN, MOORING_KEY = '' } = process.env
const { INTUIT_REDIRECT_URI = 'http://localhost:3000/api/quickbooks/callback', INTUIT_WEBHOOK_TOKEN = '' } =
  process.env

export const quickbooks = createQuickBooksAdapter<Request>({
  clientId: INTUIT_CLIENT_ID,
  clientSecret: INTUIT_CLIENT_SECRET,
  environment: 'sandbox',
  redirectUri: INTUIT_REDIRECT_URI,
  intuitOrigin: INTUIT_ORIGIN, // the simulator's; without it, Intuit
  store: sqliteStore({ path: './mooring.db' }),
  encryptionKeys: [{ id: 'one', secret: MOORING_KEY }],
  webhookVerifierTokens: [INTUIT_WEBHOOK_TOKEN],
  identify: async (request) => {
    const user = await userOf(request)
    if (!user) return null // no user is signed in
    const { accountId: tenantId, id: userId, name: displayName } = user
    return { tenantId, userId, displayName, permissions: ['view', 'connect', 'reauthorize', 'disconnect'] }
  },
  onEvent: ({ type, connectionId }) => console.log(type, connectionId),
})

// As the server loads this module, not in a build: tokens are renewed and events delivered in the background.
await quickbooks.start()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await quickbooks.close()
    process.exit()
  })
}
