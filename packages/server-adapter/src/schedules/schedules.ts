// Runs that begin by themselves: registered by the host, due by marks in the connections' rows, begun by one process of all.

import type { Connections } from '../connections/connections.ts'
import type { Deps } from '../deps.ts'
import type { Job } from '../jobs/job.ts'
import { HOUR, SECOND } from '../platform/clock.ts'
import { withinDeadline } from '../platform/deadline.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { ReadRepositories } from '../stores/store.ts'
import type { Syncs } from '../syncs/run-guard.ts'
import { createRegistry, type Registry } from './registry.ts'
import { runDueSchedule, verdictFor } from './run-due-schedule.ts'
import { sweep } from './sweep.ts'

export interface Schedules extends Pick<Registry, 'add'> {
  readonly work: Job
  /** Begins nothing any more; aborts the signals of what runs, and waits a little for it to end. */
  close(): Promise<void>
}

interface Helpers {
  readonly syncs: Pick<Syncs, 'run'>
  readonly connections: Pick<Connections, 'forHost'>
}

/** Connections whose schedules run at once in a process. */
const WIDTH = 8
/** All connections are checked this often: what a schedule that is new here has not seen, and what got lost. */
const SWEEP_MS = HOUR
/** Closing waits this long for work that heeds its signal. */
const GRACE_MS = 10 * SECOND

export function createSchedules(deps: Deps, helpers: Helpers): Schedules {
  const { store, config } = deps
  const registry = createRegistry()
  const living = new Map<string, Promise<unknown>>()
  const closing = new AbortController()
  const over = Promise.withResolvers<boolean>()
  const context = { deps, ...helpers, schedulesFor: registry.schedulesFor, closing: closing.signal }
  /** null: a schedule has come since. */
  let sweptAt: number | null = null

  const isSweepDue = (now: number): boolean => sweptAt === null || Math.abs(now - sweptAt) >= SWEEP_MS

  function runDue(id: string): Promise<boolean> {
    const running = runDueSchedule(context, id).finally(() => living.delete(id))
    living.set(id, running)
    return Promise.race([running, over.promise])
  }

  /** Not while another run has the connection, nor while it has to be confirmed, or is over. */
  const mayBegin = (record: ConnectionRecord, now: number): boolean =>
    verdictFor(deps, record, registry.schedulesFor(record.tenantId), now).run !== null

  async function dueSince({ connections }: ReadRepositories, now: number): Promise<number | null> {
    if (registry.isEmpty()) return null
    const due = await connections.scheduleDue(now, WIDTH + 1)
    if (due.length === 0) return isSweepDue(now) ? now : null
    // Behind as many runs as this process makes at once, each has its turn.
    if (living.size >= WIDTH) return now
    const waiting = due.find((record) => !living.has(record.id) && mayBegin(record, now))
    return waiting?.sync.schedules?.dueAt ?? now
  }

  async function run(now: number): Promise<number> {
    if (registry.isEmpty() || closing.signal.aborted) return 0
    if (isSweepDue(now)) {
      sweptAt = now
      await sweep(context, registry.tenants(), now).catch((error: unknown) => {
        sweptAt = null
        throw error
      })
    }
    if (living.size >= WIDTH) return 0
    const due = await store.read(({ connections }) => connections.scheduleDue(now, WIDTH + living.size))
    const next = due.map(({ id }) => id).filter((id) => !living.has(id))
    const wrote = await Promise.all(next.slice(0, WIDTH - living.size).map(runDue))
    // Rows that could not be written are due still: counting them would try them again at once, for ever.
    return wrote.filter(Boolean).length
  }

  async function close(): Promise<void> {
    closing.abort()
    const ended = Promise.allSettled([...living.values()])
    await withinDeadline(ended, GRACE_MS, () => new Error('Scheduled work goes on.')).catch(() => {
      config.logger.warn({ runs: living.size }, 'Closed while scheduled work was running')
    })
    over.resolve(false)
  }

  return {
    work: {
      name: 'schedules',
      overlaps: true,
      dueSince,
      run,
    },
    add(...given) {
      const schedule = registry.add(...given)
      sweptAt = null
      deps.wake()
      return schedule
    },
    close,
  }
}
