// Starts worker processes ahead of their work, and waits for what becomes of them.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { inject } from 'vitest'
import type { Stage } from '../stage.ts'
import type { HostMessage, HostOrder } from './host-worker.ts'
import { placeOf } from './open-keeping.ts'
import type { WorkerMessage, WorkerOrder, WorkerReport } from './worker.ts'

const clockOffsetOf = (stage: Stage): number => stage.simulator.control.clock.now() - Date.now()

/** A bundled process of the stage's, ready to be told what to do. */
export async function spawnReady(stage: Stage, name: 'worker' | 'host-worker'): Promise<ChildProcess> {
  const file = path.join(inject('workers'), `${name}.mjs`)
  const execArgv = ['--disable-warning=ExperimentalWarning']
  const child = fork(file, [JSON.stringify(placeOf(stage))], { execArgv })
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('It ended before it was ready.')))
  await Promise.race([once(child, 'message'), ended])
  ended.catch(() => {})
  return child
}

/** A whole adapter at work in another process. */
export interface HostProcess {
  kill(): void
  /** What it told of so far. */
  readonly told: readonly string[]
  /** The problems it named; null where it was killed. */
  readonly ended: Promise<readonly string[] | null>
}

type OrderOf<Order> = Order extends HostOrder ? Omit<Order, 'clockOffset'> : never

export async function startHost(stage: Stage, order: OrderOf<HostOrder>): Promise<HostProcess> {
  const child = await spawnReady(stage, 'host-worker')
  const told: string[] = []
  let problems: readonly string[] | null = null
  child.on('message', (message: HostMessage) => {
    if (message.kind === 'told') told.push(message.what)
    if (message.kind === 'done') problems = message.problems
  })
  const exited = once(child, 'exit')
  child.send({ ...order, clockOffset: clockOffsetOf(stage) })
  return { kill: () => void child.kill('SIGKILL'), told, ended: exited.then(() => problems) }
}

/** A worker that is ready and waits for the word to start. */
export interface Worker {
  readonly pid: number
  start(order: Omit<WorkerOrder, 'clockOffset'>): void
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void
  /** The connections whose refresh stands at the point it was told to stop at. */
  readonly holding: ReadonlySet<string>
  /** What it reported; null where it was killed. */
  readonly ended: Promise<WorkerReport | null>
}

export async function spawnWorker(stage: Stage): Promise<Worker> {
  const child = await spawnReady(stage, 'worker')
  const holding = new Set<string>()
  let report: WorkerReport | null = null
  child.on('message', (message: WorkerMessage) => {
    if (message.kind === 'holding') holding.add(message.connectionId)
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
    ended: exited.then(() => report),
  }
}

/** Workers of a stage, some of them started before they are needed. */
export interface WorkerPool {
  take(): Promise<Worker>
  close(): Promise<void>
}

export function openWorkerPool(stage: Stage, size: number): WorkerPool {
  const spawn = () => {
    const worker = spawnWorker(stage)
    worker.catch(() => {})
    return worker
  }
  const waiting = Array.from({ length: size }, spawn)
  return {
    take() {
      waiting.push(spawn())
      return waiting.shift() ?? spawn()
    },
    async close() {
      for (const worker of await Promise.all(waiting)) {
        worker.signal('SIGKILL')
        await worker.ended
      }
    },
  }
}

/** Looks again and again until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 3))
}
