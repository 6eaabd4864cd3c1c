// mooring history export.
import type { Definition } from '../command.ts'
import { CONNECTION, TENANT } from './common-arguments.ts'

export const historyExport: Definition = {
  name: 'history export',
  argument: CONNECTION,
  what: "prints a connection's history as evidence: a file that history verify checks anywhere",
  example: 'mooring history export con_4n1k… > history.json',
  options: {
    ...TENANT,
  },
  load: async () => (await import('../actions/history-export.ts')).historyExport,
}
