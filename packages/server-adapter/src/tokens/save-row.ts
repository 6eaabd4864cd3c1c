// Saves a change of a connection and sets when background work checks it next.
import type { Actor } from '@mooring/contract'
import type { Change } from '../connection/connection-changes.ts'
import type { Deps } from '../deps.ts'
import { saveConnection } from '../events/save-connection.ts'
import type { HistoryNote } from '../history/history-chain.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'
import { nextDueAt } from './refresh-policy.ts'

/** Who did it, and what is recorded of it besides the change's own events. */
export interface RowNote {
  readonly now: number
  readonly actor?: Actor | null
  readonly history?: readonly Omit<HistoryNote, 'actor'>[]
  readonly intuitTid?: string | null
}

/** @throws ConflictError where the row has changed since it was read */
export async function saveRow(
  { config, random }: Pick<Deps, 'config' | 'random'>,
  tx: Repositories,
  { record, events, now, actor = null, history = [], intuitTid = null }: Change & RowNote,
): Promise<ConnectionRecord> {
  const next = { ...record, dueAt: nextDueAt(record, config, now, random) }
  return saveConnection(tx, next, { at: now, actor, events, history, intuitTid })
}
