// Set-up after a first connect: the host's import in the background, then a person's configuration.
import { type Actor, actionFor } from '@mooring/contract'
import type { CompanyRequests } from '../company-api/company-requests.ts'
import { SETUP_TRIES } from '../config/defaults.ts'
import type { Change } from '../connection/connection-changes.ts'
import { connectionStateOf } from '../connection/connection-lifecycle.ts'
import { disconnectedError } from '../connection/disconnected-error.ts'
import { needsPerson } from '../connection/needs-person.ts'
import { ownConnection } from '../connection/own-connection.ts'
import {
  configured,
  importPaused,
  retried,
  runBegan,
  runFailed,
  runPaused,
  runSucceeded,
} from '../connection/setup-changes.ts'
import type { Connections } from '../connections/connections.ts'
import { type Deps, depsAbout } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import { mooringError, problemOf } from '../errors/mooring-error.ts'
import { MINUTE } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { pausedUntil } from '../quota/quota-note.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { ConflictError, type ReadRepositories, type Repositories } from '../stores/store.ts'
import { executeRun } from '../syncs/execute-run.ts'
import { saveRow } from '../tokens/save-row.ts'
import { createSetupRecord } from './setup-record.ts'

/** Imports taken up in one go. */
const PAGE = 50
/** An import is not begun while it is unknown whether the connection works: checked again after this time, ms. */
const WAIT_MS = MINUTE

const STOPPED = 'The import stopped because of an error in the app. If it goes on, contact support.'
const DIED = 'The import stopped: its process exited unexpectedly.'

export interface Setup {
  readonly name: string
  dueSince(tx: ReadRepositories, now: number): Promise<number | null>
  /** Takes up the imports that are due, and waits for them. @returns how many */
  run(now: number): Promise<number>
  readonly overlaps: true
  /**
   * The configuration is done. Again: changes nothing.
   * @throws NotFoundError, ConnectionUnavailableError (disconnected), MooringError `sync_running` while the import goes
   *   on, `invalid_request` where it has failed
   */
  complete(tenantId: string, connectionId: string, actor: Actor | null): Promise<ConnectionRecord>
  /**
   * Tries a failed import again now. Where none has failed: changes nothing.
   * @throws NotFoundError, ConnectionUnavailableError (disconnected)
   */
  retry(tenantId: string, connectionId: string, actor: Actor | null): Promise<ConnectionRecord>
  /** Lets go of what runs here: the next process goes on with it. */
  close(): Promise<void>
}

/** A run that was begun. */
interface Beginning {
  readonly record: ConnectionRecord
  readonly runId: string
}

/** What set-ups need of this process. */
interface SetupDeps extends Deps {
  readonly requests: CompanyRequests
  readonly connections: Pick<Connections, 'forHost'>
  /** The runs that go on here, by connection. */
  readonly living: Map<string, ReturnType<typeof createSetupRecord>>
  /** Nothing is waited for once it is resolved. */
  readonly closing: PromiseWithResolvers<void>
  readonly closingSignal: AbortController
}

const save = (deps: Deps, tx: Repositories, change: Change, now: number) =>
  saveRow(deps, tx, { ...change, now })

/** What is to be done with an import that is due. @returns the run, where one is begun */
async function begin(deps: Deps, tx: Repositories, id: string, now: number): Promise<Beginning | null> {
  const { config } = deps
  const record = await tx.connections.get(id)
  const { setup } = record ?? {}
  if (record === null || !setup || setup.dueAt === null || setup.dueAt > now) return null
  const report = { progress: setup.progress, checkpoint: setup.checkpoint }
  const { status, reason } = connectionStateOf(record, now, config.warnBeforeDays)
  if (needsPerson({ status, reason })) {
    const why = { now, reason, action: actionFor(status, reason) }
    await save(deps, tx, importPaused(record, report, why), now)
    return null
  }
  if (status === 'checking') {
    await save(deps, tx, runPaused(record, report, now + WAIT_MS), now)
    return null
  }
  if (setup.run !== null && setup.tries >= SETUP_TRIES) {
    const problem = problemOf('internal', DIED)
    await save(deps, tx, runFailed(record, report, { problem, now, chance: deps.random() }), now)
    return null
  }
  if (config.setup?.import === undefined) {
    await save(deps, tx, runSucceeded(record, { plan: config.setup, proved: false, now }), now)
    return null
  }
  const until = pausedUntil(await tx.reads.quota(), config.quota, now)
  if (until !== null) {
    const why = { now, reason: 'quota_exceeded', action: 'wait', until } as const
    await save(deps, tx, importPaused(record, report, why), now)
    return null
  }
  const runId = newId('run')
  return { record: await save(deps, tx, runBegan(record, runId, now), now), runId }
}

