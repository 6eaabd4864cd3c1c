// Sees whether anybody waits for a verdict longer than the contract says, or is asked for what was no end of theirs.
import type { HostEvent } from '@mooring/contract'
import { HOUR, MINUTE } from '../../src/platform/clock.ts'

/** The one more try a minute after a lone refusal, and the rounds of work around both. */
const CONFIRMED_MS = 3 * MINUTE
/** What Intuit's trouble leaves behind is tried again within this. */
const TRIED_AGAIN_MS = HOUR
/** No incident is believed in for longer; its end is found out by the next try. */
const INCIDENT_MOST_MS = 6 * HOUR + TRIED_AGAIN_MS

interface Span {
  readonly since: number
  until: number
}

export class Witness {
  readonly faults: string[] = []
  readonly counts = {
    asked: 0,
    endedInQuickBooks: 0,
    incidents: 0,
    doubts: 0,
    longestDoubtMinutes: 0,
    longestIncidentMinutes: 0,
  }
  readonly #now: () => number
  /** Intuit's trouble, and what was believed to be an incident of Intuit's: verdicts wait for their end. */
  readonly #troubles: Span[] = []
  readonly #doubts = new Map<string, number>()
  /** Connections whose grant has ended, and when that can be known at the latest where Intuit is well. */
  readonly #ends = new Map<string, number>()
  readonly #asked = new Set<string>()
  #incident: Span | null = null

  constructor(now: () => number) {
    this.#now = now
  }

  /** @returns what ends it */
  trouble(): () => void {
    const span = { since: this.#now(), until: Number.POSITIVE_INFINITY }
    this.#troubles.push(span)
    return () => {
      span.until = this.#now()
    }
  }

  /** @param knownWithin ms until someone could know it */
  ended(id: string, knownWithin: number): void {
    if (!this.#ends.has(id)) this.#ends.set(id, this.#now() + knownWithin)
  }

  /** A person has consented again. */
  renewed(id: string): void {
    this.#ends.delete(id)
    this.#asked.delete(id)
  }

  /** The host has disconnected it. */
  gone(id: string): void {
    this.renewed(id)
    this.#doubts.delete(id)
  }

  /** @param isAlive whether Intuit takes what the host has */
  hear({ type, connectionId, data }: HostEvent, isAlive: boolean): void {
    if (type === 'operations.incident') this.#hearOfIncident(data.state)
    if (connectionId === null) return
    const asks = type === 'connection.reauthorization_required'
    if (asks || (type === 'connection.disconnected' && data.reason === 'in_quickbooks')) {
      this.counts[asks ? 'asked' : 'endedInQuickBooks']++
      if (isAlive) this.#fault(connectionId, `was asked for (${JSON.stringify(data)}), and its grant lives`)
      if (this.#asked.has(connectionId)) this.#fault(connectionId, 'was asked for twice')
      this.#asked.add(connectionId)
      this.#inTime(connectionId, this.#ends.get(connectionId))
      this.#ends.delete(connectionId)
    }
    if (type === 'connection.blocked' || type === 'connection.expiring')
      this.#fault(connectionId, `${type} was told: ${JSON.stringify(data)}`)
  }

  /** @param ids all that are `checking` now */
  seeDoubts(ids: readonly string[]): void {
    const now = this.#now()
    for (const id of ids) {
      if (this.#doubts.has(id)) continue
      this.#doubts.set(id, now)
      this.counts.doubts++
    }
    const still = new Set(ids)
    for (const [id, since] of this.#doubts) {
      if (still.has(id)) continue
      this.#doubts.delete(id)
      const minutes = Math.round((now - since) / MINUTE)
      this.counts.longestDoubtMinutes = Math.max(this.counts.longestDoubtMinutes, minutes)
      this.#inTime(id, since)
    }
  }

  /** Long after the last thing happened: nothing is left open. */
  close(): readonly string[] {
    for (const id of this.#doubts.keys()) this.#fault(id, 'is in doubt for ever')
    for (const id of this.#ends.keys()) this.#fault(id, 'has ended, which was never told')
    if (this.#incident !== null) this.faults.push('An incident never ended.')
    return this.faults
  }

  #hearOfIncident(state: 'began' | 'ended'): void {
    const now = this.#now()
    if (state === 'began') {
      this.counts.incidents++
      this.#incident = { since: now, until: Number.POSITIVE_INFINITY }
      this.#troubles.push(this.#incident)
      return
    }
    if (this.#incident === null) return
    this.#incident.until = now
    const lasted = now - this.#incident.since
    this.counts.longestIncidentMinutes = Math.max(
      this.counts.longestIncidentMinutes,
      Math.round(lasted / MINUTE),
    )
    if (lasted > INCIDENT_MOST_MS)
      this.faults.push(`An incident was believed in for ${lasted / MINUTE} minutes.`)
    this.#incident = null
  }

  /** Each trouble that is met while a verdict is awaited moves its end. */
  #inTime(id: string, since: number | undefined): void {
    if (since === undefined) return
    let limit = since + CONFIRMED_MS
    for (const trouble of this.#troubles)
      if (trouble.since <= limit && trouble.until > since)
        limit = Math.max(limit, trouble.until + TRIED_AGAIN_MS + CONFIRMED_MS)
    const late = this.#now() - limit
    if (late > 0) this.#fault(id, `had its verdict ${late / MINUTE} minutes too late`)
  }

  #fault(id: string, what: string): void {
    this.faults.push(`${id} ${what} (at ${new Date(this.#now()).toISOString()})`)
  }
}
