// Starts worker processes ahead of their work, and waits for what becomes of them.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { inject } from 'vitest'
import { endChild } from '../../../../scripts/child-process.ts'
import type { Stage } from '../stage.ts'
import { inTime } from '../until.ts'
import type { HostMessage, HostOrder } from './host-worker.ts'
import { addressOf } from './open-test-deps.ts'
import type { WorkerMessage, WorkerOrder, WorkerReport } from './worker.ts'

export { until } from '../until.ts'

/** A worker's callers are answered within their own deadline of 30 s, whatever happens. */
const WORK_MS = 40_000

const clockOffsetOf = (stage: Stage): number => stage.simulator.control.clock.now() - Date.now()

/** A bundled process, which ends with the stage at the latest. */
export function forkBundled(
  stage: Stage,
  name: 'worker' | 'host-worker' | 'signals-worker',
  order: object,
): ChildProcess {
  const { folder, compileCache } = inject('workers')
  const child = fork(path.join(folder, `${name}.mjs`), [JSON.stringify(order)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  })
  stage.onClose(() => endChild(child, 'SIGKILL'))
  return child
}

/** A bundled process of the stage's, ready for its instructions. */
async function spawnReady(stage: Stage, name: 'worker' | 'host-worker'): Promise<ChildProcess> {
  const child = forkBundled(stage, name, addressOf(stage))
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('It ended before it was ready.')))
  ended.catch(() => {})
  await inTime(Promise.race([once(child, 'message'), ended]), `${name} is ready`, WORK_MS)
  return child
}

/** A whole adapter at work in another process. */
export interface HostProcess {
  kill(): void
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  /** What it has reported so far. */
  readonly reports: readonly string[]
  /** The problems it named; null where it was killed. */
  readonly ended: Promise<readonly string[] | null>
}

type OrderOf<Order> = Order extends HostOrder ? Omit<Order, 'clockOffset'> : never

export async function startHost(stage: Stage, order: OrderOf<HostOrder>): Promise<HostProcess> {
  const child = await spawnReady(stage, 'host-worker')
  const reports: string[] = []
  let problems: readonly string[] | null = null
  child.on('message', (message: HostMessage) => {
    if (message.kind === 'report') reports.push(message.what)
    if (message.kind === 'done') problems = message.problems
  })
  const exited = once(child, 'exit')
  child.send({ ...order, clockOffset: clockOffsetOf(stage) })
  return {
    kill: () => void child.kill('SIGKILL'),
    signal: (name) => void child.kill(name),
    reports,
    get ended() {
      const end = exited.then(() => problems)
      return inTime(end, `the host process ends its "${order.kind}"`, WORK_MS)
    },
  }
}

/** A worker that is ready and waits for the word to start. */
export interface Worker {
  readonly pid: number
  start(order: Omit<WorkerOrder, 'clockOffset'>): void
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void
  /** The connections whose refresh has come to the point where it is to stop. */
  readonly holding: ReadonlySet<string>
  /** What its log warned of. */
  readonly warnings: readonly string[]
  /** What it reported; null where it was killed. */
  readonly ended: Promise<WorkerReport | null>
}

export async function spawnWorker(stage: Stage): Promise<Worker> {
  const child = await spawnReady(stage, 'worker')
  const holding = new Set<string>()
  const warnings: string[] = []
  let report: WorkerReport | null = null
  child.on('message', (message: WorkerMessage) => {
    if (message.kind === 'holding') holding.add(message.connectionId)
    if (message.kind === 'warned') warnings.push(message.message)
    if (message.kind === 'report') report = message.report
  })
  const exited = once(child, 'exit')
  return {
    pid: child.pid ?? 0,
    start: (order) => {
      child.send({ ...order, clockOffset: clockOffsetOf(stage) } satisfies WorkerOrder)
    },
    signal: (name) => void child.kill(name),
    holding,
    warnings,
    get ended() {
      const end = exited.then(() => report)
      return inTime(end, 'the worker ends', WORK_MS)
    },
  }
}

/** Workers of a stage, some of them started before they are needed; they end with it. */
export interface WorkerPool {
  take(): Promise<Worker>
}

/** @param total how many will be taken in all */
export function openWorkerPool(stage: Stage, ahead: number, total: number): WorkerPool {
  let left = total
  const waiting: Promise<Worker>[] = []
  function spawn(): void {
    if (left-- <= 0) return
    const worker = spawnWorker(stage)
    worker.catch(() => {})
    waiting.push(worker)
  }
  for (let count = 0; count < ahead; count++) spawn()
  return {
    take() {
      const next = waiting.shift()
      spawn()
      return next ?? Promise.reject(new Error(`All ${total} workers of the pool are taken.`))
    },
  }
}
