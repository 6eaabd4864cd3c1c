// The beginning of a run, in this process or reported by a worker: one at a time per connection, and none where a person is needed first.

import { connectionStateOf } from '../connection/connection-lifecycle.ts'
import { needsPerson, pausedBy, pausedByQuota } from '../connection/needs-person.ts'
import { ownConnection } from '../connection/own-connection.ts'
import { begun, begunApart, isRunning, type Pause, paused, resumePoint } from '../connection/run-changes.ts'
import type { Deps } from '../deps.ts'
import { mooringError, type SyncPausedError } from '../errors/mooring-error.ts'
import { newId } from '../platform/ids.ts'
import { pausedUntil } from '../quota/quota-note.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'
import { saveRow } from '../tokens/save-row.ts'
import { unavailableIn } from '../tokens/unavailable.ts'

/** States in which no one can say when a run could go on: asking for one is a mistake, not a pause. */
const REFUSED: readonly string[] = ['disconnected', 'awaiting_confirmation']

export interface RunOrder {
  readonly tenantId: string
  readonly connectionId: string
  /** `own`: the host's, in this process. `reported`: the host's, by a worker in another language. `apart`: Mooring's own. */
  readonly kind: 'own' | 'reported' | 'apart'
}

export type Beginning =
  /** It can't begin now; `sync.resumed` says when it can. */
  | { readonly paused: SyncPausedError }
  | {
      readonly paused: null
      readonly runId: string
      readonly resumeFrom: unknown
      readonly record: ConnectionRecord
    }

type Needed = Pick<Deps, 'config' | 'store' | 'random'>

/** A run that can't begin is paused; reported once. */
async function pauseFor(
  deps: Needed,
  tx: Repositories,
  { record, why }: { record: ConnectionRecord; why: Pause },
): Promise<void> {
  const { state, run, pausedUntil: was = null } = record.sync
  if (state === 'paused' && run === null && was === (why.until ?? null)) return
  const report = { progress: record.sync.progress, checkpoint: resumePoint(record) }
  await saveRow(deps, tx, { ...paused(record, report, why), now: why.now })
}

/**
 * @throws NotFoundError; ConnectionUnavailableError where the connection is disconnected, its company unconfirmed, or, for a run
 *   apart, a person is needed; MooringError `sync_running`
 */
export const beginRun = (deps: Needed, { tenantId, connectionId, kind }: RunOrder): Promise<Beginning> =>
  deps.store.write(async (tx) => {
    const { config } = deps
    const isApart = kind === 'apart'
    const record = await ownConnection(tx, tenantId, connectionId)
    const now = config.now()
    const here = connectionStateOf(record, now, config.warnBeforeDays)
    if (REFUSED.includes(here.status) || (isApart && needsPerson(here))) throw unavailableIn(here)
    if (isRunning(record, now))
      throw mooringError('sync_running', 'A sync of this connection is already running.')
    if (needsPerson(here)) {
      const { reason, action } = unavailableIn(here)
      await pauseFor(deps, tx, { record, why: { now, reason, action } })
      return { paused: pausedBy(here) }
    }
    const until = isApart ? null : pausedUntil(await tx.reads.quota(), config.quota, now)
    if (until !== null) {
      const why = { now, reason: 'quota_exceeded', action: 'wait', until }
      await pauseFor(deps, tx, { record, why })
      return { paused: pausedByQuota() }
    }
    const runId = newId('run')
    const change = isApart ? begunApart(record, runId, now) : begun(record, runId, now, kind === 'reported')
    const saved = await saveRow(deps, tx, { ...change, now })
    return { paused: null, runId, resumeFrom: isApart ? null : resumePoint(record), record: saved }
  })
