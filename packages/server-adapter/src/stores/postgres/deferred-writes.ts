// What every transaction writes last: counts, changes, the signal, its mark. Sent as one message together with the commit,
// so that the locks all transactions share are held for no round trip.
import type { ChangeRecord, ConnectionRecord } from '../records.ts'
import { literal, nullable } from './literal.ts'
import { channelOf, holdSql, type Place, tableOf } from './postgres-setting.ts'

/** Ids in one signal; where more changed, the signal says "any". */
const MOST_SUBJECTS = 50

type Change = Omit<ChangeRecord, 'position'>

/** Collected while the work runs. */
export class DeferredWrites {
  readonly #counts = new Map<string, { status: string; reason: string; by: number }>()
  readonly #changes: Change[] = []

  count({ status, reason }: Pick<ConnectionRecord, 'status' | 'reason'>, by: number): void {
    const key = `${status} ${reason ?? ''}`
    const before = this.#counts.get(key)?.by ?? 0
    this.#counts.set(key, { status, reason: reason ?? '', by: before + by })
  }

  change(change: Change): void {
    this.#changes.push(change)
  }

  /** Statements, in the order in which every transaction takes its last locks. */
  statements(place: Place): string[] {
    return [...this.#countStatements(place), ...this.#changeStatements(place)]
  }

  /** Ordered by key: two transactions never wait for each other's counts. */
  #countStatements(place: Place): string[] {
    const table = tableOf(place, 'connection_counts')
    return [...this.#counts.entries()]
      .filter(([, { by }]) => by !== 0)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(
        ([, { status, reason, by }]) =>
          `insert into ${table} as kept values (${literal(status)}, ${literal(reason)}, ${by})
          on conflict (status, reason) do update set count = kept.count + excluded.count`,
      )
  }

  /** The position is drawn under a lock that is kept until the commit: positions follow commit order. */
  #changeStatements(place: Place): string[] {
    if (this.#changes.length === 0) return []
    const rows = this.#changes.map(
      ({ tenantId, kind, subjectId, at }) =>
        `(${nullable(tenantId)}, ${literal(kind)}, ${literal(subjectId)}, ${Math.trunc(at)})`,
    )
    return [
      holdSql(place, 'the order of commits'),
      `insert into ${tableOf(place, 'changes')} (tenant_id, kind, subject_id, at) values ${rows.join(', ')}`,
      `notify ${channelOf(place.schema)}, ${literal(this.#subjects())}`,
    ]
  }

  #subjects(): string {
    const subjects = new Set(this.#changes.map(({ subjectId }) => subjectId))
    return subjects.size > MOST_SUBJECTS ? '' : JSON.stringify([...subjects])
  }
}
