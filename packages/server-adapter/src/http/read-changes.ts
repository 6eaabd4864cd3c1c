// Changes of a tenant, each with its row as it now is.
import { isErased, isForgotten } from '../connection/forgotten.ts'
import type { Deps } from '../deps.ts'
import type { Log } from '../platform/logger.ts'
import type { AttemptRecord, ChangeRecord, ConnectionRecord } from '../stores/records.ts'
import { type ReadRepositories, StoreUnavailableError } from '../stores/store.ts'

export type ChangedRow =
  | { readonly position: number; readonly kind: 'connection'; readonly record: ConnectionRecord }
  | { readonly position: number; readonly kind: 'attempt'; readonly record: AttemptRecord }

const PAGE = 200

/**
 * Changes above a position, in commit order; a row that changed often is given once, at its last position.
 * @returns the position up to which there are no more, too
 */
export const changesAfter = async (
  { store, config }: Pick<Deps, 'store' | 'config'>,
  tenantId: string,
  from: number,
): Promise<{ rows: ChangedRow[]; reached: number }> =>
  await store.read(async (tx) => {
    const latest = await tx.changes.latest()
    const changes = await tx.changes.after(tenantId, from, PAGE)
    const last = new Map(changes.map((change) => [`${change.kind} ${change.subjectId}`, change]))
    const rows: ChangedRow[] = []
    for (const change of [...last.values()].sort((one, other) => one.position - other.position)) {
      const row = await readableRow(tx, change, config.logger)
      if (row !== null) rows.push(row)
    }
    const full = changes.length === PAGE
    return { rows, reached: full ? (changes.at(-1)?.position ?? from) : Math.max(from, latest) }
  })

export const logUnread = (logger: Log, error: unknown): void =>
  logger.warn({ problem: error instanceof Error ? error.name : 'unknown' }, 'Changes could not be read')

/** A row that cannot be read is left out: the streams go on without it. */
const readableRow = async (
  tx: ReadRepositories,
  change: ChangeRecord,
  logger: Log,
): Promise<ChangedRow | null> =>
  await rowOf(tx, change).catch((error: unknown) => {
    if (error instanceof StoreUnavailableError) throw error
    logUnread(logger, error)
    return null
  })

async function rowOf(tx: ReadRepositories, change: ChangeRecord): Promise<ChangedRow | null> {
  const { position, subjectId } = change
  if (change.kind === 'connection') {
    const record = await tx.connections.get(subjectId)
    return record === null || isForgotten(record) ? null : { position, kind: 'connection', record }
  }
  const record = await tx.attempts.get(subjectId)
  return record === null || isErased(record) ? null : { position, kind: 'attempt', record }
}
