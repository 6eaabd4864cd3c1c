// Which refreshes have an entry of their own in the history. Pure.
import type { Actor } from '@mooring/contract'
import { ACCESS_LIFE_MS } from '../config/defaults.ts'
import { dayOf } from '../platform/clock.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'

/** Refreshes that come by themselves, hour by hour. */
const ROUTINE: readonly string[] = ['expired', 'keepalive']

const renewedAt = ({ accessExpiresAt }: GrantRecord): number => accessExpiresAt - ACCESS_LIFE_MS

/** A consent and an import store the moment as their generation, refreshes count on from there. */
const isOfRefresh = (grant: GrantRecord): boolean => renewedAt(grant) > grant.generation

/** What a refresh went from and came to. */
export interface Rotation {
  readonly cause: string
  /** The person who asked for it, if any. */
  readonly actor: Actor | null
  /** The row before it. */
  readonly before: Pick<ConnectionRecord, 'failures'>
  /** Whether the host hears of it. */
  readonly hasEvents: boolean
  /** The grant it started from. */
  readonly replaced: GrantRecord
  readonly stored: GrantRecord
}

/**
 * False for a routine refresh that changed nothing else, after another one on the same UTC day. How many there were shows in the
 * generations that the entries before and after it name.
 */
export function isNoted({ cause, actor, before, hasEvents, replaced, stored }: Rotation): boolean {
  if (actor !== null || !ROUTINE.includes(cause) || hasEvents || before.failures > 0) return true
  return !isOfRefresh(replaced) || dayOf(renewedAt(replaced)) !== dayOf(renewedAt(stored))
}
