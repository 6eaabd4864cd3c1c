// How many connections need what: a fleet lives through a week in which the host is away for a day, in steps of ten minutes. Pure.
import type { Costs, Operation } from './costs.ts'

/** What a connection does, on average. */
export interface Habits {
  /** Share of the connections whose host asks for a token at least once an hour; the others are renewed by keepalive alone. */
  readonly usedHourly: number
  /** For each connection and day. */
  readonly webhooks: number
  /** Pages of the list that people open, for each connection and day. */
  readonly pages: number
  /** `tokens.get` for each connection that is used hourly, and day. */
  readonly reads: number
  /** Reads of a company that Mooring makes itself (connecting, authorizing anew, doubts), for each connection and month. */
  readonly companyReads: number
}

const HABITS: Habits = { usedHourly: 0.3, webhooks: 4, pages: 0.2, reads: 48, companyReads: 0.1 }

/** What an instance and a server are made of, and how much of it may be used in the busiest hour. */
const MACHINE = { coresOfInstance: 2, used: 0.6 } as const

const STEP_HOURS = 1 / 6
const DAYS = 7
const STEPS = (DAYS * 24) / STEP_HOURS
/** Keepalive after 7 days at the latest, and after 5¼ on average. */
const KEEPALIVE_HOURS = 5.25 * 24
const OUTAGE = { from: 48, to: 72 } as const
/** What Intuit could not deliver comes again within this time: it tries every six hours. */
const REDELIVERY_HOURS = 6
/** After an outage the backlog is to be gone within this time. */
const DRAIN_HOURS = 6
/** People and companies are at work by day: the busiest hour has so many times the mean. */
const BUSIEST = 1.8

type Work = Record<Operation, number>

const byDay = (hour: number): number =>
  1 + (BUSIEST - 1) * Math.sin(((hour % 24) / 24) * 2 * Math.PI - Math.PI / 2)

/** How much becomes due in a step that begins at this hour. */
function arrivals(connections: number, habits: Habits, hour: number): Work {
  const active = connections * habits.usedHourly
  const away = hour >= OUTAGE.from && hour < OUTAGE.to
  const isBack = hour >= OUTAGE.to && hour < OUTAGE.to + REDELIVERY_HOURS
  const hours = STEP_HOURS
  const keepalives = ((connections - active) / KEEPALIVE_HOURS) * hours
  // Keepalives become due whether anybody is there to make them or not.
  if (away) return { refresh: keepalives, webhook: 0, page: 0, read: 0 }
  const isFirst = Math.abs(hour - OUTAGE.to) < hours / 2
  const missed = isBack ? (connections * habits.webhooks * hours) / REDELIVERY_HOURS : 0
  return {
    // Every token ended meanwhile, and every host's run begins at once.
    refresh: keepalives + (isFirst ? active : active * hours),
    webhook: ((connections * habits.webhooks) / 24) * hours * byDay(hour) + missed,
    page: ((connections * habits.pages) / 24) * hours * byDay(hour),
    read: ((active * habits.reads) / 24) * hours * byDay(hour),
  }
}

const cpuOf = (work: Work, costs: Costs, where: 'node' | 'postgres'): number =>
  (Object.keys(work) as Operation[]).reduce((sum, name) => sum + work[name] * costs[name][where], 0)

export interface Needs {
  readonly connections: number
  /** Calls to Intuit's token endpoint in a second of a day without trouble. */
  readonly refreshes: number
  readonly webhooks: number
  /** Transactions that write, in a second of its busiest hour. */
  readonly writes: number
  /** Metered reads in a month. */
  readonly companyReads: number
  readonly instances: number
  readonly postgresCores: number
  /** Operations that are due when the host is back. */
  readonly backlog: number
  /** Until they are done, with these instances and this server. */
  readonly drainHours: number
}

type Where = 'node' | 'postgres'

const STEP_MS = STEP_HOURS * 3_600_000
/** A refresh commits its intent and its grant; a webhook its arrival, its sorting and its event. */
const COMMITS: Work = { refresh: 2, webhook: 3, page: 0, read: 0 }

const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length
const isAway = (hour: number): boolean => hour >= OUTAGE.from && hour < OUTAGE.to

/** How long what became due during the outage lasts after it, in hours, where so many cores are there for it. */
function drainHours(week: readonly Work[], costs: Costs, where: Where, cores: number): number {
  let waiting = 0
  let last: number = OUTAGE.to
  for (const [step, work] of week.entries()) {
    const hour = step * STEP_HOURS
    waiting = Math.max(0, waiting + cpuOf(work, costs, where) - (isAway(hour) ? 0 : cores * STEP_MS))
    if (hour >= OUTAGE.to && waiting > 0) last = hour + STEP_HOURS
  }
  return last - OUTAGE.to
}

/** The fewest cores for the busiest hour of a calm day, and for the backlog of an outage. */
function coresFor(week: readonly Work[], costs: Costs, where: Where, atOnce: number): number {
  const calm = week.slice(0, OUTAGE.from / STEP_HOURS)
  const busiest = Math.max(...calm.map((work) => cpuOf(work, costs, where))) / STEP_MS
  let cores = Math.max(1, Math.ceil(busiest / MACHINE.used / atOnce)) * atOnce
  while (drainHours(week, costs, where, cores) > DRAIN_HOURS)
    cores += Math.max(1, Math.round(cores / atOnce / 20)) * atOnce
  return cores
}

/** What so many connections need. */
export function needsOf(connections: number, costs: Costs, habits: Habits = HABITS): Needs {
  const week = Array.from({ length: STEPS }, (_, step) => arrivals(connections, habits, step * STEP_HOURS))
  const calm = week.slice(0, OUTAGE.from / STEP_HOURS)
  const second = STEP_MS / 1_000
  const nodeCores = coresFor(week, costs, 'node', MACHINE.coresOfInstance)
  const postgresCores = coresFor(week, costs, 'postgres', 1)
  const due = week.filter((_, step) => isAway(step * STEP_HOURS)).map(({ refresh }) => refresh)
  return {
    connections,
    refreshes: mean(calm.map(({ refresh }) => refresh)) / second,
    webhooks: mean(calm.map(({ webhook }) => webhook)) / second,
    writes:
      Math.max(...calm.map(({ refresh, webhook }) => refresh * COMMITS.refresh + webhook * COMMITS.webhook)) /
      second,
    companyReads: connections * habits.companyReads,
    instances: nodeCores / MACHINE.coresOfInstance,
    postgresCores,
    backlog: mean(due) * due.length + connections * (habits.usedHourly + habits.webhooks),
    drainHours: Math.max(
      drainHours(week, costs, 'node', nodeCores),
      drainHours(week, costs, 'postgres', postgresCores),
    ),
  }
}
