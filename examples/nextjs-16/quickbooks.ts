// The adapter: one for the process, although Next.js loads a module more than once.
import { createQuickBooksAdapter, type QuickBooksAdapter, sqliteStore } from '@mooring/server-adapter'
import { session } from './session'

const shared = globalThis as typeof globalThis & { quickbooks?: QuickBooksAdapter }

/** Made at the first call, so that a build needs no keys. */
export function quickbooks(): QuickBooksAdapter {
  shared.quickbooks ??= create()
  return shared.quickbooks
}

function create(): QuickBooksAdapter {
  const { INTUIT_CLIENT_ID = '', INTUIT_CLIENT_SECRET = '', INTUIT_ORIGIN, MOORING_KEY = '' } = process.env
  const { INTUIT_REDIRECT_URI = 'http://localhost:3000/api/quickbooks/callback', INTUIT_WEBHOOK_TOKEN = '' } =
    process.env
  return createQuickBooksAdapter<Request>({
    clientId: INTUIT_CLIENT_ID,
    clientSecret: INTUIT_CLIENT_SECRET,
    environment: 'sandbox',
    redirectUri: INTUIT_REDIRECT_URI,
    intuitOrigin: INTUIT_ORIGIN, // the simulator's; without it, Intuit
    store: sqliteStore({ path: './mooring.db' }),
    encryptionKeys: [{ id: 'one', secret: MOORING_KEY }],
    webhookVerifierTokens: [INTUIT_WEBHOOK_TOKEN],
    identify: async () => {
      const { user } = await session()
      if (!user) return null // no user is signed in
      const { accountId: tenantId, id: userId, name: displayName } = user
      return { tenantId, userId, displayName, permissions: ['view', 'connect', 'reauthorize', 'disconnect'] }
    },
    onEvent: ({ type, connectionId }) => console.log(type, connectionId),
  })
}
