// The schedules that this process has.
import { mooringError } from '../errors/mooring-error.ts'
import type { Registered } from './run-due-schedule.ts'
import { checkName, checkTiming, type ScheduleOptions } from './schedule-request.ts'
import type { ScheduledWork } from './scheduled-run.ts'

/** A schedule in this process. */
export interface Schedule {
  /** Begins no run of it any more; one that runs goes on. Again: changes nothing. */
  stop(): void
}

export interface Scheduling {
  /**
   * Runs the work by itself for every connection that can be used: `schedule('invoices', { every: '1h', on: ['confirm', 'resume',
   * 'webhook'] }, work)`. Each run is guarded as `forTenant(id).syncs.run` is, one at a time per connection in all processes. What
   * comes during a run, or while nothing could run, is one run afterwards; it waits for the set-up. A run that fails is tried again
   * after a minute, then less often, at least once an hour. It needs `start()` or `runDueWork()`; call it on every instance
   * that has either, with the same names. `close()` ends it: the work's signal aborts, and another process goes on from
   * its checkpoint.
   * @throws MooringError `invalid_request` for wrong options, and for a name that is taken
   */
  schedule(name: string, options: ScheduleOptions, work: ScheduledWork): Schedule
}

export interface Registry {
  /** @param tenantId null: of every tenant. @throws MooringError `invalid_request` */
  add(tenantId: string | null, name: string, options: ScheduleOptions, work: ScheduledWork): Schedule
  /** A tenant's own schedule replaces one of the same name for all. */
  schedulesFor(tenantId: string): Registered[]
  /** Whose schedules there are; null among them: every tenant's. */
  tenants(): (string | null)[]
  isEmpty(): boolean
}

export function createRegistry(): Registry {
  const all = new Map<string, Registered>()
  const of = (tenantId: string | null) => [...all.values()].filter((each) => each.tenantId === tenantId)
  return {
    add(tenantId, name, options, work) {
      const schedule = { tenantId, name: checkName(name), ...checkTiming(options), work }
      if (typeof work !== 'function')
        throw mooringError('invalid_request', 'syncs.schedule: the work is not a function.')
      const key = JSON.stringify([tenantId, name])
      if (all.has(key))
        throw mooringError('invalid_request', `syncs.schedule: "${name}" is scheduled already.`)
      all.set(key, schedule)
      return {
        stop: () => {
          if (all.get(key) === schedule) all.delete(key)
        },
      }
    },
    schedulesFor(tenantId) {
      const mine = of(tenantId)
      const names = new Set(mine.map(({ name }) => name))
      return [...mine, ...of(null).filter(({ name }) => !names.has(name))]
    },
    tenants: () => [...new Set([...all.values()].map(({ tenantId }) => tenantId))],
    isEmpty: () => all.size === 0,
  }
}
