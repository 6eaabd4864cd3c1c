// Follows the store's changes for all event streams of this process: one look at the store, however many streams.
import type { Parts } from '../config/parts.ts'
import type { AttemptRecord, ChangeRecord, ConnectionRecord } from '../stores/records.ts'

/** A change with the row as it now is. */
export type Followed =
  | { readonly position: number; readonly kind: 'connection'; readonly record: ConnectionRecord }
  | { readonly position: number; readonly kind: 'attempt'; readonly record: AttemptRecord }

export interface Subscriber {
  readonly tenantId: string
  /** Called one at a time, in commit order. */
  readonly follow: (changes: readonly Followed[]) => Promise<void>
  position: number
}

const PAGE = 200
/** How often other processes' changes are looked for while somebody listens, ms. */
const LOOK_MS = 500

/** Rows of a tenant's changes above a position; a row that changed often is given once, at its last position. */
export async function changesAfter(
  store: Parts['store'],
  tenantId: string,
  position: number,
): Promise<{ followed: Followed[]; reached: number }> {
  return await store.read(async (ledgers) => {
    const changes = await ledgers.changes.after(tenantId, position, PAGE)
    const last = new Map<string, ChangeRecord>()
    for (const change of changes) last.set(`${change.kind} ${change.subjectId}`, change)
    const followed: Followed[] = []
    for (const change of [...last.values()].sort((one, other) => one.position - other.position)) {
      if (change.kind === 'connection') {
        const record = await ledgers.connections.get(change.subjectId)
        if (record !== null) followed.push({ position: change.position, kind: 'connection', record })
      } else {
        const record = await ledgers.attempts.get(change.subjectId)
        if (record !== null) followed.push({ position: change.position, kind: 'attempt', record })
      }
    }
    return { followed, reached: changes.at(-1)?.position ?? position }
  })
}

export function createChangeFeed({ store, config }: Pick<Parts, 'store' | 'config'>) {
  const subscribers = new Set<Subscriber>()
  let seen = 0
  let looking = false
  let again = false
  let timer: NodeJS.Timeout | undefined

  /** Looks now: a write of this process was committed. Costs nothing while nobody listens. */
  function nudge(): void {
    if (subscribers.size === 0) return
    if (looking) {
      again = true
      return
    }
    looking = true
    look()
      .catch((error: unknown) => {
        config.logger.warn(
          { problem: error instanceof Error ? error.name : 'unknown' },
          'Changes could not be read',
        )
      })
      .finally(() => {
        looking = false
        if (again) {
          again = false
          nudge()
        }
      })
  }

  async function look(): Promise<void> {
    const latest = await store.read(async (ledgers) => await ledgers.changes.latest())
    if (latest === seen) return
    seen = latest
    const tenants = new Set([...subscribers].map((subscriber) => subscriber.tenantId))
    await Promise.all([...tenants].map(tell))
  }

  /** One read per tenant from its slowest stream on; each stream is told what it has not seen. */
  async function tell(tenantId: string): Promise<void> {
    const listening = [...subscribers].filter((subscriber) => subscriber.tenantId === tenantId)
    const from = Math.min(...listening.map((subscriber) => subscriber.position))
    const { followed, reached } = await changesAfter(store, tenantId, from)
    await Promise.all(
      listening.map(async (subscriber) => {
        const fresh = followed.filter((change) => change.position > subscriber.position)
        subscriber.position = Math.max(subscriber.position, reached)
        if (fresh.length > 0) await subscriber.follow(fresh)
      }),
    )
    if (followed.length > 0 && reached > from) again = true
  }

  function subscribe(subscriber: Subscriber): () => void {
    subscribers.add(subscriber)
    // A new stream may be behind what others have seen.
    seen = Math.min(seen, subscriber.position)
    timer ??= setInterval(nudge, LOOK_MS).unref()
    nudge()
    return () => {
      subscribers.delete(subscriber)
      if (subscribers.size > 0) return
      clearInterval(timer)
      timer = undefined
    }
  }

  return { subscribe, nudge }
}

export type ChangeFeed = ReturnType<typeof createChangeFeed>
