// Starts worker processes and waits for what becomes of them.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Stage } from '../stage.ts'
import type { WorkerOrder } from './worker.ts'

export interface WorkerReport {
  readonly tokens: readonly string[]
  readonly served: number
  readonly problems: readonly string[]
}

/** A worker that is ready and waits for the word to start. */
export interface Worker {
  readonly start: () => void
  /** What it reported; null where it was killed. */
  readonly ended: Promise<WorkerReport | null>
}

export async function spawnWorker(
  stage: Stage,
  order: Omit<WorkerOrder, 'databasePath' | 'intuitOrigin' | 'clockOffset'>,
): Promise<Worker> {
  const full: WorkerOrder = {
    databasePath: stage.databasePath,
    intuitOrigin: stage.simulator.origin,
    clockOffset: stage.simulator.control.clock.now() - Date.now(),
    ...order,
  }
  const file = fileURLToPath(new URL('./worker.ts', import.meta.url))
  const options = { execArgv: ['--conditions=source', '--disable-warning=ExperimentalWarning'] }
  const child: ChildProcess = fork(file, [JSON.stringify(full)], options)
  let report: WorkerReport | null = null
  const exited = once(child, 'exit')
  const ready = once(child, 'message')
  await Promise.race([
    ready,
    exited.then(() => Promise.reject(new Error('The worker ended before it was ready.'))),
  ])
  child.on('message', (message: WorkerReport) => {
    report = message
  })
  return {
    start: () => child.send('start'),
    ended: exited.then(() => report),
  }
}
