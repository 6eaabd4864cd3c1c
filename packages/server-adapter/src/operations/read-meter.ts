// The meter: counts reads in memory, and adds them to the store now and then.

import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import { appendOperationsEvent } from '../events/operations-event.ts'
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

interface Needed extends Pick<Deps, 'config' | 'store' | 'pause' | 'telemetry' | 'wake'> {
  /** Pauses end at once then. */
  readonly isClosing: () => boolean
}

interface Meter extends Needed {
  readonly pending: ReadBatch
  storing: Promise<void>
  isScheduled: boolean
  known: { readonly month: string; readonly state: QuotaState }
}

const usedSoFar = async ({ reads }: Pick<Repositories, 'reads'>, now: number): Promise<number> =>
  usedIn(await reads.days(dayOf(monthStart(now)), dayOf(now)), monthOf(now))

/** Notes what is true now, and reports to the operator what is news, in the same transaction. */
async function settle(
  { config }: Meter,
  tx: Repositories,
  source: 'counted' | 'intuit',
  judge: (stored: QuotaNote | null, used: number, now: number) => Noted,
): Promise<Settled> {
  const now = config.now()
  const used = await usedSoFar(tx, now)
  const stored = await tx.reads.quota()
  const { note, news } = judge(stored, used, now)
  if (JSON.stringify(note) !== JSON.stringify(stored)) await tx.reads.setQuota(note)
  const { readsPerMonth } = config.quota
  const data = { state: news, month: note.month, used, readsPerMonth, source }
  if (news !== null) await appendOperationsEvent(tx, 'operations.quota', { at: now, data })
  return { news, used, month: note.month, state: stateOf(config.quota, used, note.spentAt) }
}

function learn(meter: Meter, { news, used, month, state }: Settled): void {
  const { config, wake } = meter
  meter.known = { month, state }
  if (news === null) return
  config.logger.warn({ used, readsPerMonth: config.quota.readsPerMonth, month }, SAID[news])
  wake()
}

async function storePending(meter: Meter): Promise<void> {
  const { config, pending, store } = meter
  if (pending.reads === 0) return
  const taken = pending.take()
  try {
    const settled = await store.write(async (tx) => {
      await tx.reads.add(taken.counts, taken.days)
      return await settle(meter, tx, 'counted', (stored, used, now) =>
        counted(stored, config.quota, { used, answeredAt: taken.answeredAt, now }),
      )
    })
    learn(meter, settled)
  } catch (error) {
    pending.addBack(taken)
    throw error
  }
}

/** One after the other: what one call is storing is stored when the next has ended. */
function flush(meter: Meter): Promise<void> {
  const next = meter.storing.catch(() => {}).then(() => storePending(meter))
  meter.storing = next.catch(() => {})
  return next
}

const carefully = ({ config }: Meter, work: Promise<unknown>) =>
  work.then(
    () => {},
    (error: unknown) => {
      config.logger.warn(
        failureFields(error),
        'What was counted of reads could not be stored; it is stored later.',
      )
    },
  )

function schedule(meter: Meter): void {
  const { pending, pause, isClosing } = meter
  if (meter.isScheduled) return
  meter.isScheduled = true
  void pause(FLUSH_MS).then(async () => {
    meter.isScheduled = false
    await carefully(meter, flush(meter))
    if (pending.reads > 0 && !isClosing()) schedule(meter)
  })
}

async function storeSpent(meter: Meter): Promise<void> {
  const { config, store } = meter
  const judge = (stored: QuotaNote | null, _used: number, now: number) => spent(stored, config.quota, now)
  learn(meter, await store.write((tx) => settle(meter, tx, 'intuit', judge)))
}

export function createReadMeter(needed: Needed): ReadMeter {
  const { config, telemetry } = needed
  const pending = new ReadBatch()
  const meter: Meter = {
    ...needed,
    pending,
    storing: Promise.resolve(),
    isScheduled: false,
    known: { month: '', state: 'ok' },
  }
  return {
    note(use) {
      pending.note(use, config.now())
      telemetry.read(use.purpose)
      if (pending.reads >= FLUSH_READS) void carefully(meter, flush(meter))
      else schedule(meter)
    },
    spent: () => carefully(meter, storeSpent(meter)),
    state: () => (meter.known.month === monthOf(config.now()) ? meter.known.state : 'ok'),
    flush: () => flush(meter),
    forget: (tenantId) => pending.unname(tenantId),
    close: () => carefully(meter, flush(meter)),
  }
}

/** What a transaction found out. */
interface Settled {
  readonly news: Noted['news']
  readonly used: number
  readonly month: string
  readonly state: QuotaState
}

const SAID: Readonly<Record<Exclude<QuotaState, 'ok'>, string>> = {
  near: "Most of the month's reads at Intuit are used: see operations.quota().",
  over: "The month's reads at Intuit are used up: see operations.quota().",
}
