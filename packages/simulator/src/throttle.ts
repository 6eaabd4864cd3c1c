// Intuit's rate limits: 500 requests a minute per company, 10 a second per app and company.
import type { Now } from './clock.ts'

const limits = [
  { windowMs: 60_000, most: 500, perApp: false },
  { windowMs: 1000, most: 10, perApp: true },
] as const

/** Counts calls on the virtual clock. */
export class Throttle {
  readonly #now: Now
  readonly #calls = new Map<string, number[]>()

  constructor(now: Now) {
    this.#now = now
  }

  /** Whether one more call is within the limits; counts it when it is. */
  admits(realmId: string, clientId: string): boolean {
    const now = this.#now()
    const windows = limits.map(({ windowMs, most, perApp }) => {
      const key = `${windowMs} ${realmId} ${perApp ? clientId : ''}`
      const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - windowMs && at <= now)
      this.#calls.set(key, recent)
      return { recent, most }
    })
    if (windows.some(({ recent, most }) => recent.length >= most)) return false
    for (const { recent } of windows) recent.push(now)
    return true
  }
}
