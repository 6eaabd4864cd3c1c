// A campaign's row.
import type { CampaignRecord } from '../campaigns.ts'
import { rowCodec } from './row-codec.ts'

export const campaignRow = rowCodec<CampaignRecord>()({
  id: 'text',
  why: 'text',
  text: 'text',
  deadline: 'integer',
  selection: 'json',
  perDay: 'integer',
  startedAt: 'integer',
  endedAt: 'integer',
  outcome: 'text',
  selectAfter: 'text',
  releaseAfter: 'text',
  askedOn: 'integer',
  askedThatDay: 'integer',
  dueAt: 'integer',
})
