// Reading the Retry-After header, which may be anything.

/** Seconds: whatever Intuit asks, it is asked again within the hour. */
export const MAX_RETRY_AFTER = 3_600

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/**
 * @param now milliseconds since the epoch
 * @returns seconds to wait, 0 to `MAX_RETRY_AFTER`; null where the header says nothing that makes sense
 */
export function readRetryAfter(header: string | null, now: number): number | null {
  const value = header?.trim() ?? ''
  if (/^\d+$/.test(value)) return Math.min(Number(value), MAX_RETRY_AFTER)
  if (!HTTP_DATE.test(value)) return null
  const seconds = Math.ceil((Date.parse(value) - now) / 1_000)
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 0), MAX_RETRY_AFTER)
}
