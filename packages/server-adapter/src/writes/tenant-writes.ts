// What a host's server does with the log of writes.
import type { TakeBackRequest, TakeBackResult, WritesPage } from '@mooring/contract'
import type { WriteRecorder } from '../company-api/write-recorder.ts'
import type { Deps } from '../deps.ts'
import { forHost } from '../errors/for-host.ts'
import { mooringError } from '../errors/mooring-error.ts'
import type { TakeBacks } from './take-back.ts'
import { exportWrites, listWrites } from './written-records.ts'

/** A page of the log: as the route's. */
export interface WritesQuery {
  /** The `nextCursor` of the page before. */
  readonly cursor?: string
  /** 1–200. Default 50. */
  readonly limit?: number
}

export interface TenantWrites {
  /**
   * What was written to the company through `request`, guarded runs and imports: newest first, without contents, for 400 days.
   * Empty where `writeLog` is false.
   * @throws NotFoundError; MooringError `invalid_request`
   */
  list(id: string, query?: WritesQuery): Promise<WritesPage>
  /**
   * The whole log, oldest first, as it was when the reading began: CSV (RFC 4180 with a byte order mark, safe against formulas),
   * in pieces, so that its length costs no memory.
   * @throws NotFoundError with the first piece
   */
  export(id: string, form: 'csv'): AsyncIterable<string>
  /**
   * Removes what was created through this connection and no one else has changed since, newest first, in a guarded run: deleted
   * where Intuit has that for the entity, else voided, else made inactive. Resolves at its end. Our own later updates are no
   * touch; what Intuit changed by itself (a payment on an invoice) is. Killed or paused, it continues by itself.
   * @param request `dryRun`: only says what would be tried, as `removed`. `since` (RFC 3339), `runId`: only these writes
   * @throws NotFoundError; MooringError `invalid_request`, `sync_running`, `intuit_unavailable` (tried again by itself);
   *   ConnectionUnavailableError; SyncPausedError where a person is needed first
   */
  takeBack(id: string, request?: TakeBackRequest): Promise<TakeBackResult>
}

const wrong = (path: string, message: string) =>
  mooringError('invalid_request', 'The request is not valid.', { fields: [{ path, message }] })

function pageOf({ cursor, limit = 50 }: WritesQuery) {
  if (cursor !== undefined && !/^[0-9]{1,15}$/.test(cursor))
    throw wrong('cursor', 'is not one this list gave')
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw wrong('limit', 'must be a whole number from 1 to 200')
  return { cursor: cursor === undefined ? null : Number(cursor), limit }
}

export function createTenantWrites(
  { store, config }: Pick<Deps, 'store' | 'config'>,
  { recorder, takeBacks }: { readonly recorder: WriteRecorder; readonly takeBacks: TakeBacks },
  tenantId: string,
): TenantWrites {
  const { logger } = config
  const log = { store, recorder, logger }
  return {
    list: async (id, query) =>
      await forHost(
        logger,
        async () => await listWrites(log, { tenantId, connectionId: id }, pageOf(query ?? {})),
      ),
    export: (id, form) => exportWrites(log, { tenantId, connectionId: id }, form),
    takeBack: async (id, request) =>
      await forHost(
        logger,
        async () => await takeBacks.takeBack({ tenantId, connectionId: id }, request ?? {}, null),
      ),
  }
}
