// The log of writes: read page by page, and as a file.
import { WRITES_CSV_HEAD, type WritesPage, type WrittenRecord, writesCsvLine } from '@mooring/contract'
import type { WriteRecorder } from '../company-api/write-recorder.ts'
import { ownConnection } from '../connection/own-connection.ts'
import type { Deps } from '../deps.ts'
import { forHost } from '../errors/for-host.ts'
import { mooringError, NotFoundError } from '../errors/mooring-error.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Log } from '../platform/logger.ts'
import type { ReadRepositories } from '../stores/store.ts'
import type { WriteRecord } from '../stores/written.ts'

/** What reading the log needs. */
export interface LogDeps {
  readonly store: Deps['store']
  readonly recorder: Pick<WriteRecorder, 'settled'>
}

export interface Subject {
  readonly tenantId: string
  readonly connectionId: string
}

const PAGE = 500

/** A record as everybody sees it. */
export const writtenView = ({
  id,
  entity,
  entityId,
  syncToken,
  docNumber,
  operation,
  at,
  runId,
}: WriteRecord): WrittenRecord => ({
  id,
  entity,
  entityId,
  syncToken,
  docNumber,
  operation,
  at: toTimestamp(at),
  runId,
})

/** @throws NotFoundError where it is no connection of this tenant's */
export async function requireOwn(tx: ReadRepositories, { tenantId, connectionId }: Subject): Promise<void> {
  if (typeof connectionId !== 'string') throw new NotFoundError()
  await ownConnection(tx, tenantId, connectionId)
}

/** Newest first. @throws NotFoundError */
export async function listWrites(
  { store, recorder }: LogDeps,
  subject: Subject,
  { cursor, limit }: { readonly cursor: number | null; readonly limit: number },
): Promise<WritesPage> {
  await recorder.settled()
  const records = await store.read(async (tx) => {
    await requireOwn(tx, subject)
    return await tx.writes.page(subject.connectionId, cursor, limit + 1)
  })
  const shown = records.slice(0, limit)
  const last = records.length > limit ? shown.at(-1) : undefined
  return { writes: shown.map(writtenView), nextCursor: last === undefined ? null : String(last.position) }
}

/** Oldest first, up to the record that was the last when the reading began. @throws NotFoundError, `invalid_request` */
export async function* exportWrites(
  { store, recorder, logger }: LogDeps & { readonly logger: Log },
  subject: Subject,
  form: string,
): AsyncGenerator<string, void> {
  if (form !== 'csv') throw mooringError('invalid_request', 'The log of writes is exported as csv.')
  await recorder.settled()
  const end = await forHost(logger, () =>
    store.read(async (tx) => {
      await requireOwn(tx, subject)
      return await tx.writes.last(subject.connectionId)
    }),
  )
  yield WRITES_CSV_HEAD
  for (let after = 0; after < end; ) {
    const records = await forHost(logger, () =>
      store.read(({ writes }) => writes.chain(subject.connectionId, after, PAGE)),
    )
    if (records.length === 0) return
    yield records
      .filter(({ position }) => position <= end)
      .map((record) => writesCsvLine(writtenView(record)))
      .join('')
    after = records.at(-1)?.position ?? end
  }
}
