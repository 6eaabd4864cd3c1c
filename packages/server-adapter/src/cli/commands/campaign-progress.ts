// mooring campaign progress.
import type { Definition } from '../command.ts'
import { CAMPAIGN } from './common-arguments.ts'

export const campaignProgress: Definition = {
  name: 'campaign progress',
  argument: { ...CAMPAIGN, form: '[id]' },
  what: 'how far a campaign is; without an id, how far each is',
  example: 'mooring campaign progress payments-2027',
  load: async () => (await import('../actions/campaign.ts')).campaignProgress,
}
