// A whole host in a process of its own, restarted as docs/proxies.md says: it drains, closes, and ends by itself.
import type { HostEvent } from '@mooring/contract'
import express from 'express'
import { createQuickBooksAdapter, MooringError } from '../../src/index.ts'
import { DAY } from '../../src/platform/clock.ts'
import { identityOf } from '../stage.ts'
import { storeAt } from '../store-location.ts'
import { KEY, type StageAddress } from '../token-lifecycle/test-deps.ts'

export interface RollingOrder extends StageAddress {
  /** Told with each of its answers, in the header `x-instance`. */
  readonly name: string
  readonly port: number
  readonly drainMs: number
  readonly clockOffset: number
  readonly webhookToken: string
}

/** A clock to go by from now on. */
export interface ClockOrder {
  readonly clockOffset: number
}

export type RollingMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'clock is set' }
  | { readonly kind: 'event'; readonly event: HostEvent }
  | { readonly kind: 'logged'; readonly text: string }

const order: RollingOrder = JSON.parse(process.argv[2] ?? '{}')
let { clockOffset } = order
const tell = (message: RollingMessage) =>
  new Promise<void>((sent, failed) =>
    process.send?.(message, (error: Error | null) => (error === null ? sent() : failed(error))),
  )
/** The database's clock goes on as ever. */
const FAR_CLOCK = 'The clock here is far from the database’s.'
const log = (fields: object, message: string) =>
  message.startsWith(FAR_CLOCK) ||
  void tell({ kind: 'logged', text: `${order.name}: ${message} ${JSON.stringify(fields)}` }).catch(() => {})

const quickbooks = createQuickBooksAdapter({
  clientId: 'test-client',
  clientSecret: 'test-secret-canary',
  environment: 'sandbox',
  redirectUri: `${order.origin}/api/quickbooks/callback`,
  store: storeAt(order.store),
  encryptionKeys: [KEY],
  identify: (req) => identityOf(req.headers.cookie),
  intuitOrigin: order.intuitOrigin,
  webhookVerifierTokens: [order.webhookToken],
  rateLimits: false,
  // The clock leaps by an hour, as no real one does.
  readyAfterMs: 7 * DAY,
  now: () => Date.now() + clockOffset,
  onEvent: (event) => tell({ kind: 'event', event }),
  logger: { debug: () => {}, info: () => {}, warn: log, error: log },
})

const app = express()
app.use((_, res, next) => {
  res.setHeader('x-instance', order.name)
  next()
})
app.use('/api/quickbooks', quickbooks.router)
// What a host's own work does, as a request that can be counted.
app.get('/token/:tenantId/:id', async (req, res) => {
  const { tokens } = quickbooks.forTenant(req.params.tenantId)
  res.json({ accessToken: (await tokens.get(req.params.id)).accessToken })
})
const server = app.listen(order.port, '127.0.0.1')
server.keepAliveTimeout = 65_000
process.on('message', async (clock: ClockOrder) => {
  clockOffset = clock.clockOffset
  await tell({ kind: 'clock is set' })
})
process.once('SIGTERM', async () => {
  await quickbooks.close({ drainMs: order.drainMs, onDrained: () => server.close() })
  server.closeIdleConnections()
  process.disconnect?.()
})
/** A database that was too busy may answer the next time: what supervises the process would start it anew. */
async function start(): Promise<void> {
  for (;;) {
    try {
      return await quickbooks.start()
    } catch (error) {
      if (!(error instanceof MooringError && error.retryable)) throw error
    }
  }
}
await start()
await tell({ kind: 'ready' })
