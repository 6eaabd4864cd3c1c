// The adapter's dependencies without its routes, for worker processes and for the process that recovers after them.

import type { EncryptionKey } from '../../src/config/options.ts'
import { resolveConfig } from '../../src/config/resolve-config.ts'
import type { CrashPoint, Deps } from '../../src/deps.ts'
import type { Deadlines } from '../../src/gateway/deadlines.ts'
import { createIntuitOauthGateway } from '../../src/gateway/intuit-oauth-gateway.ts'
import { openVault } from '../../src/keys/open-vault.ts'
import type { Logger } from '../../src/platform/logger.ts'
import { noReads } from '../../src/quota/meter.ts'
import { readyStore } from '../../src/stores/ready-store.ts'
import type { Store } from '../../src/stores/store.ts'
import { noTelemetry } from '../../src/telemetry/telemetry.ts'
import { createChangeNotifier } from '../../src/tokens/change-notifier.ts'
import { createKeyRing } from '../../src/vault/key-ring.ts'
import { type StoreLocation, storeAt } from '../store-location.ts'

export const KEY = { id: 'test', secret: Buffer.alloc(32, 'mooring').toString('base64') }

/** Where a stage's store, its simulated Intuit and its host are: other processes get it. */
export interface StageAddress {
  readonly store: StoreLocation
  readonly intuitOrigin: string
  /** The host's own. */
  readonly origin: string
}

export interface DepsOptions extends StageAddress {
  readonly now: () => number
  readonly elapsed?: () => number
  readonly logger?: Logger
  readonly encryptionKeys?: readonly EncryptionKey[]
  /** Shorter ones than Intuit is given, so that a silence can be waited for. */
  readonly deadlines?: Partial<Deadlines>
  readonly crashPoint?: (name: CrashPoint, connectionId: string) => void | Promise<void>
  /** Wraps the store. */
  readonly wrapStore?: (store: Store) => Store
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export function testDeps(options: DepsOptions): Deps {
  const { intuitOrigin, origin, now, crashPoint, wrapStore } = options
  const config = resolveConfig({
    clientId: 'test-client',
    clientSecret: 'test-secret-canary',
    environment: 'sandbox',
    redirectUri: `${origin}/api/quickbooks/callback`,
    store: storeAt(options.store),
    encryptionKeys: options.encryptionKeys ?? [KEY],
    identify: () => null,
    intuitOrigin,
    now,
    ...(options.logger === undefined ? {} : { logger: options.logger }),
  })
  const { clientId, environment, redirectOrigin, redirectUri } = config
  const file = config.store.create({ now, logger: config.logger })
  const identity = { clientId, environment, redirectOrigin, redirectUri }
  const store = readyStore(wrapStore?.(file) ?? file, { identity, onWritten: () => {} })
  const elapsed = options.elapsed ?? (() => performance.now())
  const changeNotifier = createChangeNotifier({ pause, elapsed })
  store.server?.listen(changeNotifier.wake)
  const vault = openVault(store, createKeyRing(config.encryptionKeys))
  // A test may end before it is open; where one asks for it, it hears why it could not be.
  vault.catch(() => {})
  return {
    config,
    store,
    vault: () => vault,
    gateway: createIntuitOauthGateway({ ...config, intuitOrigin, fetch, now, deadlines: options.deadlines }),
    wake: () => {},
    random: Math.random,
    elapsed,
    writes: store.writes,
    pause,
    waitFor: changeNotifier.wait,
    telemetry: noTelemetry,
    reads: noReads,
    signs: { dueSince: async () => null, lastRoundAt: () => null, lastAnswerAt: () => null },
    ...(crashPoint === undefined ? {} : { crashPoint }),
  }
}
