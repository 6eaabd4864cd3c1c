// One step of a campaign at a time, each in a transaction of its own: it may be killed between any two and goes on.

import type { Deps } from '../deps.ts'
import { appendOperationsEvent } from '../events/operations-event.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { CampaignRecord, WaitingMember } from '../stores/campaigns.ts'
import type { Repositories } from '../stores/store.ts'
import { saveRow } from '../tokens/save-row.ts'
import {
  asked,
  deadlineOf,
  endOf,
  isSelected,
  isToBeAsked,
  mayAskNow,
  nextReviewAt,
  released,
  utcDay,
} from './campaign-changes.ts'

/** Connections that are read in one transaction. */
const PAGE = 200
/** Connections that are changed in one transaction: few enough that a person's own act waits for no more than a moment. */
const CHANGED_AT_ONCE = 25

/** What one run of steps remembers of a campaign. */
export interface Going {
  /** The last that was asked in this run: those before it that need not be asked are not read again. */
  after: WaitingMember | null
  /** Of its selection; null until it is needed. */
  size: number | null
}

/** @returns whether more is to be done at once */
type Step = (tx: Repositories, campaign: CampaignRecord, now: number) => Promise<boolean>

/** Reads the next connections. */
const select: Step = async (tx, campaign, now) => {
  const cursor = campaign.selectAfter || undefined
  const page = await tx.connections.page({ ...(cursor === undefined ? {} : { cursor }), limit: PAGE })
  const members = page
    .filter((record) => isSelected(record, campaign))
    .map((record) => ({ connectionId: record.id, endsAt: endOf(record) }))
  await tx.campaigns.select(campaign.id, members)
  const last = page.length < PAGE ? null : (page.at(-1)?.id ?? null)
  await tx.campaigns.put({ ...campaign, selectAfter: last, dueAt: now })
  if (last !== null) return true
  const { selected } = await tx.campaigns.counts(campaign)
  const { id, why, deadline } = campaign
  const data = { campaignId: id, why, deadline: toTimestamp(deadline), selected }
  await appendOperationsEvent(tx, 'campaign.started', { at: now, data })
  return true
}

/** Asks the next connections. */
const ask =
  (deps: Deps, going: Going): Step =>
  async (tx, campaign, now) => {
    const most = Math.min(CHANGED_AT_ONCE, mayAskNow(campaign, now))
    const page = most > 0 ? await tx.campaigns.waiting(campaign, going.after, most) : []
    const last = page.at(-1)
    if (last === undefined) return await review(tx, campaign, now)
    const size = going.size ?? (await tx.campaigns.size(campaign.id))
    const { warnBeforeDays } = deps.config
    const data = { campaignId: campaign.id, deadline: toTimestamp(deadlineOf(campaign, now)) }
    const history = [{ type: 'campaign.asked', outcome: 'succeeded', data } as const]
    const ids: string[] = []
    for (const { connectionId } of page) {
      const before = await tx.connections.get(connectionId)
      // Ended or authorized anew since it was found: it is not found again.
      if (before === null || !isToBeAsked(before, campaign)) continue
      const change = asked(before, campaign, { now, warnBeforeDays, size })
      await saveRow(deps, tx, { ...change, now, history })
      ids.push(connectionId)
    }
    await tx.campaigns.ask(campaign.id, ids, now)
    const askedOn = utcDay(now)
    const askedThatDay = (campaign.askedOn === askedOn ? campaign.askedThatDay : 0) + ids.length
    await tx.campaigns.put({ ...campaign, askedOn, askedThatDay })
    going.after = last
    going.size = size
    return true
  }

/** None is to be asked now: over, or checked again later. */
const review: Step = async (tx, campaign, now) => {
  if (await tx.campaigns.isOpen(campaign)) {
    await tx.campaigns.put({ ...campaign, dueAt: nextReviewAt(campaign, now) })
    return false
  }
  // The last one may have acted in this round, or where the clock is ahead of the one here: that is part of it too.
  const endedAt = Math.max(now, await tx.campaigns.lastActAt(campaign.id))
  await end(tx, { ...campaign, dueAt: null }, { outcome: 'completed', now: endedAt })
  return false
}

/** Writes that a campaign is over, with its event. */
export async function end(
  tx: Repositories,
  campaign: CampaignRecord,
  { outcome, now }: { outcome: NonNullable<CampaignRecord['outcome']>; now: number },
): Promise<void> {
  const ended = { ...campaign, outcome, endedAt: now }
  await tx.campaigns.put(ended)
  const { selected, done, gone } = await tx.campaigns.counts(ended)
  const data = { campaignId: campaign.id, outcome, selected, done, gone }
  await appendOperationsEvent(tx, 'campaign.ended', { at: now, data })
}

/** Releases the next connections of a campaign that an operator ended. */
const release =
  (deps: Deps): Step =>
  async (tx, campaign, now) => {
    const page = await tx.campaigns.asked(campaign.id, campaign.releaseAfter ?? '', CHANGED_AT_ONCE)
    const last = page.at(-1)
    if (last === undefined) {
      await tx.campaigns.put({ ...campaign, releaseAfter: null, dueAt: null })
      return false
    }
    const moment = { now, warnBeforeDays: deps.config.warnBeforeDays }
    const data = { campaignId: campaign.id }
    const history = [{ type: 'campaign.released', outcome: 'succeeded', data } as const]
    for (const connectionId of page) {
      const before = await tx.connections.get(connectionId)
      if (before?.campaigns?.some(({ id }) => id === campaign.id))
        await saveRow(deps, tx, { ...released(before, campaign.id, moment), now, history })
    }
    await tx.campaigns.put({ ...campaign, releaseAfter: last })
    return true
  }

/**
 * Does the next step of a campaign that is due.
 * @returns whether more is to be done at once
 */
export async function stepCampaign(deps: Deps, id: string, going: Going, now: number): Promise<boolean> {
  // What a transaction that is made again had noted counts for nothing.
  const before = { ...going }
  return await deps.store.write(async (tx) => {
    Object.assign(going, before)
    const campaign = await tx.campaigns.get(id)
    if (campaign === null || campaign.dueAt === null || campaign.dueAt > now) return false
    if (campaign.endedAt !== null) return await release(deps)(tx, campaign, now)
    if (campaign.selectAfter !== null) return await select(tx, campaign, now)
    return await ask(deps, going)(tx, campaign, now)
  })
}
