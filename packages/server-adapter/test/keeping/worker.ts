// A process of its own that asks for a token many times at once; it may kill itself at a named point.
import type { CrashPoint } from '../../src/config/parts.ts'
import { createRefreshCoordinator } from '../../src/refresh/refresh-coordinator.ts'
import { keepingParts } from './keeping-parts.ts'

export interface WorkerOrder {
  readonly databasePath: string
  readonly intuitOrigin: string
  /** Added to the machine's clock, ms. */
  readonly clockOffset: number
  readonly tenantId: string
  readonly connectionId: string
  readonly callers: number
  /** Where the process kills itself, and how long after it got there, ms. */
  readonly killAt?: { readonly point: CrashPoint; readonly after: number }
}

const order: WorkerOrder = JSON.parse(process.argv[2] ?? '{}')
const { killAt } = order
const parts = keepingParts({
  databasePath: order.databasePath,
  intuitOrigin: order.intuitOrigin,
  now: () => Date.now() + order.clockOffset,
  crashPoint: async (point) => {
    if (point !== killAt?.point) return
    await new Promise((resolve) => setTimeout(resolve, killAt.after))
    process.kill(process.pid, 'SIGKILL')
  },
})
const coordinator = createRefreshCoordinator(parts)
// Everything is loaded and open before the word to start.
await parts.vault()
await parts.gateway.authorizeUrl('warm')
process.send?.('ready')
process.once('message', async () => {
  const asked = Array.from({ length: order.callers }, () =>
    coordinator.getToken(order.tenantId, order.connectionId),
  )
  const answers = await Promise.allSettled(asked)
  const tokens = answers.flatMap((answer) =>
    answer.status === 'fulfilled' ? [answer.value.accessToken] : [],
  )
  const problems = answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []))
  process.send?.({ tokens: [...new Set(tokens)], served: tokens.length, problems })
  await parts.store.close()
  process.disconnect?.()
})
