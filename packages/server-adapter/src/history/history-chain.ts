// The history's hash chain: each entry's hash covers the entry and the hash before it.
import { createHash } from 'node:crypto'
import type { Actor } from '@mooring/contract'
import type { HistoryRecord } from '../stores/records.ts'

/** What is to be stored of something that happened. */
export interface HistoryNote {
  readonly type: string
  readonly actor: Actor | null
  readonly outcome: 'succeeded' | 'refused' | 'failed'
  readonly code?: string | null
  readonly intuitTid?: string | null
  readonly data?: Record<string, unknown>
}

/** Serves as the hash before the first entry. */
export const GENESIS = '0'.repeat(64)

const digest = (fields: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(fields)).digest('hex')

/** Actor and data are hashed with a salt of their own: erased, no one can guess them from the digest. */
const personalDigest = (salt: string, actor: Actor | null, data: Record<string, unknown>): string =>
  digest([salt, actor, data])

const hashOf = (record: Omit<HistoryRecord, 'hash'>): string =>
  digest([
    record.previousHash,
    record.id,
    record.tenantId,
    record.connectionId,
    record.entry,
    record.at,
    record.type,
    record.outcome,
    record.code,
    record.intuitTid,
    record.personalDigest,
  ])

/** The next entry of a connection's chain. */
export function nextEntry(
  last: Pick<HistoryRecord, 'entry' | 'hash'> | null,
  subject: { id: string; salt: string; tenantId: string; connectionId: string; at: number },
  note: HistoryNote,
): HistoryRecord {
  const data = note.data ?? {}
  const unhashed: Omit<HistoryRecord, 'hash'> = {
    ...subject,
    entry: (last?.entry ?? 0) + 1,
    type: note.type,
    actor: note.actor,
    outcome: note.outcome,
    code: note.code ?? null,
    intuitTid: note.intuitTid ?? null,
    data,
    personalDigest: personalDigest(subject.salt, note.actor, data),
    previousHash: last?.hash ?? GENESIS,
  }
  return { ...unhashed, hash: hashOf(unhashed) }
}

/**
 * What is wrong of an entry. `order`: it does not follow from the one before it; `person`: actor or data are not what they
 * were; `content`: anything else of it is not.
 */
export type ChainFault = 'order' | 'person' | 'content'

/** null where an entry follows from the one before it and says what it said when it was written. */
export function faultIn(
  record: HistoryRecord,
  previous: Pick<HistoryRecord, 'entry' | 'hash'> | null,
): ChainFault | null {
  if (record.previousHash !== (previous?.hash ?? GENESIS)) return 'order'
  if (record.entry !== (previous?.entry ?? 0) + 1) return 'order'
  if (
    record.salt !== null &&
    record.personalDigest !== personalDigest(record.salt, record.actor, record.data)
  ) {
    return 'person'
  }
  return record.hash === hashOf(record) ? null : 'content'
}

/** Whether an entry follows from the one before it and says what it said when it was written. */
export const isIntact = (record: HistoryRecord, previous: HistoryRecord | null): boolean =>
  faultIn(record, previous) === null
