// mooring doctor.
import type { Definition } from '../command.ts'

export const doctor: Definition = {
  name: 'doctor',
  what: 'tries the options, store, keys, clocks and addresses; each line: tried, found, what to do',
  example: 'mooring doctor',
  load: async () => (await import('../actions/doctor.ts')).doctor,
}
