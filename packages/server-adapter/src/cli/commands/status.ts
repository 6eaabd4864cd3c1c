// mooring status.
import type { Definition } from '../command.ts'

export const status: Definition = {
  name: 'status',
  what: 'asks the running instance whether it is ready, and the store what waits',
  example: 'mooring status --url https://app.example.com/api/quickbooks',
  options: {
    '--url <address>': "where the instance's routes are (default: the redirect URI without /callback)",
  },
  load: async () => (await import('../actions/status.ts')).status,
}
