// An event, read so that what a newer adapter tells is no error.
import type { Action, HostEvent } from '@mooring/contract'
import type { Draft, NoticeConnection } from './notice.ts'
import { dayIn, type NoticeSpeech } from './speech.ts'

/** An event, its `data` read as what it may be: a newer adapter tells types that this version does not know. */
export interface EventFacts {
  readonly type: string
  readonly at: number
  readonly data: Readonly<Record<string, unknown>>
  /** The connection, where the host gave it. */
  readonly connection: NoticeConnection | null
  readonly company: string | null
  /** Who did it. */
  readonly person: string | null
  /** When it was, and who did it where a person did; empty where that is not known. */
  readonly when: string
  readonly speech: NoticeSpeech
}

/** What is said of an event. */
export interface EventSaid extends Pick<Draft, 'title' | 'sentences'> {
  readonly action?: Action
  readonly step?: Draft['step']
}

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export function factsOf(event: HostEvent, speech: NoticeSpeech): EventFacts {
  const { type, at, actor, connectionId } = event
  const data: object = event.data ?? {}
  const { connection: given } = speech.options
  // One of another company would put a wrong name into the sentences.
  const connection = given && given.id === connectionId ? given : null
  const person = actor?.displayName ?? null
  const day = dayIn(at, speech)
  const { byPerson, on } = speech.notices
  const when = day === null ? '' : person === null ? on(day) : byPerson(person, day)
  const company = connection?.company.name ?? null
  return { type, at: Date.parse(at), data: { ...data }, connection, company, person, when, speech }
}
