// Which records are to be removed and which are left, as far as the log of writes says. Pure.
import type { LeftWhy } from '@mooring/contract'
import type { StoredWrite, TakeBackRecord } from '../stores/written.ts'

/** Which writes are taken back. */
export type Selection = Pick<TakeBackRecord, 'since' | 'runId' | 'upTo'>

/** A record that we created and have not removed. */
export interface Removal {
  /** Its creation. */
  readonly write: StoredWrite
  /** The newest version that is ours: no one else has touched a record that is still at it. */
  readonly syncToken: string
}

export interface LeftWrite {
  readonly write: StoredWrite
  readonly why: LeftWhy
}

/** Both newest first. */
export interface TakeBackPlan {
  readonly removals: readonly Removal[]
  readonly left: readonly LeftWrite[]
}

/** What the log says of one record of the company's. */
interface Known {
  created: StoredWrite | null
  /** The newest of the selection. */
  newest: StoredWrite | null
  syncToken: string | null
  /** Every version that is ours. */
  readonly versions: Set<number>
  isGone: boolean
}

export interface TakeBackPlanner {
  /** Takes in writes, oldest first, all of the connection's. */
  take(writes: readonly StoredWrite[]): void
  plan(): TakeBackPlan
}

const isSelected = (write: StoredWrite, { since, runId, upTo }: Selection): boolean =>
  write.position <= upTo && (since === null || write.at >= since) && (runId === null || write.runId === runId)

/** The later of two versions: answers may have been noted in another order than Intuit gave them. */
function laterOf(known: string | null, next: string | null): string | null {
  if (known === null || next === null) return next ?? known
  return Number(known) > Number(next) ? known : next
}

const newlyKnown = (): Known => ({
  created: null,
  newest: null,
  syncToken: null,
  versions: new Set(),
  isGone: false,
})

/**
 * Whether each version since the creation is ours: Intuit counts them up one by one, so that a gap is another's change
 * between two of ours, or one of ours that the log does not know.
 */
function isAllOurs(created: StoredWrite, { syncToken, versions }: Known): boolean {
  const [first, last] = [Number(created.syncToken), Number(syncToken)]
  return [...versions].filter((version) => version >= first).length === last - first + 1
}

export function createTakeBackPlanner(selection: Selection): TakeBackPlanner {
  const records = new Map<string, Known>()

  function takeOne(write: StoredWrite): void {
    const key = `${write.entity} ${write.entityId}`
    const known = records.get(key) ?? newlyKnown()
    records.set(key, known)
    known.syncToken = laterOf(known.syncToken, write.syncToken)
    if (write.syncToken !== null) known.versions.add(Number(write.syncToken))
    const isFoundGone = write.outcome === 'removed' || write.outcome === 'already_gone'
    if (write.operation === 'delete' || isFoundGone) known.isGone = true
    if (!isSelected(write, selection)) return
    known.newest = write
    if (write.operation === 'create') known.created = write
  }

  return {
    take: (writes) => writes.forEach(takeOne),
    plan() {
      const removals: Removal[] = []
      const left: LeftWrite[] = []
      for (const known of records.values()) {
        const { created, newest, syncToken, isGone } = known
        const write = created ?? newest
        if (write === null) continue
        if (isGone) left.push({ write, why: 'already_gone' })
        else if (created === null || syncToken === null) left.push({ write, why: 'updated_not_created' })
        else if (!isAllOurs(created, known)) left.push({ write, why: 'changed_since' })
        else removals.push({ write, syncToken })
      }
      const newestFirst = (one: { write: StoredWrite }, other: { write: StoredWrite }) =>
        other.write.position - one.write.position
      return { removals: removals.sort(newestFirst), left: left.sort(newestFirst) }
    },
  }
}
