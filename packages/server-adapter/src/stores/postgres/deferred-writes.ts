// What every transaction writes last: counts, changes, its mark. Sent as one message together with the commit, so that the lock
// all transactions share is not taken for a round trip.
import type { ChangeRecord, ConnectionRecord } from '../records.ts'
import { literal, type Statement } from './literal.ts'
import { bare } from './outbox.ts'
import { type Database, lockSql, tableOf } from './postgres-setting.ts'

/** Rows per state that counts are spread over. */
const SHARDS = 256

/** Positions that are skipped: many more than changes can be waiting for the disk at once. */
const SKIPPED = 1_000

/**
 * A crash of the server may lose changes that were read already but were not on disk yet, and their positions with them. It ends
 * all connections: the first change on a new one skips those positions, so that none is given twice.
 */
function skipPositions(database: Database): Statement {
  const sequence = tableOf(database, 'changes_position_seq')
  // No other draws from it meanwhile. In a new store there is nothing to skip.
  return bare(`select setval(${literal(sequence)}, last_value + ${SKIPPED}) from ${sequence} where is_called`)
}

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

  get isNeeded(): boolean {
    return this.hasChanges || [...this.#counts.values()].some(({ by }) => by !== 0)
  }

  get hasChanges(): boolean {
    return this.#changes.length > 0
  }

  /** What has changed, to be announced after the commit. */
  get subjectIds(): readonly string[] {
    return this.#changes.map(({ subjectId }) => subjectId)
  }

  /**
   * Statements, in the order in which every transaction takes its last locks.
   * @param isFirst whether they are the first of a connection to the server
   */
  statements(database: Database, isFirst: boolean): Statement[] {
    return [...this.#countStatements(database), ...this.#changeStatements(database, isFirst)]
  }

  /** Each server session has rows of its own, but for a few that share them: those take them in one order. */
  #countStatements(database: Database): Statement[] {
    const table = tableOf(database, 'connection_count_shards')
    return [...this.#counts.entries()]
      .filter(([, { by }]) => by !== 0)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { status, reason, by }]) => ({
        sql: `insert into ${table} as kept values (pg_backend_pid() % ${SHARDS}, $1, $2, $3)
          on conflict (shard, status, reason) do update set count = kept.count + excluded.count`,
        parameters: [status, reason, by],
      }))
  }

  /** The position is drawn under a lock that lasts until the commit: positions follow commit order. */
  #changeStatements(database: Database, isFirst: boolean): Statement[] {
    if (this.#changes.length === 0) return []
    const rows = this.#changes.map((_, row) => `(${[1, 2, 3, 4].map((column) => `$${row * 4 + column}`)})`)
    return [
      bare(lockSql(database, 'the order of commits')),
      ...(isFirst ? [skipPositions(database)] : []),
      {
        sql: `insert into ${tableOf(database, 'changes')} (tenant_id, kind, subject_id, at) values ${rows.join(', ')}`,
        parameters: this.#changes.flatMap(({ tenantId, kind, subjectId, at }) => [
          tenantId,
          kind,
          subjectId,
          Math.trunc(at),
        ]),
      },
    ]
  }
}
