// Taking back what was written: asked for by people and hosts, continued by background work.
import {
  type Actor,
  TAKE_BACK_LABEL,
  type TakeBack,
  type TakeBackRequest,
  type TakeBackResult,
} from '@mooring/contract'
import type { WriteRecorder } from '../company-api/write-recorder.ts'
import { TAKE_BACK_AGAIN_MS, TAKE_BACK_TRIES } from '../config/defaults.ts'
import type { RunTools } from '../config/options.ts'
import { connectionStateOf } from '../connection/connection-lifecycle.ts'
import { isOf } from '../connection/forgotten.ts'
import { needsPerson, pausedBy } from '../connection/needs-person.ts'
import type { Deps } from '../deps.ts'
import { checkFields } from '../errors/check-fields.ts'
import { failureFields } from '../errors/failure-fields.ts'
import { mooringError, NotFoundError } from '../errors/mooring-error.ts'
import { MINUTE } from '../platform/clock.ts'
import type { ReadRepositories } from '../stores/store.ts'
import type { TakeBackRecord } from '../stores/written.ts'
import type { Syncs } from '../syncs/run-guard.ts'
import { executeTakeBack } from './execute-take-back.ts'
import type { TakeBackPlan } from './plan-take-back.ts'
import {
  changeTakeBack,
  endTakeBack,
  lastTakeBack,
  openTakeBack,
  planTakeBack,
  resultOf,
  type TakeBackOrder,
  takeBackView,
} from './take-back-log.ts'
import { requireOwn, type Subject, writtenView } from './written-records.ts'

export interface TakeBacks {
  readonly name: string
  readonly overlaps: true
  dueSince(tx: ReadRepositories, now: number): Promise<number | null>
  /** Continues those that no process is at. @returns how many */
  run(now: number): Promise<number>
  /**
   * Takes back, and waits for the end; where `dryRun`, only says what would be tried.
   * @throws NotFoundError; MooringError `invalid_request`, `sync_running`, `intuit_unavailable`; ConnectionUnavailableError;
   *   SyncPausedError where a person is needed first: it continues by itself once the connection works
   */
  takeBack(subject: Subject, request: TakeBackRequest, actor: Actor | null): Promise<TakeBackResult>
  /** The same, and waits only until it has begun. @returns the result of a dry run; else null. */
  begin(subject: Subject, request: TakeBackRequest, actor: Actor | null): Promise<TakeBackResult | null>
  /** The last one of a connection, while it goes on and afterwards. @throws NotFoundError */
  last(subject: Subject): Promise<TakeBack | null>
  /** Stops after the record that is being removed: another process continues. */
  close(): Promise<void>
}

/** What take-backs need of this process. */
interface TakeBackDeps extends Deps {
  readonly syncs: Pick<Syncs, 'runApart'>
  readonly recorder: WriteRecorder
  /** Those under way here, by connection. */
  readonly living: Map<string, Promise<unknown>>
  closing: boolean
}

const PAGE = 20

/** What is to be taken back, not begun yet. */
type Order = Omit<TakeBackOrder, 'connectionId' | 'tenantId' | 'actor'>

async function dryRun(deps: TakeBackDeps, subject: Subject, order: Order): Promise<TakeBackResult> {
  const { recorder, store } = deps
  await recorder.settled()
  const upTo = await store.read(async (tx) => {
    await requireOwn(tx, subject)
    return await tx.writes.last(subject.connectionId)
  })
  return resultOfPlan(await planTakeBack(deps, subject, { ...order, upTo }))
}

/** @param begun called once the run has the connection */
async function carryOut(
  deps: TakeBackDeps,
  order: TakeBackOrder,
  begun: () => void,
): Promise<TakeBackResult> {
  const { syncs, recorder } = deps
  let own: TakeBackRecord | null = null
  const work = async (tools: RunTools) => {
    // Named from the first moment on: until then it would be shown as the host's own sync.
    await tools.progress({ completed: 0, total: null, label: TAKE_BACK_LABEL })
    // Writes are noted beside their requests: one that was answered before is taken back too.
    await recorder.settled()
    own = await openTakeBack(deps, order)
    begun()
    await executeTakeBack({ deps, recorder, takeBack: own, tools, isClosing: () => deps.closing })
  }
  try {
    const run = await syncs.runApart(order.tenantId, order.connectionId, work)
    if (run.outcome === 'paused') throw await whyPaused(deps, order)
    return await finish(deps, own, order)
  } catch (error) {
    if (own !== null) await putOff(deps, own, error)
    throw error
  }
}

async function finish(
  deps: Deps,
  own: TakeBackRecord | null,
  { connectionId }: Subject,
): Promise<TakeBackResult> {
  if (own === null) return { removed: [], left: [] }
  await endTakeBack(deps, own, 'done')
  return resultOf(await deps.store.read(({ writes }) => writes.ofTakeBack(connectionId, own.id)))
}

async function whyPaused({ config, store }: Deps, { connectionId }: Subject): Promise<Error> {
  const row = await store.read(({ connections }) => connections.get(connectionId))
  return row === null
    ? new NotFoundError()
    : pausedBy(connectionStateOf(row, config.now(), config.warnBeforeDays))
}

/**
 * It is tried again by itself, unless its connection has ended or it was tried for long enough. As long as it waits for a
 * person, no try counts.
 */
