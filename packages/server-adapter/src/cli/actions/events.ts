// mooring events retry, events skip: for a queue of events that is stalled.
import type { Action } from '../command.ts'
import { notFound } from './shown-connection.ts'

const BY_INSTANCE = 'The running instance hands it over at its next round.'

export const eventsRetry: Action = async ({ word: connectionId, open }) => {
  const { operations } = (await open()).adapter
  if ((await operations.find({ connectionId })) === null) throw notFound(`connection ${connectionId}`)
  const { delivery } = await operations.explain(connectionId)
  if (delivery !== null) await operations.retryEvents(connectionId)
  const retried = delivery && { eventId: delivery.eventId, type: delivery.type, tries: delivery.tries }
  return {
    well: true,
    data: { connectionId, retried },
    lines: [
      delivery === null
        ? 'Nothing waits: your product has taken every event of this connection. Nothing was changed.'
        : `${delivery.eventId} (${delivery.type}) is due now. ${BY_INSTANCE}`,
    ],
  }
}

export const eventsSkip: Action = async ({ word: eventId, open }) => {
  const { adapter } = await open()
  await adapter.operations.skipEvent(eventId)
  return {
    well: true,
    data: { eventId, skipped: true },
    lines: [`${eventId} was given up: your product never gets it. Those behind it go on.`],
  }
}
