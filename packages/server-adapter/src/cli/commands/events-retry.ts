// mooring events retry.
import type { Definition } from '../command.ts'
import { CONNECTION } from './common-arguments.ts'

export const eventsRetry: Definition = {
  name: 'events retry',
  argument: CONNECTION,
  what: "has a connection's waiting events tried again now",
  example: 'mooring events retry con_4n1k…',
  load: async () => (await import('../actions/events.ts')).eventsRetry,
}
