// Campaigns: everyone of a selection has to authorize anew by a day. The operator's calls, and the background work.

import type { Deps } from '../deps.ts'
import { idOf } from '../errors/id-of.ts'
import { mooringError, NotFoundError } from '../errors/mooring-error.ts'
import type { Job } from '../jobs/job.ts'
import { DAY, toTimestamp, toTimestampOrNull } from '../platform/clock.ts'
import type { CampaignCounts, CampaignRecord } from '../stores/campaigns.ts'
import { type CampaignRequest, checkCampaign, isSameCampaign } from './campaign-request.ts'
import { end as endNow, type Going, stepCampaign } from './campaign-steps.ts'

/** A campaign as it was asked for. Times in RFC 3339. */
export interface Campaign extends Required<Omit<CampaignRequest, 'text' | 'perDay'>> {
  readonly text: string | null
  readonly perDay: number | null
  readonly startedAt: string
  readonly endedAt: string | null
}

/** How far a campaign is. */
export interface CampaignProgress extends CampaignCounts {
  readonly id: string
  readonly ended: boolean
  /** One for each UTC day (`2026-11-29`) on which a connection was asked or done, oldest first. */
  readonly byDay: readonly { readonly date: string; readonly asked: number; readonly done: number }[]
}

/** Campaigns that are gone on with in one round, and steps of one before the others have their turn. */
const ROUND = 20
const STEPS = 20

function viewOf(record: CampaignRecord): Campaign {
  const { id, why, text, deadline, selection, perDay, startedAt, endedAt } = record
  const { connectedBefore, missingScope, hardExpiryBefore } = selection
  return {
    id,
    why,
    text,
    deadline: toTimestamp(deadline),
    select: {
      ...(connectedBefore === undefined ? {} : { connectedBefore: toTimestamp(connectedBefore) }),
      ...(missingScope === undefined ? {} : { missingScope }),
      ...(hardExpiryBefore === undefined ? {} : { hardExpiryBefore: toTimestamp(hardExpiryBefore) }),
    },
    perDay,
    startedAt: toTimestamp(startedAt),
    endedAt: toTimestampOrNull(endedAt),
  }
}

const begun = (checked: ReturnType<typeof checkCampaign>, now: number): CampaignRecord => ({
  ...checked,
  startedAt: now,
  endedAt: null,
  outcome: null,
  selectAfter: '',
  releaseAfter: null,
  askedOn: null,
  askedThatDay: 0,
  dueAt: now,
})

/** Does what is due of a campaign now. @returns how many steps were made */
async function goOn(deps: Deps, id: string, now: number, most = Number.POSITIVE_INFINITY): Promise<number> {
  const going: Going = { after: null, size: null }
  let steps = 0
  while (steps < most && (await stepCampaign(deps, id, going, now))) steps++
  return steps
}

async function progress({ store }: Deps, id: string): Promise<CampaignProgress> {
  return await store.read(async ({ campaigns }) => {
    const campaign = await campaigns.get(idOf(id))
    if (campaign === null) throw new NotFoundError()
    const days = await campaigns.byDay(campaign)
    return {
      id,
      ...(await campaigns.counts(campaign)),
      ended: campaign.endedAt !== null,
      byDay: days.map(({ day, asked, done }) => ({ date: toTimestamp(day * DAY).slice(0, 10), asked, done })),
    }
  })
}

/** @throws MooringError `invalid_request` */
async function start(deps: Deps, request: CampaignRequest): Promise<CampaignProgress> {
  const checked = checkCampaign(request)
  const now = deps.config.now()
  await deps.store.write(async ({ campaigns }) => {
    const before = await campaigns.get(checked.id)
    if (before === null && checked.deadline <= now)
      throw mooringError('invalid_request', 'The campaign is not valid.', {
        fields: [{ path: 'deadline', message: 'must be in the future' }],
      })
    if (before === null) await campaigns.put(begun(checked, now))
    else if (!isSameCampaign(before, checked))
      throw mooringError(
        'invalid_request',
        `There is a campaign ${checked.id} already, and it asks for something else.`,
        {
          fields: [{ path: 'id', message: 'is taken: choose another, or give the same as before' }],
        },
      )
  })
  await goOn(deps, checked.id, now)
  return await progress(deps, checked.id)
}

/** @throws NotFoundError */
async function end(deps: Deps, id: string): Promise<CampaignProgress> {
  const now = deps.config.now()
  await deps.store.write(async (tx) => {
    const campaign = await tx.campaigns.get(idOf(id))
    if (campaign === null) throw new NotFoundError()
    if (campaign.endedAt !== null) return
    const rest = { ...campaign, selectAfter: null, releaseAfter: '', dueAt: now }
    await endNow(tx, rest, { outcome: 'ended_by_operator', now })
  })
  await goOn(deps, id, now)
  return await progress(deps, id)
}

export function createCampaigns(deps: Deps) {
  const { store } = deps
  const work: Job = {
    name: 'campaigns',
    dueSince: async ({ campaigns }, now) => (await campaigns.due(now, 1))[0]?.dueAt ?? null,
    async run(now) {
      const due = await store.read(({ campaigns }) => campaigns.due(now, ROUND))
      let steps = 0
      for (const { id } of due) steps += await goOn(deps, id, now, STEPS)
      return steps
    },
  }
  return {
    start: (request: CampaignRequest) => start(deps, request),
    list: async () => (await store.read(({ campaigns }) => campaigns.list())).map(viewOf),
    progress: (id: string) => progress(deps, id),
    end: (id: string) => end(deps, id),
    work,
  }
}

export type Campaigns = ReturnType<typeof createCampaigns>
