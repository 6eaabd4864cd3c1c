// mooring find.
import type { Definition } from '../command.ts'
import { CONNECTION } from './common-arguments.ts'

export const find: Definition = {
  name: 'find',
  argument: { ...CONNECTION, form: '[con_…]' },
  what: 'finds a connection and its tenant, by its id or its company',
  example: 'mooring find --realm 9130355377388383',
  options: {
    '--realm <id>': "the company's realm id, in full",
  },
  load: async () => (await import('../actions/find.ts')).find,
}
