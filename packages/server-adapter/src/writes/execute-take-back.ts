// Takes records back in a guarded run, newest first; what it has done is stored record by record, so that it can be continued.
import { TAKE_BACK_LABEL } from '@mooring/contract'
import type { WriteRecorder } from '../company-api/write-recorder.ts'
import { RUN_ALIVE_MS } from '../config/defaults.ts'
import type { RunTools } from '../config/options.ts'
import type { Deps } from '../deps.ts'
import { mooringError } from '../errors/mooring-error.ts'
import type { TakeBackOutcome, TakeBackRecord } from '../stores/written.ts'
import type { LeftWrite, Removal } from './plan-take-back.ts'
import { removeRecord } from './remove-record.ts'
import { changeTakeBack, planTakeBack } from './take-back-log.ts'

/** What a taking back is done with. */
export interface TakeBackContext {
  readonly deps: Deps
  readonly recorder: Pick<WriteRecorder, 'settled'>
  readonly takeBack: TakeBackRecord
  readonly tools: Pick<RunTools, 'request' | 'progress' | 'signal'>
  /** The adapter is closing: another process continues. */
  readonly isClosing: () => boolean
}

/** Which records are to do, and how many were tried in an earlier run. */
interface Todo {
  readonly removals: readonly Removal[]
  readonly tried: number
}

/** @throws what a guarded run's request throws */
export async function executeTakeBack(context: TakeBackContext): Promise<void> {
  const { removals, tried } = await prepare(context)
  const total = tried + removals.length
  for (const [index, removal] of removals.entries()) {
    if (context.isClosing()) throw mooringError('store_unavailable', 'This server is closing.')
    const completed = tried + index
    await context.tools.progress({ completed, total, label: TAKE_BACK_LABEL })
    await removeOne(context, removal, { completed, total })
  }
  await context.recorder.settled()
}

/** What needs no asking is stored at once. */
async function prepare({ deps, takeBack }: TakeBackContext): Promise<Todo> {
  const { removals, left } = await planTakeBack(deps, takeBack, takeBack)
  const isOwn = ({ write }: { write: Removal['write'] }) => write.takeBackId === takeBack.id
  const isTried = (entry: Removal | LeftWrite) =>
    isOwn(entry) && entry.write.outcome !== null && entry.write.outcome !== 'asked'
  const open = left.filter((entry) => !isTried(entry))
  const byOutcome = Map.groupBy(
    open,
    (entry): TakeBackOutcome => (isOwn(entry) && entry.write.outcome === 'asked' ? 'removed' : entry.why),
  )
  const todo = removals.filter((removal) => !isTried(removal))
  const tried =
    removals.length -
    todo.length +
    left.filter((entry) => isOwn(entry) && entry.write.outcome === 'removed').length
  await changeTakeBack(deps, takeBack, async (_record, { writes }) => {
    for (const [outcome, entries] of byOutcome)
      await writes.mark(
        entries.map(({ write }) => write.position),
        takeBack.id,
        outcome,
      )
    return { total: tried + todo.length, completed: tried }
  })
  return { removals: todo, tried }
}

async function removeOne(
  { deps, takeBack, tools }: TakeBackContext,
  removal: Removal,
  { completed, total }: { readonly completed: number; readonly total: number },
): Promise<void> {
  const { position, takeBackId, outcome } = removal.write
  const wasAsked = takeBackId === takeBack.id && outcome === 'asked'
  const note = (next: TakeBackOutcome, done: number) =>
    changeTakeBack(deps, takeBack, async (_record, { writes }) => {
      await writes.mark([position], takeBack.id, next)
      return { total, completed: done, dueAt: deps.config.now() + RUN_ALIVE_MS }
    })
  await note('asked', completed)
  const requestId = `${takeBack.id}-${position}`
  const verdict = await removeRecord(removal, { deps, request: tools.request, requestId, wasAsked })
  await note(verdict, completed + 1)
}
