// What is true of a connection, in words, and how it is known.
import type { Connection } from '@mooring/contract'
import type { en, Facts } from './en.ts'
import { say } from './messages.ts'
import { agoOf, dayOf, type Formats } from './times.ts'

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
  readonly formats: Formats
  /** Ms since epoch. */
  readonly now: number
}

export function describeConnection(connection: Connection, { words, formats, now }: Speech): Description {
  const { status, reason, company, proof, expiry, disconnectedAt, disconnect } = connection
  const day = disconnectedAt ?? expiry.reauthorizeBy
  // Written only where a sentence names it: a list of hundreds formats no date that nobody sees.
  const facts: Facts = {
    company: company.name ?? words.thisCompany,
    get date() {
      return day ? dayOf(day, formats) : ''
    },
    get checked() {
      return proof ? agoOf(proof.at, now, formats) : ''
    },
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
