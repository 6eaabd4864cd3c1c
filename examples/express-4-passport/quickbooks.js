// The adapter, created once per process.
const { createQuickBooksAdapter, sqliteStore } = require('@mooring/server-adapter')

const { INTUIT_CLIENT_ID, INTUIT_CLIENT_SECRET, INTUIT_ORIGIN, MOORING_KEY } = process.env
const { INTUIT_REDIRECT_URI = 'http://localhost:3000/api/quickbooks/callback', INTUIT_WEBHOOK_TOKEN } =
  process.env

const quickbooks = createQuickBooksAdapter({
  clientId: INTUIT_CLIENT_ID,
  clientSecret: INTUIT_CLIENT_SECRET,
  environment: 'sandbox',
  redirectUri: INTUIT_REDIRECT_URI,
  intuitOrigin: INTUIT_ORIGIN, // the simulator's; without it, Intuit
  store: sqliteStore({ path: './mooring.db' }),
  encryptionKeys: [{ id: 'one', secret: MOORING_KEY }],
  webhookVerifierTokens: [INTUIT_WEBHOOK_TOKEN],
  identify: ({ user }) => {
    if (!user) return null // no user is signed in
    const { accountId: tenantId, id: userId, name: displayName } = user
    return { tenantId, userId, displayName, permissions: ['view', 'connect', 'reauthorize', 'disconnect'] }
  },
  onEvent: ({ type, connectionId }) => console.log(type, connectionId),
})

module.exports = { quickbooks }
