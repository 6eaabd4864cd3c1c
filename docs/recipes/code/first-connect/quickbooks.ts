// The adapter: who is asking, where connections are, which app it is.
import { createQuickBooksAdapter, postgresStore, type QuickBooksAdapter } from '@mooring/server-adapter'
import type { Request } from 'express'
import { notify } from './notify.ts'
import { pool } from './session.ts'

const { INTUIT_CLIENT_ID = '', INTUIT_CLIENT_SECRET = '', INTUIT_ORIGIN, MOORING_KEY = '' } = process.env

export const quickbooks: QuickBooksAdapter = createQuickBooksAdapter<Request>({
  clientId: INTUIT_CLIENT_ID,
  clientSecret: INTUIT_CLIENT_SECRET,
  environment: 'sandbox',
  redirectUri: 'http://localhost:5173/api/quickbooks/callback', // where the browser is: Vite's address
  intuitOrigin: INTUIT_ORIGIN, // the simulator; undefined is Intuit
  store: postgresStore({ pool }),
  encryptionKeys: [{ id: '2026-11', secret: MOORING_KEY }],
  identify: ({ session: { member } }) =>
    member
      ? {
          tenantId: member.accountId,
          userId: member.id,
          displayName: member.name,
          permissions: ['view', 'connect', 'reauthorize', 'disconnect'],
        }
      : null, // no one is signed in
  onEvent: (event) => notify(quickbooks, event),
})
