// A host in a process of its own, made of given sources: connections that are all due for a keepalive, again and again.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Adapter from '../packages/server-adapter/src/index.ts'
import type { StoreLocation as Database } from './store-location.ts'

const DAY = 86_400_000

export interface KeepaliveOrder {
  /** The folder that has `packages`. */
  readonly sources: string
  readonly database: Database
  readonly intuitOrigin: string
  readonly connections: number
}

/** One round: every connection was refreshed once. */
export interface KeepaliveRound {
  readonly wallMs: number
  readonly cpuMs: number
}

async function serve({ sources, database, intuitOrigin, connections }: KeepaliveOrder): Promise<void> {
  const index = path.join(sources, 'packages/server-adapter/src/index.ts')
  const { createQuickBooksAdapter, postgresStore, sqliteStore }: typeof Adapter = await import(
    pathToFileURL(index).href
  )
  let ahead = 0
  const adapter = createQuickBooksAdapter({
    clientId: 'bench-client',
    clientSecret: 'bench-secret',
    environment: 'sandbox',
    redirectUri: 'http://localhost:3000/api/quickbooks/callback',
    store: 'path' in database ? sqliteStore(database) : postgresStore(database),
    encryptionKeys: [{ id: 'bench', secret: Buffer.alloc(32, 'mooring').toString('base64') }],
    identify: async () => null,
    intuitOrigin,
    keepaliveDays: 1,
    now: () => Date.now() + ahead,
  })
  const books = adapter.forTenant('bench')
  for (let made = 0; made < connections; made++)
    await books.connections.import({
      realmId: String(4_620_816_000_000_000 + made),
      refreshToken: `refresh-${made}`.padEnd(50, 'x'),
      accessToken: `access-${made}`.padEnd(900, 'x'),
      accessTokenExpiresAt: new Date(Date.now() + DAY / 24).toISOString(),
      verify: 'later',
    })
  await adapter.runDueWork()
  process.on('disconnect', () => process.exit(0))
  process.on('message', async () => {
    ahead += 2 * DAY
    const [from, used] = [performance.now(), process.cpuUsage()]
    await adapter.runDueWork()
    const { user, system } = process.cpuUsage(used)
    const round: KeepaliveRound = { wallMs: performance.now() - from, cpuMs: (user + system) / 1_000 }
    process.send?.(round)
  })
  process.send?.('ready')
}

await serve(JSON.parse(process.argv[2] ?? '') as KeepaliveOrder)
