// The adapter, created once per process.
import { createQuickBooksAdapter, sqliteStore } from '@mooring/server-adapter'
import { auth } from './auth.ts'

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
  identify: async ({ headers }) => {
    const session = await auth.api.getSession({ headers })
    if (!session) return null // no user is signed in
    const { id, name } = session.user
    // With the organization plugin the tenant is session.session.activeOrganizationId.
    const permissions = ['view', 'connect', 'reauthorize', 'disconnect'] as const
    return { tenantId: id, userId: id, displayName: name, permissions }
  },
  onEvent: ({ type, connectionId }) => console.log(type, connectionId),
})
