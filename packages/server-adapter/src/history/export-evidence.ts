// The whole history of a connection with what it takes to check it elsewhere, in pieces: its length costs no memory.
import type { Config } from '../config/config.ts'
import { requireOwnHistory } from '../connection/own-connection.ts'
import { forHost } from '../errors/for-host.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { HistoryRecord } from '../stores/records.ts'
import type { Store } from '../stores/store.ts'
import {
  EVIDENCE_FORMAT,
  EVIDENCE_VERSION,
  type EvidenceEntry,
  type EvidenceHead,
  type EvidenceTitle,
  signedText,
} from './evidence-file.ts'
import { GENESIS } from './history-chain.ts'
import { historyView } from './history-view.ts'

const PAGE = 500

export interface EvidenceDeps {
  readonly store: Store
  readonly config: Pick<Config, 'historySigner' | 'logger' | 'now'>
}

const entryOf = (record: HistoryRecord): EvidenceEntry => {
  const { entry, salt, personalDigest, previousHash } = record
  return { entry, ...historyView(record), salt, personalDigest, previousHash }
}

/**
 * Oldest first, up to the entry that was the last when the reading began. Of a forgotten tenant, too: what happened can still be
 * proven, and names no one.
 * @throws NotFoundError with the first piece
 */
export async function* exportEvidence(
  { store, config }: EvidenceDeps,
  subject: { readonly tenantId: string; readonly connectionId: string },
): AsyncGenerator<string, void> {
  const { tenantId, connectionId } = subject
  const end = await forHost(config.logger, () =>
    store.read(async (tx) => {
      await requireOwnHistory(tx, tenantId, connectionId)
      return (await tx.history.last(connectionId))?.entry ?? 0
    }),
  )
  const title: EvidenceTitle = {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    exportedAt: toTimestamp(config.now()),
    tenantId,
    connectionId,
  }
  yield `${JSON.stringify(title).slice(0, -1)},"entries":[`
  let head: EvidenceHead = { entries: 0, hash: GENESIS }
  while (head.entries < end) {
    const [after, limit] = [head.entries, Math.min(PAGE, end - head.entries)]
    const records = await forHost(config.logger, () =>
      store.read(({ history }) => history.chain(connectionId, after, limit)),
    )
    const last = records.at(-1)
    // Entries that are missing in the store are missing in the file: checking it finds the gap.
    if (last === undefined) break
    const lines = records.map((record) => JSON.stringify(entryOf(record)))
    yield `${after === 0 ? '' : ','}\n${lines.join(',\n')}`
    head = { entries: last.entry, hash: last.hash }
  }
  const signature = config.historySigner?.sign(signedText(title, head)) ?? null
  yield `\n],"head":${JSON.stringify(head)},"signature":${JSON.stringify(signature)}}\n`
}