async function carryOut(deps: SetupDeps, { record, runId }: Beginning): Promise<void> {
  const { requests, connections, living, closingSignal, config } = deps
  const { id, tenantId } = record
  const work = config.setup?.import
  if (work === undefined) return
  const connection = await connections.forHost(record)
  const own = createSetupRecord(deps, {
    connectionId: id,
    id: runId,
    isClosed: () => closingSignal.signal.aborted,
  })
  const access = requests.forRun({ tenantId, connectionId: id, runId, purpose: 'setup' })
  living.set(id, own)
  try {
    const resumeFrom = record.setup.checkpoint
    const about = depsAbout(deps, { tenantId, connectionId: id })
    const run = {
      deps: about,
      tenantId,
      connectionId: id,
      record: own,
      access,
      resumeFrom,
      closing: closingSignal.signal,
      stopped: STOPPED,
    }
    await executeRun(run, (tools) => work({ ...tools, connection }))
  } finally {
    living.delete(id)
  }
}

/** Whatever the host's work throws is recorded already, and said in the log. @returns how many were helped */
async function processDue(deps: SetupDeps, { id, tenantId }: ConnectionRecord, now: number): Promise<number> {
  const { closing, config, store } = deps
  try {
    const beginning = await store.write((tx) => begin(deps, tx, id, now))
    if (beginning !== null) await Promise.race([carryOut(deps, beginning), closing.promise])
    return 1
  } catch (error) {
    if (error instanceof ConflictError) return 0
    config.logger.warn(
      { connectionId: id, tenantId, ...failureFields(error) },
      'A run of an import did not succeed.',
    )
    return 0
  }
}

async function run(deps: SetupDeps, now: number): Promise<number> {
  const { living, store } = deps
  if (deps.closingSignal.signal.aborted) return 0
  const due = await store.read((tx) => tx.connections.setupDue(now, PAGE + living.size))
  const free = due.filter(({ id }) => !living.has(id)).slice(0, PAGE)
  const processed = await Promise.all(free.map((record) => processDue(deps, record, now)))
  return processed.reduce((sum, count) => sum + count, 0)
}

/** Who acts on which connection. */
interface Acting {
  readonly tenantId: string
  readonly connectionId: string
  readonly actor: Actor | null
}

/** What a person makes of a set-up. @param change null where there is nothing to change */
const act = (
  deps: Deps,
  subject: Acting,
  change: (record: ConnectionRecord, now: number) => Change | null,
): Promise<ConnectionRecord> =>
  deps.store.write(async (tx) => {
    const record = await ownConnection(tx, subject.tenantId, subject.connectionId)
    const now = deps.config.now()
    const next = change(record, now)
    if (next === null) return record
    if (record.status === 'disconnected') throw disconnectedError(record)
    return await saveRow(deps, tx, { ...next, now, actor: subject.actor })
  })

const complete = (deps: Deps, subject: Acting): Promise<ConnectionRecord> =>
  act(deps, subject, (record) => {
    const { state } = record.setup
    if (state === 'none' || state === 'done') return null
    if (record.status === 'disconnected') throw disconnectedError(record)
    if (state === 'importing') throw importing()
    if (state === 'failed') throw importFailed()
    return configured(record)
  })

async function retry(deps: Deps, subject: Acting): Promise<ConnectionRecord> {
  const record = await act(deps, subject, (before, now) =>
    before.setup.state === 'failed' ? retried(before, now) : null,
  )
  deps.wake()
  return record
}

async function close(deps: SetupDeps): Promise<void> {
  const { living, closing, closingSignal } = deps
  closingSignal.abort()
  const releasing = [...living.values()].map((record) => record.release())
  await Promise.allSettled(releasing)
  closing.resolve()
}

export function createSetup(
  given: Deps,
  requests: CompanyRequests,
  connections: Pick<Connections, 'forHost'>,
): Setup {
  const deps: SetupDeps = {
    ...given,
    requests,
    connections,
    living: new Map(),
    closing: Promise.withResolvers(),
    closingSignal: new AbortController(),
  }
  return {
    name: 'setup',
    overlaps: true,
    dueSince: async (tx, now) => (await tx.connections.setupDue(now, 1))[0]?.setup.dueAt ?? null,
    run: (now) => run(deps, now),
    complete: (tenantId, connectionId, actor) => complete(deps, { tenantId, connectionId, actor }),
    retry: (tenantId, connectionId, actor) => retry(deps, { tenantId, connectionId, actor }),
    close: () => close(deps),
  }
}

const importing = () =>
  mooringError('sync_running', 'The import is still running. Save the configuration once it is done.')

const importFailed = () =>
  mooringError(
    'invalid_request',
    'The import has failed, so there is nothing to configure yet. Try it again; or wait: it is tried again by itself.',
  )
