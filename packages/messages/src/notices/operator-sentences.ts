// Events for the operator, of no single connection.
import { type EventFacts, type EventSaid, textOf } from './event-facts.ts'
import { dayIn } from './speech.ts'

/** @returns null for an event of a connection, and for what this version does not know */
export function ofNoConnection(facts: EventFacts): (EventSaid & { readonly topic: string }) | null {
  const { type, data, speech, when } = facts
  const { notices } = speech
  const whole = {
    'operations.incident': data.state === 'ended' ? notices.incidentEnded : notices.incidentBegan,
    'operations.quota': data.state === 'over' ? notices.quotaOver : notices.quotaNear,
    'campaign.started': notices.campaignStarted,
    'campaign.ended': notices.campaignEnded,
  }[type]
  if (!whole) return null
  const deadline = dayIn(textOf(data.deadline), speech)
  const by = type === 'campaign.started' && deadline !== null && notices.campaignDeadline(deadline)
  return { topic: whole.topic, title: whole.title, sentences: [whole.body, by, when] }
}
