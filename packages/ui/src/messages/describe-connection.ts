// What is true of a connection, in words, and how it is known.
import type { Connection } from '@mooring/contract'
import type { en, Facts } from './en.ts'
import { say } from './messages.ts'
import { agoOf, dayOf } from './times.ts'

export interface Description {
  /** One or two words. */
  readonly label: string
  /** What is true. */
  readonly headline: string
  /** How it is known, or what follows. */
  readonly detail: string
}

export interface Speech {
  readonly words: typeof en
  readonly locale: string | undefined
  /** Ms since epoch. */
  readonly now: number
}

export function describeConnection(connection: Connection, { words, locale, now }: Speech): Description {
  const { status, reason, company, proof, expiry, disconnectedAt, disconnect } = connection
  const day = disconnectedAt ?? expiry.reauthorizeBy
  const facts: Facts = {
    company: company.name ?? words.thisCompany,
    date: day ? dayOf(day, locale) : '',
    checked: proof ? agoOf(proof.at, now, locale) : '',
  }
  // The table of statuses: these two have no reason, all others do.
  const row = reason ?? (status === 'awaiting_confirmation' ? status : 'connected')
  const detail = say(words.details[row], facts)
  return {
    label: words.labels[status],
    headline: say(words.headlines[row], facts),
    detail: disconnect?.revoke === 'queued' ? `${detail} ${words.revokeQueued}` : detail,
  }
}
