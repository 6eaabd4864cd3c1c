// A host of its own, to be killed: works on what is due, and tells of each step of it.
import { createQuickBooksAdapter } from '../src/index.ts'
import { storeAt } from './store-location.ts'
import { KEY, type StageAddress } from './token-lifecycle/test-deps.ts'

/** What it tells of: an import's start, with what it goes on from; an event it was told of. */
export type Step =
  | { readonly kind: 'import'; readonly resumeFrom: unknown }
  | {
      readonly kind: 'event'
      readonly id: string
      readonly type: string
      readonly entities: readonly string[]
    }

/** Where it is, and what it stands still at, to be killed there. */
export interface SignalsOrder extends StageAddress {
  readonly clockOffset: number
  readonly haltAt: 'import' | 'event' | null
}

const order: SignalsOrder = JSON.parse(process.argv[2] ?? '{}')
const tell = (step: Step) => new Promise<void>((sent) => process.send?.(step, () => sent()))
const halt = async (at: SignalsOrder['haltAt']) => {
  if (order.haltAt === at) await new Promise(() => setInterval(() => {}, 1_000))
}

const adapter = createQuickBooksAdapter({
  clientId: 'test-client',
  clientSecret: 'test-secret-canary',
  environment: 'sandbox',
  redirectUri: `${order.origin}/api/quickbooks/callback`,
  store: storeAt(order.store),
  encryptionKeys: [KEY],
  identify: () => null,
  intuitOrigin: order.intuitOrigin,
  now: () => Date.now() + order.clockOffset,
  setup: {
    import: async ({ progress, resumeFrom }) => {
      await progress({ completed: 1, total: 2, label: 'Customers', checkpoint: 'page 1' })
      await tell({ kind: 'import', resumeFrom })
      await halt('import')
    },
  },
  onEvent: async (event) => {
    const { id, type } = event
    const entities = event.type === 'webhook.received' ? event.data.entities.map((entity) => entity.id) : []
    await tell({ kind: 'event', id, type, entities })
    if (type === 'webhook.received') await halt('event')
  },
})

await adapter.runDueWork()
await adapter.close()
