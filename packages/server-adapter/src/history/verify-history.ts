// Recomputes a connection's hash chain, page by page.

import type { HistoryRecord } from '../stores/records.ts'
import type { Store } from '../stores/store.ts'
import { isIntact } from './history-chain.ts'

const PAGE = 500

/** `brokenAt`: the number of the first entry that does not follow from the one before it. */
export async function verifyHistory(
  store: Store,
  connectionId: string,
): Promise<{ valid: boolean; entries: number; brokenAt: number | null }> {
  let previous: HistoryRecord | null = null
  let entries = 0
  for (;;) {
    const after: number = entries
    const records = await store.read(async (tx) => await tx.history.chain(connectionId, after, PAGE))
    for (const record of records) {
      if (!isIntact(record, previous)) return { valid: false, entries, brokenAt: entries + 1 }
      previous = record
      entries += 1
    }
    if (records.length < PAGE) return { valid: true, entries, brokenAt: null }
  }
}
