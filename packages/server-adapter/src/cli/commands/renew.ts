// mooring renew.
import type { Definition } from '../command.ts'
import { CONNECTION } from './common-arguments.ts'

export const renew: Definition = {
  name: 'renew',
  argument: CONNECTION,
  what: "renews a connection's tokens now, whatever the clocks say",
  example: 'mooring renew con_4n1k…',
  load: async () => (await import('../actions/renew.ts')).renew,
}
