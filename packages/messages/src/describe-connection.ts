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

/** Begins with a capital, also where what a nameless company is called comes first. */
const begun = (text: string): string => text.replace(/\p{L}/u, (letter) => letter.toUpperCase())

/** A company's name where it stands alone. */
export const titleOf = (name: string | null, words: Speech['words']): string =>
  name ?? begun(words.thisCompany)

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
  const headline = say(words.headlines[row], facts)
  return {
    label: words.labels[status],
    headline: company.name === null ? begun(headline) : headline,
    detail: disconnect?.revoke === 'queued' ? `${detail} ${words.revokeQueued}` : detail,
  }
}
