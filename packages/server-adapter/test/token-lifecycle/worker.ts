// A process of its own that asks for tokens, many callers at once; it may stop for ever at a named point, to be killed there.
import type { CrashPoint } from '../../src/deps.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { createRefreshCoordinator } from '../../src/tokens/refresh-coordinator.ts'
import { type StageAddress, testDeps } from './test-deps.ts'

/** What a worker is to do once it is told to start. */
export interface WorkerOrder {
  /** Added to the machine's clock, ms. */
  readonly clockOffset: number
  readonly tenantId: string
  readonly connectionIds: readonly string[]
  /** How many ask for each connection at once. */
  readonly callers: number
  /** Connections whose refresh stops at a point, and is reported. */
  readonly holdAt?: Readonly<Record<string, CrashPoint>>
}

/** What came of it. */
export interface WorkerReport {
  readonly tokens: readonly string[]
  readonly served: number
  readonly problems: readonly string[]
}

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'holding'; readonly connectionId: string }
  | { readonly kind: 'warned'; readonly message: string }
  | { readonly kind: 'report'; readonly report: WorkerReport }

const place: StageAddress = JSON.parse(process.argv[2] ?? '{}')
const tell = (message: WorkerMessage) => process.send?.(message)
let order: WorkerOrder | null = null

const deps = testDeps({
  ...place,
  now: () => Date.now() + (order?.clockOffset ?? 0),
  logger: { ...silentLogger, warn: (_fields, message) => void tell({ kind: 'warned', message }) },
  crashPoint: async (point, connectionId) => {
    if (order?.holdAt?.[connectionId] !== point) return
    tell({ kind: 'holding', connectionId })
    await new Promise(() => {})
  },
})
const coordinator = createRefreshCoordinator(deps)

async function carryOut({ tenantId, connectionIds, callers }: WorkerOrder): Promise<WorkerReport> {
  const askers = connectionIds.flatMap((id) => Array<string>(callers).fill(id))
  const answers = await Promise.allSettled(askers.map((id) => coordinator.getToken(tenantId, id)))
  const tokens = answers.flatMap((answer) =>
    answer.status === 'fulfilled' ? [answer.value.accessToken] : [],
  )
  const problems = answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []))
  return { tokens: [...new Set(tokens)], served: tokens.length, problems }
}

// Everything is loaded and open before the word to start.
await deps.vault()
await deps.gateway.authorizeUrl('warm')
process.once('message', async (given: WorkerOrder) => {
  order = given
  tell({ kind: 'report', report: await carryOut(given) })
  await deps.store.close()
  process.disconnect?.()
})
tell({ kind: 'ready' })
