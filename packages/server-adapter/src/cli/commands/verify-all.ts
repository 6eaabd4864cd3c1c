// mooring verify.
import type { Definition } from '../command.ts'
import { YES } from './common-arguments.ts'

export const verifyAll: Definition = {
  name: 'verify',
  what: 'reads the company of every connection that is not disconnected, one after the other',
  example: 'mooring verify --all --yes',
  options: {
    '--all': 'of every tenant',
    '--per-minute <n>': 'how many at most (default 60, at most 500)',
    ...YES,
  },
  load: async () => (await import('../actions/verify-all.ts')).verifyAll,
}
