// How much is left of an authorization, by its two clocks.
import type { Connection, Reason } from '@mooring/contract'
import type { Tone } from '../icon/Mark.tsx'

const DAY_MS = 86_400_000
/** How long Intuit's clocks are, in days: unused for about 100 days, and five years after consent in any case. */
const LENGTHS = { idle: 100, hard: 5 * 365.25 } as const
/** From here on people are warned, in days. */
const SOON = 30

export type Clock = keyof typeof LENGTHS

export interface TimeLeft {
  readonly clock: Clock
  /** RFC 3339; null where it is not known. */
  readonly endsAt: string | null
  /** Whole days, rounded down; null where it is not known. */
  readonly days: number | null
  /** From 0 to 1. */
  readonly share: number
  readonly tone: Tone
}

function left(clock: Clock, endsAt: string | null, now: number): TimeLeft {
  if (endsAt === null) return { clock, endsAt, days: null, share: 0, tone: 'off' }
  const days = Math.max(0, (Date.parse(endsAt) - now) / DAY_MS)
  const tone = days === 0 ? 'bad' : days <= SOON ? 'warn' : 'good'
  return { clock, endsAt, days: Math.floor(days), share: Math.min(1, days / LENGTHS[clock]), tone }
}

/** What ended an authorization before its clocks did. */
const ENDED: readonly (string | null)[] = ['revoked', 'token_lost'] satisfies Reason[]

/** Both clocks, or null where no authorization is in force. @param now ms since epoch */
export function lifetimeOf(
  { expiry, reason }: Pick<Connection, 'expiry' | 'reason'>,
  now: number,
): readonly TimeLeft[] | null {
  const { idleExpiresAt, hardExpiresAt } = expiry
  if ((idleExpiresAt === null && hardExpiresAt === null) || ENDED.includes(reason)) return null
  return [left('idle', idleExpiresAt, now), left('hard', hardExpiresAt, now)]
}

/** The clock that ends first. */
export const nearest = (clocks: readonly TimeLeft[]): TimeLeft | undefined =>
  clocks.filter(({ days }) => days !== null).sort((one, other) => (one.days ?? 0) - (other.days ?? 0))[0]
