// How many connections a year is lived through with, and what happens to them and to Intuit.

export interface YearPlan {
  readonly connections: number
  readonly days: number
  /** What happens to a hundred connections in a year. */
  readonly perHundred: {
    readonly endedInQuickBooks: number
    readonly endedHere: number
    readonly added: number
  }
  /** What happens to Intuit in all. */
  readonly outages: number
  readonly incidents: number
  readonly massRevokes: number
  /** The part of all connections that is revoked at once then, 0 to 1. */
  readonly revokedAtOnce: number
  /** How many connections the host's nightly work uses. */
  readonly nightly: number
}
