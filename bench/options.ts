// What every adapter of the bench is made with.
import path from 'node:path'
import { type QuickBooksAdapterOptions, sqliteStore } from '../packages/server-adapter/src/index.ts'

export const options = (folder: string, more: Partial<QuickBooksAdapterOptions> = {}) => ({
  clientId: 'bench-client',
  clientSecret: 'bench-secret',
  environment: 'sandbox' as const,
  redirectUri: 'http://localhost:3000/api/quickbooks/callback',
  store: sqliteStore({ path: path.join(folder, 'bench.db') }),
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
