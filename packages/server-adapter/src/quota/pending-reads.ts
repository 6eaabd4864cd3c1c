// Reads that were counted and are not stored yet.
import { dayOf } from '../platform/clock.ts'
import type { DayReads, ReadCount } from '../stores/reads.ts'
import type { ReadUse } from './metered-gateway.ts'
import { monthOf } from './months.ts'

export interface PendingReads {
  counts: ReadCount[]
  days: DayReads[]
  /** How many they are. */
  reads: number
  /** When the last of them was answered, ms since the epoch. */
  answeredAt: number
}

type Named = Omit<ReadCount, 'count'>

const keyOf = ({ month, tenantId, connectionId, purpose }: Named): string =>
  JSON.stringify([month, tenantId, connectionId, purpose])

export class ReadBatch {
  readonly #counts = new Map<string, ReadCount>()
  readonly #days = new Map<string, number>()
  #reads = 0
  #answeredAt = 0

  get reads(): number {
    return this.#reads
  }

  note({ tenantId, connectionId, purpose }: ReadUse, at: number): void {
    const named = { month: monthOf(at), tenantId: tenantId ?? '', connectionId: connectionId ?? '', purpose }
    this.addBack({
      counts: [{ ...named, count: 1 }],
      days: [{ day: dayOf(at), count: 1 }],
      reads: 1,
      answeredAt: at,
    })
  }

  /** All of it; nothing is left. */
  take(): PendingReads {
    const days = [...this.#days].map(([day, count]) => ({ day, count }))
    const taken = {
      counts: [...this.#counts.values()],
      days,
      reads: this.#reads,
      answeredAt: this.#answeredAt,
    }
    this.#counts.clear()
    this.#days.clear()
    this.#reads = 0
    return taken
  }

  addBack({ counts, days, reads, answeredAt }: PendingReads): void {
    for (const one of counts) {
      const before = this.#counts.get(keyOf(one))?.count ?? 0
      this.#counts.set(keyOf(one), { ...one, count: before + one.count })
    }
    for (const { day, count } of days) this.#days.set(day, (this.#days.get(day) ?? 0) + count)
    this.#reads += reads
    this.#answeredAt = Math.max(this.#answeredAt, answeredAt)
  }

  /** A tenant's reads are no tenant's from now on. */
  unname(tenantId: string): void {
    const taken = this.take()
    const counts = taken.counts.map((one) =>
      one.tenantId === tenantId ? { ...one, tenantId: '', connectionId: '' } : one,
    )
    this.addBack({ ...taken, counts })
  }
}
