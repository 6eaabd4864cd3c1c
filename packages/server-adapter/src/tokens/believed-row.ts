// What is believed of a connection's row after the clock it was written by was set back. Pure.
import {
  ACCESS_LIFE_MS,
  CLOCKS_APART_MS,
  GRANT_HARD_MS,
  GRANT_IDLE_MS,
  RUN_ALIVE_MS,
  SETUP_AGAIN_MS,
  SETUP_ALIVE_MS,
  SWITCH_LIFE_MS,
} from '../config/defaults.ts'
import { endedClock } from '../connection/connection-lifecycle.ts'
import { DAY, HOUR, MINUTE } from '../platform/clock.ts'
import type { ConnectionRecord } from '../stores/records.ts'

type Moment = number | null

/** A moment no further ahead than so much; one that is goes to `instead`. */
const within = (moment: Moment, most: number, instead: number): Moment =>
  moment !== null && moment > most ? instead : moment

/** What is tried again only each day: people fix it inside QuickBooks. */
const DAILY: readonly ConnectionRecord['reason'][] = ['admin_access_lost', 'subscription_ended']

const ENDED_BY_TIME: readonly ConnectionRecord['reason'][] = [
  'idle_expired',
  'hard_expired',
  'upgrade_required',
]

/** An end that has not come yet was found by a clock that was ahead: Intuit is asked. */
function retryAt(record: ConnectionRecord, now: number): Moment {
  const { status, reason } = record
  const isEarly =
    status === 'reauthorization_required' &&
    ENDED_BY_TIME.includes(reason) &&
    endedClock(record, now) === null
  if (isEarly) return now
  return within(record.retryAt, now + (DAILY.includes(reason) ? DAY : HOUR), now)
}

function believedSync({ sync }: ConnectionRecord, now: number): ConnectionRecord['sync'] {
  const most = now + RUN_ALIVE_MS
  if (sync.run === null || sync.run.aliveUntil <= most) return sync
  return { ...sync, run: { ...sync.run, aliveUntil: most } }
}

function believedSetup({ setup }: ConnectionRecord, now: number): ConnectionRecord['setup'] {
  const alive = now + SETUP_ALIVE_MS
  if (setup.run !== null) {
    if (setup.run.aliveUntil <= alive) return setup
    return { ...setup, run: { ...setup.run, aliveUntil: alive }, dueAt: alive }
  }
  const dueAt = within(setup.dueAt, now + (setup.state === 'failed' ? SETUP_AGAIN_MS : MINUTE), now)
  return dueAt === setup.dueAt ? setup : { ...setup, dueAt }
}

function believedSwitch({ switching }: ConnectionRecord, now: number): ConnectionRecord['switching'] {
  const most = now + SWITCH_LIFE_MS
  return switching === null || switching.until <= most ? switching : { ...switching, until: most }
}

/**
 * The row with no moment further ahead than it is ever set: what was to be tried long after now is tried now, a token
 * counts as ended, and what happened later happened now.
 * @returns the same row where all of it can be believed
 */
export function believed(record: ConnectionRecord, now: number): ConnectionRecord {
  const sync = believedSync(record, now)
  const setup = believedSetup(record, now)
  const switching = believedSwitch(record, now)
  const moments = {
    accessExpiresAt: within(record.accessExpiresAt, now + ACCESS_LIFE_MS + CLOCKS_APART_MS, now),
    idleExpiresAt: record.idleIsImported
      ? record.idleExpiresAt
      : within(record.idleExpiresAt, now + GRANT_IDLE_MS, now + GRANT_IDLE_MS),
    hardExpiresAt: within(record.hardExpiresAt, now + GRANT_HARD_MS, now + GRANT_HARD_MS),
    retryAt: retryAt(record, now),
    refusedAt: within(record.refusedAt, now, now),
    disconnectHintAt: within(record.disconnectHintAt, now, now),
  }
  const names = Object.keys(moments) as (keyof typeof moments)[]
  const isSame =
    sync === record.sync &&
    setup === record.setup &&
    switching === record.switching &&
    names.every((name) => moments[name] === record[name])
  return isSame ? record : { ...record, ...moments, sync, setup, switching }
}
