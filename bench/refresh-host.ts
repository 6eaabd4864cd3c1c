// A process whose callers ask for tokens that have ended: by the adapter, or by hand behind a lock of the row.
import { createRequire } from 'node:module'
import type pgModule from 'pg'
import { createQuickBooksAdapter } from '../packages/server-adapter/src/index.ts'
import { options } from './options.ts'
import type { StoreLocation } from './store-location.ts'

const require = createRequire(new URL('../packages/server-adapter/package.json', import.meta.url))
const { Pool } = require('pg') as typeof pgModule

const HOUR = 3_600_000
/** The default size of a pool of pg's, and of the adapter's. */
const POOL = 10

/** What it is started with. */
export interface RefreshOrder {
  readonly kind: 'adapter' | 'rowLock'
  readonly location: Extract<StoreLocation, { readonly schema: string }>
  readonly intuitOrigin: string
  readonly ids: readonly string[]
  /** Callers of each connection. */
  readonly callers: number
}

/** A caller that waited for the lock reads the row as the first one has written it. */
function byRowLock({ location, intuitOrigin }: RefreshOrder) {
  const pool = new Pool({ connectionString: location.connectionString, max: POOL })
  const table = `"${location.schema}".tokens`
  return async (id: string, now: number): Promise<void> => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const { rows } = await client.query(
        `select refresh_token, expires_at from ${table} where id = $1 for update`,
        [id],
      )
      if (Number(rows[0].expires_at) <= now) {
        const answer = await fetch(`${intuitOrigin}/oauth2/v1/tokens/bearer`, {
          method: 'POST',
          body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: rows[0].refresh_token }),
        })
        const { access_token, refresh_token } = await answer.json()
        await client.query(
          `update ${table} set access_token = $2, refresh_token = $3, expires_at = $4 where id = $1`,
          [id, access_token, refresh_token, now + HOUR],
        )
      }
      await client.query('commit')
    } finally {
      client.release()
    }
  }
}

function byAdapter({ location, intuitOrigin }: RefreshOrder) {
  let clock = Date.now()
  const adapter = createQuickBooksAdapter(options(location, { intuitOrigin, now: () => clock }))
  const { tokens } = adapter.forTenant('bench')
  return async (id: string, now: number): Promise<void> => {
    clock = now
    await tokens.get(id)
  }
}

function serve(order: RefreshOrder): void {
  const ask = order.kind === 'adapter' ? byAdapter(order) : byRowLock(order)
  process.on('disconnect', () => process.exit(0))
  process.on('message', async ({ now }: { now: number }) => {
    const asked = order.ids.flatMap((id) => Array.from({ length: order.callers }, () => ask(id, now)))
    const answers = await Promise.allSettled(asked)
    process.send?.({ failed: answers.filter(({ status }) => status === 'rejected').length })
  })
  process.send?.('ready')
}

if (process.send) serve(JSON.parse(process.argv[2] ?? '{}') as RefreshOrder)
