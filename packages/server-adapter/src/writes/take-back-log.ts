// What is stored of a taking back: its beginning, each record it has dealt with, its end.
import type { Actor, TakeBack, TakeBackResult } from '@mooring/contract'
import { RUN_ALIVE_MS } from '../config/defaults.ts'
import { ownConnection } from '../connection/own-connection.ts'
import type { Deps } from '../deps.ts'
import { appendHistory } from '../events/save-connection.ts'
import { toTimestamp, toTimestampOrNull } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import type { ReadRepositories, Repositories } from '../stores/store.ts'
import type { StoredWrite, TakeBackRecord } from '../stores/written.ts'
import { createTakeBackPlanner, type Selection, type TakeBackPlan } from './plan-take-back.ts'
import { type Subject, writtenView } from './written-records.ts'

type Stored = Pick<Deps, 'config' | 'store'>

/** What is to be taken back, and who asked for it. */
export interface TakeBackOrder extends Subject {
  readonly since: number | null
  readonly runId: string | null
  readonly actor: Actor | null
}

const PAGE = 500

/** Reads the whole log of a connection: an older write may be of a record that a newer one is about. */
export async function planTakeBack(
  { store }: Pick<Deps, 'store'>,
  { connectionId }: Subject,
  selection: Selection,
): Promise<TakeBackPlan> {
  const planner = createTakeBackPlanner(selection)
  for (let after = 0; ; ) {
    const page = await store.read(({ writes }) => writes.chain(connectionId, after, PAGE))
    planner.take(page)
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return planner.plan()
    after = last.position
  }
}

/** The one that is under way, where it is the same; else a new one, which ends it. @throws NotFoundError */
export const openTakeBack = ({ config, store }: Stored, order: TakeBackOrder): Promise<TakeBackRecord> =>
  store.write(async (tx) => {
    const { tenantId, connectionId, since, runId, actor } = order
    await ownConnection(tx, tenantId, connectionId)
    const now = config.now()
    const before = await tx.takeBacks.get(connectionId)
    const isSame = before?.state === 'open' && before.since === since && before.runId === runId
    if (before?.state === 'open' && !isSame) await noteEnd(tx, before, { state: 'ended', now })
    const record: TakeBackRecord = isSame
      ? { ...before, dueAt: now + RUN_ALIVE_MS }
      : {
          id: newId('tkb'),
          tenantId,
          connectionId,
          since,
          runId,
          upTo: await tx.writes.last(connectionId),
          actor,
          state: 'open',
          startedAt: now,
          endedAt: null,
          total: 0,
          completed: 0,
          tries: 0,
          dueAt: now + RUN_ALIVE_MS,
        }
    await tx.takeBacks.put(record)
    return record
  })

/** Changes it where it still is the connection's; a forgotten tenant's, or another's by now, stays as it is. */
export const changeTakeBack = (
  { store }: Stored,
  { id, connectionId }: Pick<TakeBackRecord, 'id' | 'connectionId'>,
  change: (
    record: TakeBackRecord,
    tx: Repositories,
  ) => Promise<Partial<TakeBackRecord>> | Partial<TakeBackRecord>,
): Promise<void> =>
  store.write(async (tx) => {
    const record = await tx.takeBacks.get(connectionId)
    if (record?.id === id) await tx.takeBacks.put({ ...record, ...(await change(record, tx)) })
  })

type End = 'done' | 'ended'

/** In the history with what came of it, under the name of the person who asked for it. */
async function noteEnd(
  tx: Repositories,
  record: TakeBackRecord,
  { state, now }: { readonly state: End; readonly now: number },
): Promise<void> {
  const { removed, left } = resultOf(await tx.writes.ofTakeBack(record.connectionId, record.id))
  const data = { removed: removed.length, left: left.length }
  const outcome = state === 'done' ? 'succeeded' : 'failed'
  const connection = { id: record.connectionId, tenantId: record.tenantId }
  await appendHistory(tx, connection, [{ type: 'writes.taken_back', outcome, data }], {
    at: now,
    actor: record.actor,
  })
}

/** It is over. */
export const endTakeBack = (
  deps: Stored,
  own: Pick<TakeBackRecord, 'id' | 'connectionId'>,
  state: End,
): Promise<void> =>
  changeTakeBack(deps, own, async (record, tx) => {
    const now = deps.config.now()
    await noteEnd(tx, record, { state, now })
    return { state, endedAt: now, dueAt: null }
  })

/** What came of each record so far, newest first. */
export function resultOf(writes: readonly StoredWrite[]): TakeBackResult {
  const result: TakeBackResult = { removed: [], left: [] }
  for (const write of writes) {
    if (write.outcome === 'removed') result.removed.push(writtenView(write))
    else if (write.outcome !== null && write.outcome !== 'asked')
      result.left.push({ ...writtenView(write), why: write.outcome })
  }
  return result
}

/** The last one of a connection, with what came of it so far; null where there never was one. */
export async function lastTakeBack(
  { takeBacks, writes }: ReadRepositories,
  connectionId: string,
): Promise<{ record: TakeBackRecord; result: TakeBackResult } | null> {
  const record = await takeBacks.get(connectionId)
  if (record === null) return null
  return { record, result: resultOf(await writes.ofTakeBack(connectionId, record.id)) }
}

/** @param isRunning whether a process is at it now */
export const takeBackView = (
  record: TakeBackRecord,
  result: TakeBackResult,
  isRunning: boolean,
): TakeBack => ({
  id: record.id,
  state: record.state === 'open' ? (isRunning ? 'running' : 'waiting') : record.state,
  startedAt: toTimestamp(record.startedAt),
  endedAt: toTimestampOrNull(record.endedAt),
  since: toTimestampOrNull(record.since),
  runId: record.runId,
  total: record.total,
  completed: record.completed,
  ...result,
})
