// The meter: counts reads in memory, and adds them to the store now and then.

import { hostError } from '../errors/host-errors.ts'
import { appendOperationsEvent } from '../events/operations-event.ts'
import type { Parts } from '../parts.ts'
import { dayOf, SECOND } from '../platform/clock.ts'
import { usedIn } from '../quota/foresee-reads.ts'
import type { ReadMeter } from '../quota/meter.ts'
import { monthOf, monthStart } from '../quota/months.ts'
import { ReadBatch } from '../quota/pending-reads.ts'
import { counted, type Noted, type QuotaState, spent, stateOf } from '../quota/quota-note.ts'
import type { QuotaNote } from '../stores/reads.ts'
import type { Repositories } from '../stores/store.ts'

/** What was counted is stored after this time, or once it is so many reads. */
const FLUSH_MS = 10 * SECOND
const FLUSH_READS = 1_000

type Needed = Pick<Parts, 'config' | 'store' | 'pause' | 'telemetry' | 'wake'>

export function createReadMeter({ config, store, pause, telemetry, wake }: Needed): ReadMeter {
  const { quota } = config
  const pending = new ReadBatch()
  let storing: Promise<void> = Promise.resolve()
  let isScheduled = false
  let isClosed = false
  let known: { readonly month: string; readonly state: QuotaState } = { month: '', state: 'ok' }

  const usedSoFar = async ({ reads }: Pick<Repositories, 'reads'>, now: number): Promise<number> =>
    usedIn(await reads.days(dayOf(monthStart(now)), dayOf(now)), monthOf(now))

  /** Notes what is true now, and tells the operator what is news, in the transaction that stores what it tells of. */
  async function settle(
    tx: Repositories,
    source: 'counted' | 'intuit',
    judge: (stored: QuotaNote | null, used: number, now: number) => Noted,
  ): Promise<Settled> {
    const now = config.now()
    const used = await usedSoFar(tx, now)
    const stored = await tx.reads.quota()
    const { note, told } = judge(stored, used, now)
    if (JSON.stringify(note) !== JSON.stringify(stored)) await tx.reads.setQuota(note)
    const { readsPerMonth } = quota
    const data = { state: told, month: note.month, used, readsPerMonth, source }
    if (told !== null) await appendOperationsEvent(tx, 'operations.quota', { at: now, data })
    return { told, used, month: note.month, state: stateOf(quota, used, note.spentAt) }
  }

  function learn({ told, used, month, state }: Settled): void {
    known = { month, state }
    if (told === null) return
    config.logger.warn({ used, readsPerMonth: quota.readsPerMonth, month }, SAID[told])
    wake()
  }

  async function storePending(): Promise<void> {
    if (pending.reads === 0) return
    const taken = pending.take()
    try {
      const settled = await store.write(async (tx) => {
        await tx.reads.add(taken.counts, taken.days)
        return await settle(tx, 'counted', (stored, used, now) =>
          counted(stored, quota, { used, answeredAt: taken.answeredAt, now }),
        )
      })
      learn(settled)
    } catch (error) {
      pending.addBack(taken)
      throw error
    }
  }

  /** One after the other: what one call is storing is stored when the next has ended. */
  function flush(): Promise<void> {
    const next = storing.catch(() => {}).then(storePending)
    storing = next.catch(() => {})
    return next
  }

  const carefully = (work: Promise<unknown>) =>
    work.then(
      () => {},
      (error: unknown) => {
        config.logger.warn(
          { error: hostError(error).code },
          'What was counted of reads could not be stored; it is stored later.',
        )
      },
    )

  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    void pause(FLUSH_MS).then(async () => {
      isScheduled = false
      await carefully(flush())
      if (pending.reads > 0 && !isClosed) schedule()
    })
  }

  async function storeSpent(): Promise<void> {
    const judge = (stored: QuotaNote | null, _used: number, now: number) => spent(stored, quota, now)
    learn(await store.write((tx) => settle(tx, 'intuit', judge)))
  }

  return {
    note(use) {
      pending.note(use, config.now())
      telemetry.read(use.purpose)
      if (pending.reads >= FLUSH_READS) void carefully(flush())
      else schedule()
    },
    spent: () => carefully(storeSpent()),
    state: () => (known.month === monthOf(config.now()) ? known.state : 'ok'),
    flush,
    forget: (tenantId) => pending.unname(tenantId),
    close() {
      isClosed = true
      return carefully(flush())
    },
  }
}

/** What a transaction found out. */
interface Settled {
  readonly told: Noted['told']
  readonly used: number
  readonly month: string
  readonly state: QuotaState
}

const SAID: Readonly<Record<Exclude<QuotaState, 'ok'>, string>> = {
  near: "Most of the month's reads at Intuit are used: see operations.quota().",
  over: "The month's reads at Intuit are used up: see operations.quota().",
}
