// mooring campaign start.
import type { Definition } from '../command.ts'
import { CAMPAIGN, YES } from './common-arguments.ts'

export const campaignStart: Definition = {
  name: 'campaign start',
  argument: CAMPAIGN,
  what: 'asks connections for a new consent by a day: new scopes, new keys, the end of the five years',
  example: 'mooring campaign start payments-2027 --why scopes --deadline 2027-03-01T00:00:00Z --per-day 200',
  options: {
    '--why <reason>': 'scopes, keys, hard_expiry or other',
    '--deadline <time>': 'from then on no tokens are handed out (RFC 3339)',
    '--text <note>': 'a note for the people who operate the product',
    '--per-day <n>': 'so many are asked in a UTC day, the nearest to their end first (all at once)',
    '--connected-before <time>': 'only those last authorized before',
    '--missing-scope <scope>': 'only those whose consent did not cover it',
    '--hard-expiry-before <time>': 'only those whose five years end before',
    ...YES,
  },
  load: async () => (await import('../actions/campaign.ts')).campaignStart,
}