async function putOff(deps: TakeBackDeps, own: TakeBackRecord, error: unknown): Promise<void> {
  const { config, store } = deps
  const { tenantId, connectionId } = own
  const row = await store.read(({ connections }) => connections.get(connectionId))
  if (!isOf(row, tenantId) || row.status === 'disconnected') return await endTakeBack(deps, own, 'ended')
  const isPaused = needsPerson(connectionStateOf(row, config.now(), config.warnBeforeDays))
  if (!isPaused) report(deps, own, error)
  if (!isPaused && own.tries >= TAKE_BACK_TRIES) return await endTakeBack(deps, own, 'ended')
  await changeTakeBack(deps, own, ({ tries }) => ({
    tries: isPaused ? tries : tries + 1,
    dueAt: config.now() + (deps.closing ? 0 : TAKE_BACK_AGAIN_MS),
  }))
}

function report({ config }: Deps, { tenantId, connectionId }: TakeBackRecord, error: unknown): void {
  config.logger.warn(
    { tenantId, connectionId, ...failureFields(error) },
    'What was written is not all taken back yet.',
  )
}

function track<T>({ living }: TakeBackDeps, connectionId: string, work: Promise<T>): Promise<T> {
  const forget = () => {
    if (living.get(connectionId) === work) living.delete(connectionId)
  }
  living.set(connectionId, work)
  work.then(forget, forget)
  return work
}

/** One at a time in this process; the run itself sees to it among all. */
function start(deps: TakeBackDeps, order: TakeBackOrder, begun: () => void): Promise<TakeBackResult> {
  const { connectionId } = order
  if (deps.closing) throw mooringError('store_unavailable', 'This server is closing. Please try again.')
  if (deps.living.has(connectionId)) throw mooringError('sync_running', 'This is being taken back already.')
  return track(deps, connectionId, carryOut(deps, order, begun))
}

async function resume(deps: TakeBackDeps, record: TakeBackRecord, now: number): Promise<void> {
  const { connectionId } = record
  if (deps.living.has(connectionId))
    return await changeTakeBack(deps, record, () => ({ dueAt: now + MINUTE }))
  const begun = { yet: false }
  try {
    await start(deps, record, () => {
      begun.yet = true
    })
  } catch (error) {
    // What was begun has put itself off already.
    if (!begun.yet) await putOff(deps, record, error)
  }
}

async function run(deps: TakeBackDeps, now: number): Promise<number> {
  if (deps.closing) return 0
  const due = await deps.store.read(({ takeBacks }) => takeBacks.due(now, PAGE))
  await Promise.all(due.map((record) => resume(deps, record, now)))
  return due.length
}

const orderOf = async (request: TakeBackRequest): Promise<Order & { dryRun: boolean }> => {
  const { takeBackRequestSchema } = await import('@mooring/contract/schemas')
  const { dryRun = false, since, runId = null } = checkFields(takeBackRequestSchema, request)
  return { dryRun, since: since === undefined ? null : Date.parse(since), runId }
}

/** Also in another process: it puts its end off as long as it is at it. */
function isRunning({ living, config }: TakeBackDeps, { connectionId, dueAt }: TakeBackRecord): boolean {
  return living.has(connectionId) || (dueAt ?? 0) > config.now() + TAKE_BACK_AGAIN_MS
}

/** Waits only until it has begun: its end is stored, and read from there. */
async function untilBegun(deps: TakeBackDeps, order: TakeBackOrder): Promise<null> {
  const begun = Promise.withResolvers<void>()
  const done = start(deps, order, begun.resolve)
  await Promise.race([begun.promise, done])
  done.catch(() => {})
  return null
}

async function last(deps: TakeBackDeps, subject: Subject): Promise<TakeBack | null> {
  const found = await deps.store.read(async (tx) => {
    await requireOwn(tx, subject)
    return await lastTakeBack(tx, subject.connectionId)
  })
  return found && takeBackView(found.record, found.result, isRunning(deps, found.record))
}

export function createTakeBacks(given: Deps, needs: Pick<TakeBackDeps, 'syncs' | 'recorder'>): TakeBacks {
  const deps: TakeBackDeps = { ...given, ...needs, living: new Map(), closing: false }
  return {
    name: 'take-backs',
    overlaps: true,
    dueSince: async ({ takeBacks }, now) => (await takeBacks.due(now, 1))[0]?.dueAt ?? null,
    run: (now) => run(deps, now),
    async takeBack(subject, request, actor) {
      const { dryRun: isDry, ...order } = await orderOf(request)
      if (isDry) return await dryRun(deps, subject, order)
      return await start(deps, { ...subject, ...order, actor }, () => {})
    },
    async begin(subject, request, actor) {
      const { dryRun: isDry, ...order } = await orderOf(request)
      if (isDry) return await dryRun(deps, subject, order)
      return await untilBegun(deps, { ...subject, ...order, actor })
    },
    last: (subject) => last(deps, subject),
    async close() {
      deps.closing = true
      await Promise.allSettled([...deps.living.values()])
    },
  }
}

const resultOfPlan = ({ removals, left }: TakeBackPlan): TakeBackResult => ({
  removed: removals.map(({ write }) => writtenView(write)),
  left: left.map(({ write, why }) => ({ ...writtenView(write), why })),
})
