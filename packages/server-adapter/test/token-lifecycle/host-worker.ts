// A whole adapter in a process of its own: does one thing of the host's until it is done or killed.
import { setTimeout as sleep } from 'node:timers/promises'
import {
  createQuickBooksAdapter,
  type EncryptionKey,
  type ImportRequest,
  type QuickBooksAdapter,
} from '../../src/index.ts'
import { storeAt } from '../store-location.ts'
import { KEY, type StageAddress } from './test-deps.ts'

/** What it is to do. A report of each import and each event is sent before it goes on. */
export type HostOrder = { readonly clockOffset: number; readonly keys?: readonly EncryptionKey[] } & (
  | { readonly kind: 'import'; readonly tenantId: string; readonly table: readonly ImportRequest[] }
  | { readonly kind: 'rotate' }
  /** Delivers each connection's first event to the host's handler, which never returns. */
  | { readonly kind: 'deliver' }
  | { readonly kind: 'disconnect'; readonly tenantId: string; readonly connectionId: string }
  /** Takes back all that was written. */
  | { readonly kind: 'take-back'; readonly tenantId: string; readonly connectionId: string }
  /** Begins a run, reports a checkpoint, and never ends. */
  | { readonly kind: 'sync'; readonly tenantId: string; readonly connectionId: string }
  /** Asks for a connection's token again and again, and reports each that differs from the one before. */
  | {
      readonly kind: 'ask'
      readonly tenantId: string
      readonly connectionId: string
      /** Whether changes are announced to it. */
      readonly isStarted: boolean
    }
)

/** What is reported of a token, as JSON. */
export interface SeenToken {
  readonly token: string
  /** The one before, and when it was asked for the last time that it was handed out: `process.hrtime`, ms. null for the first. */
  readonly before: { readonly token: string; readonly askedAt: number } | null
}

export type HostMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'report'; readonly what: string }
  | { readonly kind: 'done'; readonly problems: readonly string[] }

const place: StageAddress = JSON.parse(process.argv[2] ?? '{}')
const tell = (message: HostMessage) => new Promise<void>((sent) => process.send?.(message, () => sent()))

const forEver = () => new Promise<never>(() => {})

const adapterFor = ({ clockOffset, keys }: HostOrder) =>
  createQuickBooksAdapter({
    clientId: 'test-client',
    clientSecret: 'test-secret-canary',
    environment: 'sandbox',
    redirectUri: `${place.origin}/api/quickbooks/callback`,
    store: storeAt(place.store),
    encryptionKeys: keys ?? [KEY],
    identify: () => null,
    intuitOrigin: place.intuitOrigin,
    now: () => Date.now() + clockOffset,
    onEvent: async ({ id }) => {
      await tell({ kind: 'report', what: id })
      await forEver()
    },
  })

async function ask(
  adapter: QuickBooksAdapter,
  { tenantId, connectionId }: { tenantId: string; connectionId: string },
): Promise<never> {
  const { tokens } = adapter.forTenant(tenantId)
  let before = null as SeenToken['before']
  while (true) {
    const askedAt = Number(process.hrtime.bigint()) / 1e6
    const { accessToken: token } = await tokens.get(connectionId)
    if (token !== before?.token)
      await tell({ kind: 'report', what: JSON.stringify({ token, before } satisfies SeenToken) })
    before = { token, askedAt }
    await sleep(1)
  }
}

async function carryOut(order: HostOrder): Promise<string[]> {
  const adapter = adapterFor(order)
  if (order.kind === 'ask') {
    if (order.isStarted) await adapter.start()
    return await ask(adapter, order)
  }
  if (order.kind === 'rotate') await adapter.operations.rotateKeys()
  if (order.kind === 'deliver') await adapter.runDueWork()
  if (order.kind === 'disconnect')
    await adapter.forTenant(order.tenantId).connections.disconnect(order.connectionId)
  if (order.kind === 'take-back') await adapter.forTenant(order.tenantId).writes.takeBack(order.connectionId)
  if (order.kind === 'sync') {
    await adapter.forTenant(order.tenantId).syncs.run(order.connectionId, async ({ progress }) => {
      await progress({ completed: 1, total: 3, label: 'Invoices', checkpoint: { page: 1 } })
      await tell({ kind: 'report', what: 'checkpoint' })
      await forEver()
    })
  }
  if (order.kind !== 'import') return []
  const { connections } = adapter.forTenant(order.tenantId)
  const problems: string[] = []
  for (const row of order.table) {
    try {
      await connections.import(row)
    } catch (error) {
      problems.push(
        `${row.realmId} ${(error as { code: string }).code} ${(error as { reason?: string }).reason}`,
      )
    }
    await tell({ kind: 'report', what: row.realmId })
  }
  return problems
}

process.once('message', async (order: HostOrder) => {
  await tell({ kind: 'done', problems: await carryOut(order) })
  process.exit(0)
})
await tell({ kind: 'ready' })
