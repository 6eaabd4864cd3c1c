// mooring rotate-keys.
import type { Definition } from '../command.ts'

export const rotateKeys: Definition = {
  name: 'rotate-keys',
  what: 'seals everything with the first of encryptionKeys; killed, it goes on where it was',
  example: 'mooring rotate-keys',
  load: async () => (await import('../actions/rotate-keys.ts')).rotateKeys,
}
