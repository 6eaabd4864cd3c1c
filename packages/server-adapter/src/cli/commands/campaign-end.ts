// mooring campaign end.
import type { Definition } from '../command.ts'
import { CAMPAIGN, YES } from './common-arguments.ts'

export const campaignEnd: Definition = {
  name: 'campaign end',
  argument: CAMPAIGN,
  what: 'asks no one any more; what only the campaign stopped works again',
  example: 'mooring campaign end payments-2027',
  options: {
    ...YES,
  },
  load: async () => (await import('../actions/campaign.ts')).campaignEnd,
}
