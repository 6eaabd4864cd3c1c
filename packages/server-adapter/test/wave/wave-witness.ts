// Compares what the host was told and what is stored with what has to be true of each connection of a wave.
import type { HostEvent } from '@mooring/contract'
import { DAY, HOUR } from '../../src/platform/clock.ts'
import type { HistoryRecord } from '../../src/stores/records.ts'
import type { Company, WaveHost } from './wave-host.ts'
import { BEGIN, DEADLINE_DAYS, hardEndOf, type WavePlan } from './wave-plan.ts'

const WARNED_BEFORE = [30, 14, 7, 1]
const DEADLINE = BEGIN + DEADLINE_DAYS * DAY
const READ_AT_ONCE = 200

interface Heard {
  readonly types: string[]
  /** `campaign` and `hard` with the days left. */
  readonly warnings: string[]
  actedAt: number
}

export class WaveWitness {
  readonly #plan: WavePlan
  readonly #heard = new Map<string, Heard>()
  readonly #types = new Map<string, number>()
  readonly #faults: string[] = []
  /** Where someone acts this near to a warning, either may come first. */
  readonly #near: number

  constructor(plan: WavePlan) {
    this.#plan = plan
    this.#near = (plan.stepHours + 2) * HOUR
  }

  #of(id: string): Heard {
    const known = this.#heard.get(id)
    if (known !== undefined) return known
    const heard = { types: [], warnings: [], actedAt: Number.POSITIVE_INFINITY }
    this.#heard.set(id, heard)
    return heard
  }

  acted(id: string, now: number): void {
    this.#of(id).actedAt = now
  }

  /** @returns whether it is the connection's first of the campaign */
  hear(event: HostEvent): boolean {
    const name = event.type === 'connection.expiring' ? `${event.type} (${event.data.clock})` : event.type
    this.#types.set(name, (this.#types.get(name) ?? 0) + 1)
    if (event.connectionId === null) return false
    const { types, warnings } = this.#of(event.connectionId)
    types.push(event.type)
    if (event.type !== 'connection.expiring') return false
    const isFirst = !warnings.some((warning) => warning.startsWith('campaign'))
    warnings.push(`${event.data.clock} ${event.data.daysLeft}`)
    return isFirst
  }

  counts = (): Record<string, number> => Object.fromEntries([...this.#types].sort())

  /** @returns what is wrong, nothing where all is well */
  async examine({ store, companies }: WaveHost): Promise<string[]> {
    const askedAt = new Map<Company, number>()
    for (let from = 0; from < companies.length; from += READ_AT_ONCE) {
      await store.read(async ({ history }) => {
        for (const company of companies.slice(from, from + READ_AT_ONCE)) {
          const asked = this.#examineOne(company, await history.chain(company.id, 0, 100))
          if (asked !== null) askedAt.set(company, asked)
        }
      })
    }
    this.#examineOrder(askedAt)
    return this.#faults
  }

  #examineOne(company: Company, chain: readonly HistoryRecord[]): number | null {
    const { types, warnings, actedAt } = this.#of(company.id)
    const fault = (what: string) => this.#faults.push(`Company ${company.index} ${what}`)
    const asked = chain.filter(({ type }) => type === 'campaign.asked')
    if (asked.length > 1) fault(`was asked ${asked.length} times`)
    const askedAt = asked[0]?.at ?? null
    if (askedAt !== null && actedAt < askedAt) fault('was asked though its person had acted')
    if (askedAt === null && actedAt > DEADLINE) fault('was never asked')
    const kept = chain.map(({ type }) => type).filter((type) => type.startsWith('connection.'))
    if (kept.join() !== types.join()) fault(`has ${kept.join()} in its history, and was told ${types.join()}`)
    const until = Math.min(actedAt, DEADLINE)
    const ends = { campaign: DEADLINE, hard: hardEndOf(company.index) }
    for (const [clock, endsAt] of Object.entries(ends)) {
      const count = warnings.filter((warning) => warning.startsWith(clock)).length
      const since = clock === 'hard' ? BEGIN : (askedAt ?? Number.POSITIVE_INFINITY)
      const [least, most] = warningsBetween({ since, until, near: this.#near }, endsAt)
      if (count < least || count > most)
        fault(`had ${count} warnings of its ${clock} clock, not ${least} to ${most}`)
    }
    const required = types.filter((type) => type === 'connection.reauthorization_required').length
    if (required !== (actedAt > DEADLINE ? 1 : 0)) fault(`was told ${required} times that its time is over`)
    return askedAt
  }

  /** No one before their turn: the nearest to their end first, and no more than a day's share. */
  #examineOrder(askedAt: ReadonlyMap<Company, number>): void {
    const byDay = new Map<number, number>()
    let latest = 0
    for (const [company, at] of [...askedAt].sort(
      ([one], [other]) => hardEndOf(one.index) - hardEndOf(other.index),
    )) {
      if (at < latest) this.#faults.push(`Company ${company.index} was asked before one that ends earlier`)
      latest = at
      const day = Math.floor(at / DAY)
      byDay.set(day, (byDay.get(day) ?? 0) + 1)
    }
    for (const [day, count] of byDay)
      if (count > this.#plan.perDay) this.#faults.push(`${count} were asked on day ${day - BEGIN / DAY}`)
  }
}

/** How many warnings are due between two moments; where one of them is near an end, it may be either. */
function warningsBetween(
  { since, until, near }: { since: number; until: number; near: number },
  endsAt: number,
): [number, number] {
  const moments = WARNED_BEFORE.map((days) => endsAt - days * DAY)
  const ahead = moments.filter((moment) => moment <= since && since + near < until).length > 0 ? 1 : 0
  const certain = moments.filter((moment) => moment > since && moment + near < until).length
  const open = moments.filter(
    (moment) => Math.abs(moment - until) <= near || Math.abs(moment - since) <= near,
  )
  const hasOpenStart = since + near >= until && since < until ? 1 : 0
  return [Math.max(0, ahead + certain - open.length), ahead + certain + open.length + hasOpenStart]
}
