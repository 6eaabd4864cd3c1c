// What every adapter of the bench is made with.
import type { QuickBooksAdapterOptions } from '../packages/server-adapter/src/index.ts'
import { type StoreLocation, storeAt } from './store-location.ts'

export const options = (location: StoreLocation, more: Partial<QuickBooksAdapterOptions> = {}) => ({
  clientId: 'bench-client',
  clientSecret: 'bench-secret',
  environment: 'sandbox' as const,
  redirectUri: 'http://localhost:3000/api/quickbooks/callback',
  store: storeAt(location),
  encryptionKeys: [{ id: 'bench', secret: Buffer.alloc(32, 'mooring').toString('base64') }],
  identify: async () => ({
    tenantId: 'bench',
    userId: 'ada',
    displayName: 'Ada',
    permissions: ['view' as const, 'connect' as const, 'reauthorize' as const, 'disconnect' as const],
  }),
  rateLimits: false as const,
  ...more,
})
