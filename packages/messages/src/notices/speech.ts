// With what a notice is written: words, formats, the clock, and what is known of the connection.
import type { Code, Problem } from '@mooring/contract'
import { describeProblem } from '../describe-problem.ts'
import type { Facts } from '../en.ts'
import { localeOf } from '../locale.ts'
import { type MessageOverrides, type Override, say, withOverrides } from '../messages.ts'
import { agoOf, type Formats, formatsOf } from '../times.ts'
import { type Books, booksOf } from './languages.ts'
import type { Audience, NoticeConnection, NoticeTarget } from './notice.ts'
import type { NoticeWords } from './words.ts'

export interface DescribeOptions {
  /** A BCP 47 tag: "en", "ar", "de", "es", "fr" or "ja", with any region. @default English */
  locale?: string
  /** Who reads it. @default 'admin' */
  audience?: Audience
  /**
   * Your page with the connections: an address, which gets `?connection=<id>`, or a function that gives the address (null for none). @default none: `link` is null
   */
  page?: string | ((target: NoticeTarget) => string | null)
  /** The connection that an event or a problem is of: it has the company's name and the dates. */
  connection?: NoticeConnection | null
  /** Whom to write to at your support, where they have to help. */
  contact?: string
  /** Your own words, as you give them to the kit, and those of notices. */
  messages?: MessageOverrides & Override<NoticeWords>
  /** The reader's time zone for dates, as "America/New_York". @default the runtime's own */
  timeZone?: string
  /** The moment from which "4 minutes ago" is counted, in ms since epoch. @default an event's own time, else now */
  now?: number
}

/** A row of the sentences about a connection. */
export type Row = keyof Books['kit']['headlines']

export interface NoticeSpeech extends Books {
  readonly options: DescribeOptions
  readonly audience: Audience
  readonly locale: string
  readonly formats: Formats
}

export function speechOf(options: DescribeOptions): NoticeSpeech {
  const locale = localeOf(options.locale)
  const { kit, notices } = booksOf(locale)
  const { timeZone, messages } = options
  return {
    options,
    kit: withOverrides(kit, messages),
    notices: withOverrides({ ...notices }, messages),
    audience: options.audience ?? 'admin',
    locale,
    formats: {
      ...formatsOf(locale),
      ...(timeZone && { day: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }) }),
    },
  }
}

/** The day of a moment; null for what is none. */
export function dayIn(at: string | number | null | undefined, { formats }: NoticeSpeech): string | null {
  const time = typeof at === 'string' ? Date.parse(at) : at
  return typeof time === 'number' && Number.isFinite(time) ? formats.day.format(time) : null
}

/** Begins with a capital, also where it begins with what a nameless company is called. */
const begun = (text: string): string => text.replace(/\p{L}/u, (letter) => letter.toUpperCase())

/** What is known of a connection when a sentence is said of it. */
export interface Known {
  readonly company: string | null
  /** By when, or when: RFC 3339, or ms since epoch. */
  readonly date?: string | number | null | undefined
  readonly proof?: NoticeConnection['proof'] | undefined
  readonly now: number
}

/** What is true, and how it is known. A detail that would name a day which is not known is empty. */
export interface Said {
  readonly headline: string
  readonly detail: string
}

/** Reasons that this version does not know: the row whose headline is true of its status, and of some the detail too. */
const USUALLY: Readonly<Record<string, { readonly row: Row; readonly hasDetail: boolean }>> = {
  expiring: { row: 'idle_expiry_near', hasDetail: true },
  checking: { row: 'refresh_outcome_unknown', hasDetail: true },
  reauthorization_required: { row: 'revoked', hasDetail: false },
  blocked: { row: 'company_locked', hasDetail: false },
  disconnected: { row: 'by_user', hasDetail: true },
}

/** What the kit says of a status and its reason; null where it has no sentence for them. */
export function stateIn(
  speech: NoticeSpeech,
  status: string,
  reason: string | null,
  known: Known,
): Said | null {
  const { headlines } = speech.kit
  const row = reason ?? status
  if (Object.hasOwn(headlines, row)) return rowIn(speech, row as Row, known)
  const usual = USUALLY[status]
  if (!usual) return null
  const said = rowIn(speech, usual.row, known)
  return usual.hasDetail ? said : { ...said, detail: '' }
}

function rowIn(speech: NoticeSpeech, row: Row, { company, proof, now, date }: Known): Said {
  const { kit, formats } = speech
  const day = dayIn(date, speech)
  let lacksDay = false
  const facts: Facts = {
    company: company ?? kit.thisCompany,
    get date() {
      lacksDay ||= day === null
      return day ?? ''
    },
    checked: proof ? agoOf(proof.at, now, formats) : '',
  }
  const headline = say(kit.headlines[row], facts)
  const detail = say(kit.details[row], facts)
  return { headline: company === null ? begun(headline) : headline, detail: lacksDay ? '' : detail }
}

/** A failure of which only the code is known, in words. */
export function codeIn({ kit, notices }: NoticeSpeech, code: string, problem?: Problem | null): string {
  if (problem?.code === code) return describeProblem(problem, kit)
  const word = Object.hasOwn(kit.problems, code) ? kit.problems[code as Code] : undefined
  if (typeof word === 'string') return word
  const title = Object.hasOwn(notices.titles, code) ? notices.titles[code as Code] : notices.titles.internal
  return `${title}.`
}

/** A sentence about a company, which may have no name. */
export const about = (
  { kit }: NoticeSpeech,
  company: string | null,
  sentence: (company: string) => string,
): string => (company === null ? begun(sentence(kit.thisCompany)) : sentence(company))

export const titleOf = ({ notices }: NoticeSpeech, code: string, otherwise: string): string =>
  Object.hasOwn(notices.titles, code) ? notices.titles[code as Code] : otherwise
