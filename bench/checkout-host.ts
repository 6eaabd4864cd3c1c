// A host in a process of its own that runs the sources of one checkout: how it is started, and what it does.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Adapter from '../packages/server-adapter/src/index.ts'
import type { StoreLocation } from './store-location.ts'

/** What such a host is started with. */
export interface Checkout {
  /** The folder that has `packages`. */
  readonly sources: string
  readonly database: StoreLocation
}

/** What a round of its work took. */
export interface Round {
  readonly wallMs: number
  /** CPU of its process alone. */
  readonly cpuMs: number
}

/** A file of the bench in a process of its own. @param order its only argument, as JSON */
export const forkHost = (file: string, order: unknown): ChildProcess =>
  fork(file, [JSON.stringify(order)], {
    execArgv: ['--conditions=source', '--disable-warning=ExperimentalWarning'],
  })

/** @returns once it has sent its first message. @throws Error where it ends before */
export async function startHost(file: string, order: unknown): Promise<ChildProcess> {
  const child = forkHost(file, order)
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The process of ${path.basename(file)} has ended (${code}).`)
  })
  await Promise.race([once(child, 'message'), ended])
  ended.catch(() => {})
  return child
}

/** An adapter made of the checkout's sources. */
export async function adapterOf(
  { sources, database }: Checkout,
  more: Partial<Adapter.QuickBooksAdapterOptions>,
): Promise<Adapter.QuickBooksAdapter> {
  const index = path.join(sources, 'packages/server-adapter/src/index.ts')
  const { createQuickBooksAdapter, postgresStore, sqliteStore }: typeof Adapter = await import(
    pathToFileURL(index).href
  )
  return createQuickBooksAdapter({
    clientId: 'bench-client',
    clientSecret: 'bench-secret',
    environment: 'sandbox',
    redirectUri: 'http://localhost:3000/api/quickbooks/callback',
    store: 'path' in database ? sqliteStore(database) : postgresStore(database),
    encryptionKeys: [{ id: 'bench', secret: Buffer.alloc(32, 'mooring').toString('base64') }],
    identify: async () => null,
    ...more,
  })
}

/** Does a round of work for each message of the parent, and answers what it took; ends with the parent. */
export function answerRounds<Order>(work: (order: Order) => Promise<void>): void {
  process.on('disconnect', () => process.exit(0))
  process.on('message', async (order: Order) => {
    const [from, used] = [performance.now(), process.cpuUsage()]
    await work(order)
    const { user, system } = process.cpuUsage(used)
    process.send?.({ wallMs: performance.now() - from, cpuMs: (user + system) / 1_000 } satisfies Round)
  })
  process.send?.('ready')
}
