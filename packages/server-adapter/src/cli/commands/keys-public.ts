// mooring keys public.
import type { Definition } from '../command.ts'

export const keysPublic: Definition = {
  name: 'keys public',
  what: 'prints the public half of historySigningKey, for those who check exported histories',
  example: 'mooring keys public',
  load: async () => (await import('../actions/keys-public.ts')).keysPublic,
}
