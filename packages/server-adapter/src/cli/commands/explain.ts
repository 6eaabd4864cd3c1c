// mooring explain.
import type { Definition } from '../command.ts'
import { CONNECTION } from './common-arguments.ts'

export const explain: Definition = {
  name: 'explain',
  argument: { ...CONNECTION, form: '[con_…]' },
  what: 'says why a connection, or each of a tenant, is as it is; asks Intuit nothing',
  example: 'mooring explain --tenant 4711',
  options: {
    '--realm <id>': "the company's realm id, in full",
    '--tenant <id>': 'all connections of this tenant, what is wrong first',
  },
  load: async () => (await import('../actions/explain.ts')).explain,
}
