// An event, as the host's `onEvent` gets it.
import type { HostEvent } from '@mooring/contract'
import { type EventFacts, type EventSaid, factsOf, textOf } from './event-facts.ts'
import { SENTENCES } from './event-sentences.ts'
import type { Draft } from './notice.ts'
import { ofNoConnection } from './operator-sentences.ts'
import type { NoticeSpeech } from './speech.ts'
import { stepOf } from './steps.ts'

/** What is said of a type that has no sentences of its own: its name in the history, or that there is news. */
function unknown({ type, when, speech }: EventFacts): EventSaid {
  const { notices } = speech
  return {
    title: nameOf(type, speech) ?? notices.news,
    sentences: [when, !when && notices.seePage],
    step: null,
    action: null,
  }
}

function nameOf(type: string, { kit }: NoticeSpeech): string | null {
  const happened: Readonly<Record<string, string>> = kit.happened
  if (Object.hasOwn(happened, type)) return happened[type] ?? null
  const others: Readonly<Record<string, string>> = {
    'connection.checking': kit.labels.checking,
    'connection.owner_left': kit.handOver,
    'connection.refresh_failed': kit.happened['token.refresh'],
  }
  return others[type] ?? null
}

export function ofEvent(event: HostEvent, speech: NoticeSpeech): Draft {
  const facts = factsOf(event, speech)
  const { type, connectionId } = event
  const { data, company } = facts
  const whole = ofNoConnection(facts)
  const sentences = Object.hasOwn(SENTENCES, type) ? SENTENCES[type] : undefined
  const said = whole ?? (sentences ?? unknown)(facts)
  const action = said.action ?? null
  return {
    topic: whole?.topic ?? nameOf(type, speech) ?? speech.notices.news,
    title: said.title,
    sentences: said.sentences,
    action,
    step: said.step === undefined ? stepOf(action, speech, textOf(data.reason)) : said.step,
    code: textOf(data.code) ?? textOf(data.reason) ?? type,
    reference: textOf(data.reference),
    connectionId,
    company,
  }
}
