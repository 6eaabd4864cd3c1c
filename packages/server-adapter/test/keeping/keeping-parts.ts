// The adapter's parts without its routes: what a worker process and the recovering one are made of.

import type { CrashPoint, Parts } from '../../src/config/parts.ts'
import { resolveConfig } from '../../src/config/resolve-config.ts'
import { createIntuitOauthGateway } from '../../src/gateway/intuit-oauth-gateway.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import type { Store } from '../../src/stores/store.ts'
import { createKeyRing } from '../../src/vault/key-ring.ts'
import { openVault } from '../../src/vault/open-vault.ts'

export const KEY = { id: 'test', secret: Buffer.alloc(32, 'mooring').toString('base64') }

export interface PartsOptions {
  readonly databasePath: string
  readonly intuitOrigin: string
  readonly now: () => number
  readonly crashPoint?: (name: CrashPoint) => void | Promise<void>
  /** Puts something between the parts and their store. */
  readonly wrapStore?: (store: Store) => Store
}

export function keepingParts({
  databasePath,
  intuitOrigin,
  now,
  crashPoint,
  wrapStore,
}: PartsOptions): Parts {
  const config = resolveConfig({
    clientId: 'test-client',
    clientSecret: 'test-secret-canary',
    environment: 'sandbox',
    redirectUri: 'http://localhost:3000/api/quickbooks/callback',
    store: sqliteStore({ path: databasePath }),
    encryptionKeys: [KEY],
    identify: () => null,
    intuitOrigin,
    now,
  })
  const file = config.store.create({ now, logger: config.logger })
  const store = wrapStore?.(file) ?? file
  const vault = openVault(store, createKeyRing(config.encryptionKeys))
  return {
    config,
    store,
    vault: () => vault,
    gateway: createIntuitOauthGateway({ ...config, intuitOrigin, fetch, now }),
    wake: () => {},
    random: Math.random,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    ...(crashPoint === undefined ? {} : { crashPoint }),
  }
}
