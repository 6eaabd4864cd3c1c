// mooring keys new.
import type { Definition } from '../command.ts'

export const keysNew: Definition = {
  name: 'keys new',
  what: 'prints a fresh encryption key and the order of rotation; it is stored nowhere',
  example: 'mooring keys new',
  options: {
    '--signing': 'a key that signs exported histories instead, with its public half',
  },
  load: async () => (await import('../actions/keys-new.ts')).keysNew,
}
