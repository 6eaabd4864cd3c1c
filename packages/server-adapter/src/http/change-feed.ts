// Follows the store's changes for all event streams of this process: one look at the store, however many streams.

import { isErased, isForgotten } from '../connection/forgotten.ts'
import type { Parts } from '../parts.ts'
import type { AttemptRecord, ChangeRecord, ConnectionRecord } from '../stores/records.ts'
import { type ReadRepositories, StoreUnavailableError } from '../stores/store.ts'

/** A change with the row as it now is. */
export type Followed =
  | { readonly position: number; readonly kind: 'connection'; readonly record: ConnectionRecord }
  | { readonly position: number; readonly kind: 'attempt'; readonly record: AttemptRecord }

export interface Subscriber {
  readonly tenantId: string
  /** The last change it has been told of. */
  readonly position: number
  /** Called one at a time, in commit order; what happens meanwhile is told once it resolves. */
  readonly follow: (changes: readonly Followed[]) => Promise<void>
  /** The feed ends. */
  readonly end: () => void
}

interface Following {
  readonly subscriber: Subscriber
  position: number
  busy: boolean
}

const PAGE = 200
/** How often other processes' changes are looked for while somebody listens, ms. */
const LOOK_MS = 500

async function withRow(tx: ReadRepositories, change: ChangeRecord): Promise<Followed | null> {
  const { position, subjectId } = change
  if (change.kind === 'connection') {
    const record = await tx.connections.get(subjectId)
    return record === null || isForgotten(record) ? null : { position, kind: 'connection', record }
  }
  const record = await tx.attempts.get(subjectId)
  return record === null || isErased(record) ? null : { position, kind: 'attempt', record }
}

export function createChangeFeed({ store, config }: Pick<Parts, 'store' | 'config'>) {
  const followers = new Set<Following>()
  let looking = false
  let again = false
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const report = (error: unknown) =>
    config.logger.warn(
      { problem: error instanceof Error ? error.name : 'unknown' },
      'Changes could not be read',
    )

  /** One row that can not be read is left out: the stream goes on without it. */
  const readable = async (tx: ReadRepositories, change: ChangeRecord): Promise<Followed | null> =>
    await withRow(tx, change).catch((error: unknown) => {
      if (error instanceof StoreUnavailableError) throw error
      report(error)
      return null
    })

  /** Rows of a tenant's changes above a position; a row that changed often is given once, at its last position. */
  async function changesAfter(
    tenantId: string,
    from: number,
  ): Promise<{ followed: Followed[]; reached: number }> {
    return await store.read(async (tx) => {
      const latest = await tx.changes.latest()
      const changes = await tx.changes.after(tenantId, from, PAGE)
      const last = new Map(changes.map((change) => [`${change.kind} ${change.subjectId}`, change]))
      const followed: Followed[] = []
      for (const change of [...last.values()].sort((one, other) => one.position - other.position)) {
        const row = await readable(tx, change)
        if (row !== null) followed.push(row)
      }
      const full = changes.length === PAGE
      return { followed, reached: full ? (changes.at(-1)?.position ?? from) : Math.max(from, latest) }
    })
  }

  /** Looks now: a write of this process was committed. Costs nothing while nobody listens. */
  function nudge(): void {
    if (followers.size === 0) return
    again = true
    if (looking) return
    looking = true
    look()
      .catch(report)
      .finally(() => {
        looking = false
      })
  }

  async function look(): Promise<void> {
    while (again) {
      again = false
      const latest = await store.read(async (tx) => await tx.changes.latest())
      const behind = [...followers].filter(({ busy, position }) => !busy && position < latest)
      const tenants = new Set(behind.map(({ subscriber }) => subscriber.tenantId))
      for (const tenantId of tenants) {
        await tell(
          tenantId,
          behind.filter(({ subscriber }) => subscriber.tenantId === tenantId),
        )
      }
    }
  }

  /** One read per tenant from its slowest stream on; each stream is told what it has not seen. */
  async function tell(tenantId: string, listening: readonly Following[]): Promise<void> {
    const from = Math.min(...listening.map(({ position }) => position))
    const { followed, reached } = await changesAfter(tenantId, from)
    for (const follower of listening) {
      const fresh = followed.filter(({ position }) => position > follower.position)
      follower.position = Math.max(follower.position, reached)
      if (fresh.length > 0) hand(follower, fresh)
    }
  }

  /** Not waited for: a slow stream holds up no other, and is told the rest once it has room. */
  function hand(follower: Following, fresh: readonly Followed[]): void {
    follower.busy = true
    follower.subscriber
      .follow(fresh)
      .catch(report)
      .finally(() => {
        follower.busy = false
        nudge()
      })
  }

  function subscribe(subscriber: Subscriber): () => void {
    // Let in just before the end: it would get no change, and never end.
    if (closed) {
      queueMicrotask(subscriber.end)
      return () => {}
    }
    const follower: Following = { subscriber, position: subscriber.position, busy: false }
    followers.add(follower)
    timer ??= setInterval(nudge, LOOK_MS).unref()
    nudge()
    return () => {
      followers.delete(follower)
      if (followers.size > 0) return
      clearInterval(timer)
      timer = undefined
    }
  }

  /** Ends every stream, also those that would begin from now on. */
  function close(): void {
    closed = true
    for (const { subscriber } of [...followers]) subscriber.end()
  }

  return { subscribe, nudge, close }
}

export type ChangeFeed = ReturnType<typeof createChangeFeed>
