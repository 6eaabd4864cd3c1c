// mooring events skip.
import type { Definition } from '../command.ts'

export const eventsSkip: Definition = {
  name: 'events skip',
  argument: { form: '<evt_…>', what: 'the id of an event, such as evt_4n1k…', prefix: 'evt_' },
  what: 'gives up the event that a stalled queue waits for, so that those behind it go on',
  example: 'mooring events skip evt_4n1k…',
  load: async () => (await import('../actions/events.ts')).eventsSkip,
}
