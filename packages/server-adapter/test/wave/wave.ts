// A campaign over a wave of connections, hour by hour on a virtual clock: the real service, and people who act in their own time.
import type { HostEvent } from '@mooring/contract'
import type { StoreFactory } from '../../src/index.ts'
import { DAY, HOUR, toTimestamp } from '../../src/platform/clock.ts'
import { inParallel } from '../../src/platform/in-parallel.ts'
import { type Company, WaveHost } from './wave-host.ts'
import { BEGIN, DAYS, DEADLINE_DAYS, habitOf, type WavePlan } from './wave-plan.ts'
import { WaveWitness } from './wave-witness.ts'

export const CAMPAIGN = 'wave-2028'
/** How many people are at it at once. */
const AT_ONCE = 8

/** How a day ended, and how many events of it the host was told. */
export interface WaveDay {
  readonly date: string
  readonly waiting: number
  readonly asked: number
  readonly done: number
  readonly gone: number
  readonly askedThatDay: number
  readonly reminders: number
  readonly required: number
  /** The most events of campaigns that the host was told in one hour of the day. */
  readonly busiestHour: number
}

/** What someone measures around the parts of a day. */
export interface WaveMeter {
  /** The campaign's beginning, or background work of an hour. */
  service<T>(work: () => Promise<T>): Promise<T>
  /** People who authorize and disconnect. */
  people<T>(work: () => Promise<T>): Promise<T>
  endOfDay(day: WaveDay): Promise<void>
}

const UNMEASURED: WaveMeter = {
  service: (work) => work(),
  people: (work) => work(),
  endOfDay: async () => {},
}

class Wave {
  #now = BEGIN
  readonly #plan: WavePlan
  readonly #meter: WaveMeter
  readonly #witness: WaveWitness
  readonly #host: WaveHost
  readonly #byId = new Map<string, Company>()
  /** What people do in each hour. */
  readonly #agenda = new Map<number, (() => Promise<void>)[]>()
  #events = { reminders: 0, required: 0, thisHour: 0, busiestHour: 0 }

  constructor(plan: WavePlan, store: StoreFactory, meter: WaveMeter) {
    this.#plan = plan
    this.#meter = meter
    this.#witness = new WaveWitness(plan)
    const around = { now: () => this.#now, store, onEvent: (event: HostEvent) => this.#hear(event) }
    this.#host = new WaveHost(around, plan.connections)
  }

  async live() {
    await using opened = new AsyncDisposableStack()
    opened.defer(() => this.#host.adapter.close())
    await this.#host.fill()
    for (const company of this.#host.companies) this.#byId.set(company.id, company)
    this.#makePlans()
    const { campaigns } = this.#host.adapter.operations
    await this.#meter.service(() =>
      campaigns.start({
        id: CAMPAIGN,
        why: 'hard_expiry',
        deadline: toTimestamp(BEGIN + DEADLINE_DAYS * DAY),
        select: { hardExpiryBefore: toTimestamp(BEGIN + 90 * DAY) },
        perDay: this.#plan.perDay,
      }),
    )
    const days: WaveDay[] = []
    for (let day = 0; day < DAYS; day++) days.push(await this.#liveDay(day))
    const faults = await this.#witness.examine(this.#host)
    return { days, faults, events: this.#witness.counts() }
  }

  async #liveDay(day: number): Promise<WaveDay> {
    this.#events = { reminders: 0, required: 0, thisHour: 0, busiestHour: 0 }
    for (let hour = day * 24; hour < (day + 1) * 24; hour += this.#plan.stepHours) {
      this.#now = BEGIN + hour * HOUR
      await this.#meter.people(() => this.#act(hour))
      await this.#meter.service(() => this.#host.adapter.runDueWork())
      this.#events.busiestHour = Math.max(this.#events.busiestHour, this.#events.thisHour)
      this.#events.thisHour = 0
    }
    const { byDay, ...counts } = await this.#host.adapter.operations.campaigns.progress(CAMPAIGN)
    const date = toTimestamp(BEGIN + day * DAY).slice(0, 10)
    const { waiting, asked, done, gone } = counts
    const askedThatDay = byDay.find((one) => one.date === date)?.asked ?? 0
    const { reminders, required, busiestHour } = this.#events
    const ended = { date, waiting, asked, done, gone, askedThatDay, reminders, required, busiestHour }
    await this.#meter.endOfDay(ended)
    return ended
  }

  async #act(hour: number): Promise<void> {
    const acts = this.#agenda.get(hour) ?? []
    this.#agenda.delete(hour)
    await inParallel(acts, AT_ONCE, (act) => act())
  }

  #at(moment: number, act: () => Promise<void>): void {
    const step = this.#plan.stepHours * HOUR
    const round = Math.max(Math.ceil((moment - BEGIN) / step), Math.floor((this.#now - BEGIN) / step) + 1)
    const hour = round * this.#plan.stepHours
    const acts = this.#agenda.get(hour)
    if (acts === undefined) this.#agenda.set(hour, [act])
    else acts.push(act)
  }

  #makePlans(): void {
    for (const company of this.#host.companies) {
      const habit = habitOf(company.index)
      if (habit.kind === 'unasked') this.#at(habit.at, () => this.#reauthorize(company))
      if (habit.kind === 'disconnects') this.#at(habit.at, () => this.#disconnect(company))
    }
  }

  async #reauthorize(company: Company): Promise<void> {
    await this.#host.reauthorize(company)
    this.#witness.acted(company.id, this.#now)
  }

  async #disconnect(company: Company): Promise<void> {
    await this.#host.disconnect(company)
    this.#witness.acted(company.id, this.#now)
  }

  #hear(event: HostEvent): void {
    const company = event.connectionId === null ? undefined : this.#byId.get(event.connectionId)
    const isFirst = this.#witness.hear(event)
    if (company === undefined) return
    const habit = habitOf(company.index)
    const isMail = event.type === 'connection.expiring' && event.data.clock === 'campaign'
    const isOver = event.type === 'connection.reauthorization_required'
    if (isMail) this.#events.reminders++
    if (isOver) this.#events.required++
    if (isMail || isOver) this.#events.thisHour++
    const isMoved =
      (habit.kind === 'after_first_mail' && isMail && isFirst) ||
      (habit.kind === 'after_reminder' && isMail && event.data.daysLeft < 7 && event.data.daysLeft > 1) ||
      (habit.kind === 'after_deadline' && isOver)
    if (isMoved) this.#at(this.#now + habit.waits, () => this.#reauthorize(company))
  }
}

/** Lives through a wave; the same plan makes the same one. The store is a new one. */
export const liveThroughWave = (plan: WavePlan, store: StoreFactory, meter: WaveMeter = UNMEASURED) =>
  new Wave(plan, store, meter).live()
