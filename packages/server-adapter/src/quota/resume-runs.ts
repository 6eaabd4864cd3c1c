// Once a new month of reads has begun, what was paused for the last one goes on.
import type { Parts } from '../config/parts.ts'
import type { Work } from '../jobs/work.ts'
import { saveRow } from '../refresh/save-row.ts'
import type { Change } from '../service/connection-changes.ts'
import { isWell, standingOf } from '../service/connection-lifecycle.ts'
import { runResumed } from '../service/setup-changes.ts'
import type { QuotaNote } from '../stores/reads.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { ReadLedgers } from '../stores/store.ts'
import { resumeNotes } from '../syncs/resume-notes.ts'
import { noteOf, pausedUntil } from './quota-note.ts'

const PAGE = 200

/** Paused for a month's reads: of a run only what no other run has taken up since. */
const isWaiting = ({ sync, setup }: ConnectionRecord): boolean =>
  (sync.state === 'paused' && typeof sync.pausedUntil === 'number') || typeof setup.pausedUntil === 'number'

/** The host is asked to run again, and the set-up's import goes on by itself; a connection that needs a person says so when it is well. */
function resumedRow(record: ConnectionRecord, isUsable: boolean, now: number): Change {
  const sync = { ...record.sync, pausedUntil: null }
  const events = isUsable && typeof record.sync.pausedUntil === 'number' ? resumeNotes(record) : []
  const change = { record: { ...record, sync }, events }
  return typeof record.setup.pausedUntil === 'number' ? runResumed(change, now) : change
}

type Needed = Pick<Parts, 'config' | 'store' | 'random'>

export function createQuotaWork(parts: Needed): Work {
  const { config, store } = parts

  const isOver = (note: QuotaNote | null, now: number): note is QuotaNote =>
    note !== null &&
    note.resumeAt !== null &&
    note.resumeAt <= now &&
    pausedUntil(note, config.quota, now) === null

  const isDue = async ({ reads }: ReadLedgers, now: number): Promise<boolean> =>
    isOver(await reads.quota(), now)

  const resume = (id: string, now: number) =>
    store.write(async (ledgers) => {
      const record = await ledgers.connections.get(id)
      if (record === null || !isWaiting(record)) return
      const isUsable = isWell(standingOf(record, now, config.warnBeforeDays))
      await saveRow(parts, ledgers, { ...resumedRow(record, isUsable, now), now })
    })

  /** Each row by itself: a process that dies in the middle leaves the rest to the next round. */
  async function run(now: number): Promise<number> {
    if (!(await store.read((ledgers) => isDue(ledgers, now)))) return 0
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

  return { name: 'quota', isDue, run }
}
