// Writes a change of a connection together with its events, its history entries and the event stream's row, in one transaction.
import type { Actor } from '@mooring/contract'
import type { EventNote } from '../connection/connection-lifecycle.ts'
import { noteOccasions } from '../connection/occasions.ts'
import { type HistoryNote, nextEntry } from '../history/history-chain.ts'
import { dayOf } from '../platform/clock.ts'
import { newId, newSecret } from '../platform/ids.ts'
import type { DayCounts } from '../stores/health-records.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'

/** What is reported of a change. */
export interface ChangeNote {
  readonly at: number
  readonly actor: Actor | null
  /** Delivered to the host, and recorded in the history unless coalesced. */
  readonly events?: readonly EventNote[]
  /** Recorded in the history only. */
  readonly history?: readonly Omit<HistoryNote, 'actor'>[]
  readonly intuitTid?: string | null
}

/** Events that are coalesced because they come so often, and one that the history has as `token.refresh`. */
const NO_HISTORY: readonly string[] = ['sync.progressed', 'webhook.received', 'connection.refresh_failed']

/**
 * Stores a connection (new where its version is 0) with its events, history and stream mark.
 * @returns the row as stored
 * @throws ConflictError where another transaction changed it meanwhile, or has connected its company
 */
export async function saveConnection(
  tx: Repositories,
  record: ConnectionRecord,
  note: ChangeNote,
): Promise<ConnectionRecord> {
  const events = note.events ?? []
  const sync = noteOccasions(record.sync, events, { at: note.at, sequence: record.sequence })
  const next = { ...record, sync, sequence: record.sequence + events.length }
  const stored = next.version === 0 ? await insert(tx, next) : await tx.connections.update(next)
  for (const [index, event] of events.entries()) {
    await appendEvent(tx, stored, { ...event, sequence: record.sequence + index + 1 }, note)
  }
  const entries = [
    ...events.filter((event) => !NO_HISTORY.includes(event.type)).map(historyNoteOf),
    ...(note.history ?? []),
  ]
  await appendHistory(tx, stored, entries, note)
  await tx.changes.append({
    tenantId: stored.tenantId,
    kind: 'connection',
    subjectId: stored.id,
    at: note.at,
  })
  // Whether its links are still needed is seen to by background work, which this very write wakes.
  if (stored.hasLinks) await tx.links.makeDue(stored.id, note.at)
  return stored
}

/** An event of a failure is a failure in the history too, with its code. */
function historyNoteOf({ type, data: reported, personal }: EventNote): Omit<HistoryNote, 'actor'> {
  const data = { ...reported, ...personal }
  if (!type.endsWith('failed')) return { type, outcome: 'succeeded', data }
  return { type, outcome: 'failed', code: typeof data.code === 'string' ? data.code : null, data }
}

async function insert(tx: Repositories, record: ConnectionRecord): Promise<ConnectionRecord> {
  const stored = { ...record, version: 1 }
  await tx.connections.insert(stored)
  return stored
}

async function appendEvent(
  tx: Repositories,
  { id, tenantId }: ConnectionRecord,
  event: EventNote & { sequence: number },
  { at, actor }: ChangeNote,
): Promise<void> {
  await tx.events.enqueue({
    id: newId('evt'),
    at,
    tenantId,
    connectionId: id,
    actor,
    type: event.type,
    data: event.data,
    sequence: event.sequence,
  })
}

/** What the day's counts of a connection are made of. */
function countOf({ type, outcome }: Omit<HistoryNote, 'actor'>): Partial<DayCounts> | null {
  if (type === 'sync.succeeded') return { syncsSucceeded: 1 }
  if (type === 'sync.failed') return { syncsFailed: 1 }
  return type === 'token.refresh' && outcome !== 'succeeded' ? { refreshFailures: 1 } : null
}

/** Records in a connection's history what is no change of its row (a refusal, a verification). */
export async function appendHistory(
  tx: Repositories,
  connection: Pick<ConnectionRecord, 'id' | 'tenantId'>,
  notes: readonly Omit<HistoryNote, 'actor'>[],
  { at, actor, intuitTid }: ChangeNote,
): Promise<void> {
  let last = notes.length === 0 ? null : await tx.history.last(connection.id)
  for (const note of notes) {
    const subject = {
      id: newId('his'),
      salt: newSecret(),
      tenantId: connection.tenantId,
      connectionId: connection.id,
      at,
    }
    last = nextEntry(last, subject, { intuitTid: intuitTid ?? null, ...note, actor })
    await tx.history.append(last)
    const counts = countOf(note)
    if (counts !== null) await tx.health.count(connection, dayOf(at), counts)
  }
}
