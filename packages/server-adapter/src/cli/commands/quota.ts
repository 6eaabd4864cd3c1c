// mooring quota.
import type { Definition } from '../command.ts'

export const quota: Definition = {
  name: 'quota',
  what: "how many of the month's reads at Intuit are used, for what and by whom, and how many there will be",
  example: 'mooring quota --top 20',
  options: {
    '--top <count>': 'how many tenants and connections are listed, 1 to 200 (default: 10)',
  },
  load: async () => (await import('../actions/quota.ts')).quota,
}
