// The adapter. It is not started: a function has no process that lives on.
import { createQuickBooksAdapter, sqliteStore } from '@mooring/server-adapter'

const { INTUIT_CLIENT_ID, INTUIT_CLIENT_SECRET, INTUIT_ORIGIN, MOORING_KEY } = process.env
const { INTUIT_REDIRECT_URI = 'http://localhost:3000/api/quickbooks/callback', INTUIT_WEBHOOK_TOKEN } =
  process.env

export const quickbooks = createQuickBooksAdapter({
  clientId: INTUIT_CLIENT_ID,
  clientSecret: INTUIT_CLIENT_SECRET,
  environment: 'sandbox',
  redirectUri: INTUIT_REDIRECT_URI,
  intuitOrigin: INTUIT_ORIGIN, // the simulator's; without it, Intuit
  eventStream: 'off', // API Gateway holds an answer back until it has ended: the page asks now and then
  store: sqliteStore({ path: './mooring.db' }), // on Lambda: postgresStore({ connectionString })
  encryptionKeys: [{ id: 'one', secret: MOORING_KEY }],
  webhookVerifierTokens: [INTUIT_WEBHOOK_TOKEN],
  identify: ({ session }) => {
    if (!session?.user) return null // no user is signed in
    const { accountId: tenantId, id: userId, name: displayName } = session.user
    return { tenantId, userId, displayName, permissions: ['view', 'connect', 'reauthorize', 'disconnect'] }
  },
  onEvent: ({ type, connectionId }) => console.log(type, connectionId),
})
