// mooring history verify.
import type { Definition } from '../command.ts'
import { TENANT } from './common-arguments.ts'

export const historyVerify: Definition = {
  name: 'history verify',
  argument: {
    form: '<con_… | file.json>',
    what: 'the id of a connection, or the file of an exported history',
  },
  what: 'checks the hash chain of a history: in the store, or, without config or network, of a file',
  example: 'mooring history verify history.json --public-key host.pub',
  options: {
    '--public-key <key | file>':
      'the host\u2019s public key: the export must be signed with it, and so must the older one',
    '--earlier <file>': 'an older export that this history must go on from',
    '--read': 'reads each entry of a file aloud',
    ...TENANT,
  },
  load: async () => (await import('../actions/history-verify.ts')).historyVerify,
}
