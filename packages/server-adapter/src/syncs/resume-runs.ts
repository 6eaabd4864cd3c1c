// Once a new month of reads has begun, what was paused for the last one goes on.

import type { Change } from '../connection/connection-changes.ts'
import { connectionStateOf, isWell } from '../connection/connection-lifecycle.ts'
import { resumeNotes } from '../connection/resume-notes.ts'
import { ownSync } from '../connection/run-changes.ts'
import { runResumed } from '../connection/setup-changes.ts'
import type { Deps } from '../deps.ts'
import type { Job } from '../jobs/job.ts'
import { dayOf } from '../platform/clock.ts'
import { usedIn } from '../quota/foresee-reads.ts'
import { monthOf, monthStart } from '../quota/months.ts'
import { judgedAgain, noteOf, pausedUntil } from '../quota/quota-note.ts'
import type { QuotaNote } from '../stores/reads.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { ReadRepositories } from '../stores/store.ts'
import { saveRow } from '../tokens/save-row.ts'

const PAGE = 200

/** Paused for a month's reads: of a run only what no other run has taken up since. */
const isWaiting = (record: ConnectionRecord): boolean =>
  isRunWaiting(record) || typeof record.setup.pausedUntil === 'number'

/** Also while a run of Mooring's own replaces it. */
function isRunWaiting(record: ConnectionRecord): boolean {
  const { state, pausedUntil: until } = ownSync(record)
  return state === 'paused' && typeof until === 'number'
}

function withoutEnd({ sync }: ConnectionRecord): ConnectionRecord['sync'] {
  const own = sync.ownSync ?? null
  return own === null ? { ...sync, pausedUntil: null } : { ...sync, ownSync: { ...own, pausedUntil: null } }
}

/** The host is asked to run again, and the set-up's import goes on by itself; a connection that needs a person says so when it is well. */
function resumedRow(record: ConnectionRecord, isUsable: boolean, now: number): Change {
  const events = isUsable && isRunWaiting(record) ? resumeNotes(record) : []
  const change = { record: { ...record, sync: withoutEnd(record) }, events }
  return typeof record.setup.pausedUntil === 'number' ? runResumed(change, now) : change
}

type Needed = Pick<Deps, 'config' | 'store' | 'random'>

export function createQuotaJob(deps: Needed): Job {
  const { config, store } = deps

  const isOver = (note: QuotaNote | null, now: number): note is QuotaNote =>
    note !== null &&
    note.resumeAt !== null &&
    note.resumeAt <= now &&
    pausedUntil(note, config.quota, now) === null

  /** @returns the note as it should be; null where it is */
  async function judged({ reads }: ReadRepositories, now: number): Promise<QuotaNote | null> {
    // Side by side: what all jobs ask at once is one message to a server.
    const [stored, days] = await Promise.all([reads.quota(), reads.days(dayOf(monthStart(now)), dayOf(now))])
    if (stored === null && config.quota.readsPerMonth === null) return null
    return judgedAgain(stored, config.quota, { used: usedIn(days, monthOf(now)), now })
  }

  async function dueSince(tx: ReadRepositories, now: number): Promise<number | null> {
    const [note, change] = await Promise.all([tx.reads.quota(), judged(tx, now)])
    if (isOver(note, now)) return note.resumeAt
    return change === null ? null : now
  }

  async function judgeAgain(now: number): Promise<void> {
    if ((await store.read((tx) => judged(tx, now))) === null) return
    await store.write(async (tx) => {
      const note = await judged(tx, now)
      if (note !== null) await tx.reads.setQuota(note)
    })
  }

  const resume = (id: string, now: number) =>
    store.write(async (tx) => {
      const record = await tx.connections.get(id)
      if (record === null || !isWaiting(record)) return
      const isUsable = isWell(connectionStateOf(record, now, config.warnBeforeDays))
      await saveRow(deps, tx, { ...resumedRow(record, isUsable, now), now })
    })

  /** Each row by itself: a process that dies in the middle leaves the rest to the next round. */
  async function run(now: number): Promise<number> {
    await judgeAgain(now)
    if (!isOver(await store.read(({ reads }) => reads.quota()), now)) return 0
    for (let cursor: string | undefined; ; ) {
      const page = await store.read(({ connections }) =>
        connections.page({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
      )
      for (const record of page) if (isWaiting(record)) await resume(record.id, now)
      cursor = page.at(-1)?.id
      if (page.length < PAGE) break
    }
    await store.write(async ({ reads }) => {
      const note = await reads.quota()
      if (isOver(note, now)) await reads.setQuota({ ...noteOf(note, now), resumeAt: null })
    })
    return 1
  }

  return { name: 'quota', dueSince, run }
}
