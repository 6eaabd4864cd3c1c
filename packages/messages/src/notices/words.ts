// What a notice says besides the sentences of the kit.
import type { Code } from '@mooring/contract'

/** What a notice of no single connection says. */
export interface WholeNotice {
  readonly topic: string
  readonly title: string
  readonly body: string
}

/** Each language has all of them. Dates are already written in the reader's locale. */
export interface NoticeWords {
  readonly on: (date: string) => string
  readonly byPerson: (person: string, date: string) => string
  readonly signIn: string
  /** A label and what it names. */
  readonly line: (label: string, value: string) => string
  /** The label of a connection's id. */
  readonly connection: string
  /** For what a newer adapter tells and this version has no sentence for. */
  readonly news: string
  readonly seePage: string
  readonly renewalFailed: (company: string) => string
  readonly changed: (company: string) => string
  readonly ownerLeft: (company: string) => string
  readonly ownerLeftAsk: string
  readonly incidentBegan: WholeNotice
  readonly incidentEnded: WholeNotice
  readonly quotaNear: WholeNotice
  readonly quotaOver: WholeNotice
  readonly campaignStarted: WholeNotice
  readonly campaignDeadline: (date: string) => string
  readonly campaignEnded: WholeNotice
  /** A problem in a few words, by its code. */
  readonly titles: Readonly<Record<Code | 'link_ended', string>>
}
