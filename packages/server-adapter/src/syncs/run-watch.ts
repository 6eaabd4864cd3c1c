// Watches a run while it goes on: whether it may, and its signs of life.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import { RUN_ALIVE_MS } from '../config/defaults.ts'
import { SECOND } from '../platform/clock.ts'
import { type Standing, standingOf } from '../service/connection-lifecycle.ts'
import { hostError } from '../service/host-errors.ts'
import { type MooringError, mooringError } from '../service/mooring-error.ts'
import { needsPerson, pausedBy } from './needs-person.ts'
import type { Report } from './run-changes.ts'
import type { RunRecord } from './run-record.ts'

const WATCH_EVERY_MS = 2 * SECOND
/** A sign of life is written at every so many looks: four times within `RUN_ALIVE_MS`. */
const LOOKS_PER_BEAT = Math.floor(RUN_ALIVE_MS / 4 / WATCH_EVERY_MS)

/** What stops a run from outside. */
export interface Stop {
  readonly error: MooringError
  /** null where another run has taken the connection over. */
  readonly standing: Standing | null
}

export interface RunWatch {
  /** Aborts when the run can't go on. */
  readonly signal: AbortSignal
  readonly stop: () => Stop | null
  /** Looks now. A store that is away tells nothing. */
  look(): Promise<void>
  end(): void
}

export function createRunWatch(config: Config, record: RunRecord, latest: () => Report): RunWatch {
  const stopped = new AbortController()
  const ended = new AbortController()
  let stop: Stop | null = null

  function stopWith(found: Stop): void {
    stop ??= found
    stopped.abort(stop.error)
  }

  async function look(write: boolean): Promise<void> {
    const { row, held } = write ? await record.keepAlive(latest()) : await record.read()
    if (ended.signal.aborted || stop !== null) return
    const standing = row === null ? null : standingOf(row, config.now(), config.warnBeforeDays)
    if (standing !== null && needsPerson(standing)) return stopWith({ error: pausedBy(standing), standing })
    if (held) return
    stopWith({
      error: mooringError('sync_running', 'Another run holds this connection now.'),
      standing: null,
    })
  }

  const carefully = (write: boolean) =>
    look(write).catch((error: unknown) => {
      config.logger.warn({ error: hostError(error).code }, 'A run could not be looked after.')
    })

  async function watch(): Promise<void> {
    const options = { signal: ended.signal, ref: false }
    for (let looks = 1; stop === null; looks++) {
      await sleep(WATCH_EVERY_MS, undefined, options)
      await carefully(looks % LOOKS_PER_BEAT === 0)
    }
  }

  // Rejects only when the run ends and its sleep is cut short.
  watch().catch(() => {})
  return {
    signal: stopped.signal,
    stop: () => stop,
    look: () => carefully(false),
    end: () => ended.abort(),
  }
}
