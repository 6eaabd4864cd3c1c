// Proves that nothing was lost and nothing came twice, before the target may be used.
import { isIntact } from '../history/history-chain.ts'
import type { HistoryRecord } from '../stores/records.ts'
import { historyRow } from '../stores/sql/tables.ts'
import { type DigestedTable, digestTables, digestTarget, throughCursor } from './digest-rows.ts'
import type { MovedTable } from './moved-table.ts'
import type { SourceFile } from './source-file.ts'
import { inTransaction, named, type TargetSchema } from './target-schema.ts'

/** What was found; `differences` is empty where all is well. */
export interface Verdict {
  readonly rows: number
  readonly differences: readonly string[]
  /** Connections with history. */
  readonly histories: number
  /** What is as wrong here as it was in the file: counts that don't count, chains that don't verify. */
  readonly inherited: readonly string[]
}

/** Compares every table, the stored counts and the history's chains, on one consistent view. */
export async function verifyMove(
  source: SourceFile,
  target: TargetSchema,
  tables: readonly MovedTable[],
): Promise<Verdict> {
  const digested = digestTables(source, tables)
  return await inTransaction(target, async () => {
    await target.client.query('set transaction isolation level repeatable read read only')
    const { rows, differences } = await compareTables(target, digested)
    const miscounted = await differencesOfCounts(target)
    const { histories, broken } = await verifyHistories(target)
    return { rows, differences, histories, inherited: [...miscounted, ...broken] }
  })
}

/** Table by table, inside a transaction of the caller's. */
export async function compareTables(
  target: TargetSchema,
  tables: readonly DigestedTable[],
): Promise<{ rows: number; differences: string[] }> {
  const differences: string[] = []
  let total = 0
  for (const table of tables) {
    const [there, here] = [table.digest, await digestTarget(target, table)]
    total += here.rows
    if (there.rows !== here.rows)
      differences.push(`${table.name}: ${there.rows} rows there, ${here.rows} here`)
    else if (there.sum !== here.sum)
      differences.push(`${table.name}: ${here.rows} rows, but not the same ones`)
  }
  return { rows: total, differences }
}

async function differencesOfCounts(target: TargetSchema): Promise<string[]> {
  const { rows } = await target.client.query(
    `select status, reason, stored, counted from
       (select status, coalesce(reason, '') as reason, count(*) as counted
        from ${named(target, 'connections')} group by 1, 2) as live
     full join
       (select status, reason, sum(count) as stored
        from (select status, reason, count from ${named(target, 'connection_counts')}
          union all select status, reason, count from ${named(target, 'connection_count_shards')}) as all_counts
        group by 1, 2) as counts using (status, reason)
     where coalesce(stored, 0) <> coalesce(counted, 0)`,
  )
  return rows.map(
    ({ status, reason, stored, counted }) =>
      `stored counts: ${stored ?? 0} connections ${[status, reason].filter(Boolean).join(', ')}, but there are ${counted ?? 0}`,
  )
}

async function verifyHistories(target: TargetSchema): Promise<{ histories: number; broken: string[] }> {
  const query = `select * from ${named(target, 'history')} order by connection_id, entry`
  const broken = new Set<string>()
  let histories = 0
  let previous: HistoryRecord | null = null
  for await (const row of throughCursor(target, query)) {
    const record = historyRow.decode(row as Parameters<typeof historyRow.decode>[0])
    const last: HistoryRecord | null = previous?.connectionId === record.connectionId ? previous : null
    if (last === null) histories += 1
    if (!isIntact(record, last)) broken.add(record.connectionId)
    previous = record
  }
  return { histories, broken: [...broken].map((id) => `the history of connection ${id} does not verify`) }
}
