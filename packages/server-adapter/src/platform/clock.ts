// Time comes in as an argument, so that a test can jump 100 days.

/** Milliseconds since the epoch. Every decision of time asks this clock. */
export type Clock = () => number

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** RFC 3339 in UTC. */
export const toTimestamp = (ms: number): string => new Date(ms).toISOString()

/** The day of a moment, in UTC: `2026-11-21`. */
export const dayOf = (ms: number): string => toTimestamp(ms).slice(0, 10)

/** RFC 3339 in UTC, or null. */
export const toTimestampOrNull = (ms: number | null): string | null => (ms === null ? null : toTimestamp(ms))
