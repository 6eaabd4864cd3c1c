// One step of a campaign at a time, each in a transaction of its own: it may be killed between any two and goes on.

import { appendOperationsEvent } from '../events/operations-event.ts'
import type { Parts } from '../parts.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { CampaignRecord, WaitingMember } from '../stores/campaigns.ts'
import type { Ledgers } from '../stores/store.ts'
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

/** Connections that are looked through in one transaction. */
const PAGE = 200
/** Connections that are changed in one transaction: few enough that a person's own act waits for no more than a moment. */
const CHANGED_AT_ONCE = 25

/** What one run of steps remembers of a campaign. */
export interface Going {
  /** The last that was asked in this run: those before it that need not be asked are not looked through again. */
  after: WaitingMember | null
  /** Of its selection; null until it is needed. */
  size: number | null
}

/** @returns whether more is to be done at once */
type Step = (ledgers: Ledgers, campaign: CampaignRecord, now: number) => Promise<boolean>

/** Looks through the next connections. */
const select: Step = async (ledgers, campaign, now) => {
  const cursor = campaign.selectAfter || undefined
  const page = await ledgers.connections.page({ ...(cursor === undefined ? {} : { cursor }), limit: PAGE })
  const members = page
    .filter((record) => isSelected(record, campaign))
    .map((record) => ({ connectionId: record.id, endsAt: endOf(record) }))
  await ledgers.campaigns.select(campaign.id, members)
  const last = page.length < PAGE ? null : (page.at(-1)?.id ?? null)
  await ledgers.campaigns.put({ ...campaign, selectAfter: last, dueAt: now })
  if (last !== null) return true
  const { selected } = await ledgers.campaigns.counts(campaign)
  const { id, why, deadline } = campaign
  const data = { campaignId: id, why, deadline: toTimestamp(deadline), selected }
  await appendOperationsEvent(ledgers, 'campaign.started', { at: now, data })
  return true
}

/** Asks the next connections. */
const ask =
  (parts: Parts, going: Going): Step =>
  async (ledgers, campaign, now) => {
    const most = Math.min(CHANGED_AT_ONCE, mayAskNow(campaign, now))
    const page = most > 0 ? await ledgers.campaigns.waiting(campaign, going.after, most) : []
    const last = page.at(-1)
    if (last === undefined) return await review(ledgers, campaign, now)
    const size = going.size ?? (await ledgers.campaigns.size(campaign.id))
    const { warnBeforeDays } = parts.config
    const data = { campaignId: campaign.id, deadline: toTimestamp(deadlineOf(campaign, now)) }
    const history = [{ type: 'campaign.asked', outcome: 'succeeded', data } as const]
    const ids: string[] = []
    for (const { connectionId } of page) {
      const before = await ledgers.connections.get(connectionId)
      // Ended or authorized anew since it was found: it is not found again.
      if (before === null || !isToBeAsked(before, campaign)) continue
      const change = asked(before, campaign, { now, warnBeforeDays, size })
      await saveRow(parts, ledgers, { ...change, now, history })
      ids.push(connectionId)
    }
    await ledgers.campaigns.ask(campaign.id, ids, now)
    const askedOn = utcDay(now)
    const askedThatDay = (campaign.askedOn === askedOn ? campaign.askedThatDay : 0) + ids.length
    await ledgers.campaigns.put({ ...campaign, askedOn, askedThatDay })
    going.after = last
    going.size = size
    return true
  }

/** None is to be asked now: over, or looked at again later. */
const review: Step = async (ledgers, campaign, now) => {
  if (await ledgers.campaigns.isOpen(campaign)) {
    await ledgers.campaigns.put({ ...campaign, dueAt: nextReviewAt(campaign, now) })
    return false
  }
  await end(ledgers, { ...campaign, dueAt: null }, { outcome: 'completed', now })
  return false
}

/** Writes that a campaign is over, with its event. */
export async function end(
  ledgers: Ledgers,
  campaign: CampaignRecord,
  { outcome, now }: { outcome: NonNullable<CampaignRecord['outcome']>; now: number },
): Promise<void> {
  const ended = { ...campaign, outcome, endedAt: now }
  await ledgers.campaigns.put(ended)
  const { selected, done, gone } = await ledgers.campaigns.counts(ended)
  const data = { campaignId: campaign.id, outcome, selected, done, gone }
  await appendOperationsEvent(ledgers, 'campaign.ended', { at: now, data })
}

/** Releases the next connections of a campaign that an operator ended. */
const release =
  (parts: Parts): Step =>
  async (ledgers, campaign, now) => {
    const page = await ledgers.campaigns.asked(campaign.id, campaign.releaseAfter ?? '', CHANGED_AT_ONCE)
    const last = page.at(-1)
    if (last === undefined) {
      await ledgers.campaigns.put({ ...campaign, releaseAfter: null, dueAt: null })
      return false
    }
    const moment = { now, warnBeforeDays: parts.config.warnBeforeDays }
    const data = { campaignId: campaign.id }
    const history = [{ type: 'campaign.released', outcome: 'succeeded', data } as const]
    for (const connectionId of page) {
      const before = await ledgers.connections.get(connectionId)
      if (before?.campaigns?.some(({ id }) => id === campaign.id))
        await saveRow(parts, ledgers, { ...released(before, campaign.id, moment), now, history })
    }
    await ledgers.campaigns.put({ ...campaign, releaseAfter: last })
    return true
  }

/**
 * Does the next step of a campaign that is due.
 * @returns whether more is to be done at once
 */
export async function stepCampaign(parts: Parts, id: string, going: Going, now: number): Promise<boolean> {
  // What a transaction that is made again had noted counts for nothing.
  const before = { ...going }
  return await parts.store.write(async (ledgers) => {
    Object.assign(going, before)
    const campaign = await ledgers.campaigns.get(id)
    if (campaign === null || campaign.dueAt === null || campaign.dueAt > now) return false
    if (campaign.endedAt !== null) return await release(parts)(ledgers, campaign, now)
    if (campaign.selectAfter !== null) return await select(ledgers, campaign, now)
    return await ask(parts, going)(ledgers, campaign, now)
  })
}
