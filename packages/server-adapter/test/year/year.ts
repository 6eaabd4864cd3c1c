// A year of a product with many connections: companies come and go, Intuit has bad days, and the real adapter keeps up.
import { DAY, HOUR, MINUTE } from '../../src/platform/clock.ts'
import type { Store } from '../../src/stores/store.ts'
import { Agenda } from './agenda.ts'
import { type Company, KEEPALIVE_DAYS, Product } from './product.ts'
import { Witness } from './witness.ts'
import { type Weather, YearIntuit } from './year-intuit.ts'
import type { YearPlan } from './year-plan.ts'

const BEGIN = Date.parse('2027-01-01T00:00:00Z')
/** The host takes over its connections in this time. */
const SETTLING_IN = 7 * DAY
/** After the last thing happened: an ended grant is found out by the next keepalive. */
const AFTERMATH = (KEEPALIVE_DAYS + 2) * DAY
const OUTAGES: readonly Weather[] = ['down', 'broken', 'unreachable', 'throttling']
const MISHAPS = { refused: 0.003, lost: 0.0005 }

type Happening = () => void | Promise<void>

class Year {
  #now = BEGIN
  readonly #plan: YearPlan
  readonly #random: () => number
  readonly #end: number
  readonly #agenda = new Agenda()
  readonly #witness = new Witness(() => this.#now)
  readonly #intuit: YearIntuit
  readonly #product: Product

  constructor(plan: YearPlan, random: () => number) {
    this.#plan = plan
    this.#random = random
    this.#end = BEGIN + plan.days * DAY
    const now = () => this.#now
    this.#intuit = new YearIntuit(now, random, MISHAPS)
    this.#product = new Product({
      now,
      random,
      agenda: this.#agenda,
      witness: this.#witness,
      intuit: this.#intuit,
    })
  }

  async live() {
    await this.#settleIn()
    this.#makePlans()
    const { adapter, store } = this.#product
    let rounds = 0
    for (; this.#now < this.#end + AFTERMATH; rounds++) {
      await this.#agenda.happenUntil(this.#now)
      await adapter.runDueWork()
      const { doubts, dueAt } = await look(store)
      this.#witness.seeDoubts(doubts)
      // No round finds more by coming sooner: the retries of a minute are the shortest there are.
      this.#now = Math.max(this.#now + MINUTE, Math.min(this.#agenda.nextAt(), dueAt))
    }
    const faults = [...this.#witness.close(), ...(await liars(this.#product))]
    await adapter.close()
    const held = this.#product.connected().length
    return { faults, rounds, ...this.#witness.counts, ...this.#intuit.calls, held }
  }

  async #settleIn(): Promise<void> {
    const { connections } = this.#plan
    for (let index = 0; index < connections; index++) {
      await this.#product.connect(this.#product.newCompany())
      this.#now += SETTLING_IN / connections
      if (index % 500 === 499) await this.#product.adapter.runDueWork()
    }
  }

  #makePlans(): void {
    const { perHundred, outages, incidents, massRevokes, revokedAtOnce, days } = this.#plan
    const product = this.#product
    this.#often(perHundred.endedInQuickBooks, () =>
      this.#toSomeone((company) => product.endInQuickBooks(company, this.#random() < 0.5)),
    )
    this.#often(perHundred.endedHere, () => this.#toSomeone((company) => product.leave(company)))
    this.#often(perHundred.added, () => product.connect(product.newCompany()))
    this.#anyTime(outages, () =>
      this.#storm(this.#pick(OUTAGES) ?? 'down', 5 * MINUTE + this.#random() * 6 * HOUR),
    )
    this.#anyTime(massRevokes, () => product.revokeMany(revokedAtOnce))
    // As a host's nightly work begins: refusals of many tenants within minutes are what an incident is known by.
    for (let index = 0; index < incidents; index++) {
      const night = BEGIN + (8 + Math.floor(this.#random() * (days - 8))) * DAY
      this.#agenda.add(night - 1, () => this.#storm('refusing', HOUR + this.#random() * 4 * HOUR))
    }
    this.#work(BEGIN + 8 * DAY)
  }

  #anyTime(count: number, happen: Happening): void {
    const first = BEGIN + SETTLING_IN + DAY
    for (let index = 0; index < count; index++)
      this.#agenda.add(first + this.#random() * (this.#end - first), happen)
  }

  #often(perHundred: number, happen: Happening): void {
    const { connections, days } = this.#plan
    this.#anyTime(Math.round((perHundred / 100) * connections * (days / 365)), happen)
  }

  readonly #pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(this.#random() * items.length)]

  async #toSomeone(happen: (company: Company) => Promise<void>): Promise<void> {
    const company = this.#pick(this.#product.alive())
    if (company !== undefined) await happen(company)
  }

  /** The host's work of each night. */
  #work(at: number): void {
    this.#agenda.add(at, async () => {
      const all = this.#product.connected()
      const chosen = new Set(Array.from({ length: this.#plan.nightly }, () => this.#pick(all)))
      await Promise.all([...chosen].map((company) => company && this.#product.use(company)))
      if (at < this.#end) this.#work(at + DAY)
    })
  }

  /** @param ms how long it lasts */
  #storm(weather: Weather, ms: number): void {
    if (this.#intuit.weather !== 'well') return
    this.#intuit.weather = weather
    const end = this.#witness.trouble()
    this.#agenda.add(this.#now + ms, () => {
      this.#intuit.weather = 'well'
      end()
    })
  }
}

/** @param random a seeded one: the same numbers make the same year */
export const liveThrough = (plan: YearPlan, random: () => number) => new Year(plan, random).live()

const look = (store: Store) =>
  store.read(async ({ connections }) => {
    const doubts = await connections.page({ status: 'checking', limit: 10_000 })
    const [next] = await connections.due(Number.MAX_SAFE_INTEGER, 1)
    return { doubts: doubts.map(({ id }) => id), dueAt: next?.dueAt ?? Number.POSITIVE_INFINITY }
  })

/** At the end every row says what is true. */
async function liars({ store, isAlive }: Product): Promise<string[]> {
  const rows = await store.read(({ connections }) => connections.page({ limit: 1_000_000 }))
  const held = rows.filter(({ status }) => status !== 'disconnected')
  return held
    .filter(({ id, status }) => isAlive(id) !== (status === 'connected'))
    .map(
      ({ id, status, reason }) => `${id} is ${status}/${reason}, and Intuit takes its grant: ${isAlive(id)}`,
    )
}
