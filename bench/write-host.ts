// Durable changes in a process of its own, with the sources of one checkout: asked for a rate by its parent, again and again.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as serverAdapter from '../packages/server-adapter/src/index.ts'

const HOUR = 3_600_000

/** What the process is started with. */
export interface WriteHostOrder {
  /** The folder of the checkout. */
  readonly root: string
  readonly connectionString: string
  readonly schema: string
  /** Of the process: ids of two processes never meet. */
  readonly number: number
}

/** What it is asked, again and again. */
export interface WriteOrder {
  readonly writers: number
  readonly changes: number
}

export interface WriteRate {
  readonly ms: number
  /** CPU of this process alone, ms. */
  readonly cpu: number
}

async function serve({ root, connectionString, schema, number }: WriteHostOrder): Promise<void> {
  const entry = path.join(root, 'packages/server-adapter/src/index.ts')
  const { createQuickBooksAdapter, postgresStore } = (await import(
    pathToFileURL(entry).href
  )) as typeof serverAdapter
  const adapter = createQuickBooksAdapter({
    clientId: 'bench-client',
    clientSecret: 'bench-secret',
    environment: 'sandbox',
    redirectUri: 'http://localhost:3000/api/quickbooks/callback',
    store: postgresStore({ connectionString, schema }),
    encryptionKeys: [{ id: 'bench', secret: Buffer.alloc(32, 'mooring').toString('base64') }],
    identify: async () => null,
    rateLimits: false,
  })
  let made = 0
  /** Each in a tenant of its own, as customers are. */
  const write = async () => {
    const id = `${number}-${++made}`
    await adapter.forTenant(`tenant-${id}`).connections.import({
      realmId: String(9_000_000_000_000_000 + number * 1_000_000_000 + made),
      refreshToken: `refresh-${id}`,
      accessToken: `access-${id}`.padEnd(900, 'x'),
      accessTokenExpiresAt: new Date(Date.now() + HOUR).toISOString(),
      verify: 'later',
    })
  }
  process.on('message', async ({ writers, changes }: WriteOrder) => {
    let left = changes
    const from = performance.now()
    const before = process.cpuUsage()
    const next = async () => {
      while (left-- > 0) await write()
    }
    await Promise.all(Array.from({ length: writers }, next))
    const { user, system } = process.cpuUsage(before)
    process.send?.({ ms: performance.now() - from, cpu: (user + system) / 1_000 } satisfies WriteRate)
  })
  await write()
  process.send?.('ready')
}

if (process.send) await serve(JSON.parse(process.argv[2] ?? '{}'))
