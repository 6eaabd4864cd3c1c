// The ticket with which a page on another origin takes its attempt to Intuit: once, soon, and from where it was given.
import { CLOCKS_APART_MS, TICKET_LIFE_MS } from '../config/defaults.ts'
import { mooringError } from '../errors/mooring-error.ts'
import type { AttemptRecord } from '../stores/records.ts'

/** @throws MooringError `state_invalid` */
export function withGoodTicket(
  found: AttemptRecord | null,
  { now, origin, ownOrigin }: { now: number; origin: string; ownOrigin: string },
): AttemptRecord {
  const unused = found?.outcome === 'pending' && found.ticketUsedAt === null && found.returnedAt === null
  const isGiven = origin === (found?.ticketOrigin ?? ownOrigin)
  const left = (found?.ticketExpiresAt ?? now) - now
  // More than a ticket ever has: it was given by a clock that was ahead.
  const isFresh = left > 0 && left <= TICKET_LIFE_MS + CLOCKS_APART_MS
  if (unused && isGiven && isFresh) return found
  throw mooringError('state_invalid', 'This link was used already or is too old. Please start again.')
}
