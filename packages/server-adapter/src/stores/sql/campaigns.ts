// The repository of campaigns in SQL. Whether a connection is done or gone is read from its own row, so that it is never out of step.

import { type RawBuilder, sql } from 'kysely'
import { DAY } from '../../platform/clock.ts'
import type { CampaignCounts, CampaignRecord, CampaignRepository } from '../campaigns.ts'
import { campaignRow } from './campaign-row.ts'
import { firstOf } from './row-queries.ts'
import type { MooringDb } from './tables.ts'

type Campaign = Pick<CampaignRecord, 'id' | 'startedAt' | 'endedAt'>

/** Sorted behind every end that is known. */
const UNKNOWN_END = Number.MAX_SAFE_INTEGER

/** When a person last authorized the connection, ms; 0 where no one did. */
const consentAt = sql<number>`case
  when coalesce(reauthorized_at, 0) > coalesce(connected_at, 0) then reauthorized_at
  else coalesce(connected_at, 0) end`

/** What happened after a campaign's end is no part of it. */
const endOf = ({ endedAt }: Campaign): number => endedAt ?? Number.MAX_SAFE_INTEGER

const isDone = (campaign: Campaign) =>
  sql<boolean>`(${consentAt} >= ${campaign.startedAt} and ${consentAt} <= ${endOf(campaign)})`

const stateOf = (campaign: Campaign) => sql<Exclude<keyof CampaignCounts, 'selected'>>`case
  when status = 'disconnected' and disconnected_at <= ${endOf(campaign)} then 'gone'
  when ${isDone(campaign)} then 'done'
  when asked_at is not null then 'asked'
  else 'waiting' end`

const dayOf = (moment: RawBuilder<number>) => sql<number>`(${moment} - ${moment} % ${DAY}) / ${DAY}`

const membersOf = (db: MooringDb, campaignId: string) =>
  db
    .selectFrom('campaign_members')
    .innerJoin('connections', 'connections.id', 'campaign_members.connection_id')
    .where('campaign_members.campaign_id', '=', campaignId)

function campaignRows(db: MooringDb): Pick<CampaignRepository, 'get' | 'list' | 'due' | 'put'> {
  const all = () => db.selectFrom('campaigns').selectAll()
  return {
    get: (id) => firstOf(all().where('id', '=', id), campaignRow.decode),
    async list() {
      return (await all().orderBy('started_at').orderBy('id').execute()).map(campaignRow.decode)
    },
    async due(now, limit) {
      const due = all().where('due_at', '<=', now).orderBy('due_at').limit(limit)
      return (await due.execute()).map(campaignRow.decode)
    },
    async put(record) {
      const row = campaignRow.encode(record)
      await db
        .insertInto('campaigns')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute()
    },
  }
}

const campaignMembers = (
  db: MooringDb,
): Pick<CampaignRepository, 'select' | 'waiting' | 'ask' | 'asked'> => ({
  async select(campaignId, chosen) {
    if (chosen.length === 0) return
    const rows = chosen.map(({ connectionId, endsAt }) => ({
      campaign_id: campaignId,
      connection_id: connectionId,
      ends_at: endsAt ?? UNKNOWN_END,
      asked_at: null,
    }))
    await db
      .insertInto('campaign_members')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['campaign_id', 'connection_id']).doNothing())
      .execute()
  },
  async waiting(campaign, after, limit) {
    const { endsAt, connectionId } = after ?? { endsAt: -1, connectionId: '' }
    const rows = await membersOf(db, campaign.id)
      .select(['campaign_members.connection_id', 'campaign_members.ends_at'])
      .where('campaign_members.asked_at', 'is', null)
      .where(sql<boolean>`(ends_at, connection_id) > (${endsAt}, ${connectionId})`)
      .where('connections.status', '<>', 'disconnected')
      .where(sql<boolean>`not ${isDone(campaign)}`)
      .orderBy('campaign_members.ends_at')
      .orderBy('campaign_members.connection_id')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ connectionId: row.connection_id, endsAt: Number(row.ends_at) }))
  },
  async ask(campaignId, connectionIds, at) {
    if (connectionIds.length === 0) return
    await db
      .updateTable('campaign_members')
      .set({ asked_at: at })
      .where('campaign_id', '=', campaignId)
      .where('connection_id', 'in', connectionIds)
      .execute()
  },
  async asked(campaignId, after, limit) {
    const rows = await db
      .selectFrom('campaign_members')
      .select('connection_id')
      .where('campaign_id', '=', campaignId)
      .where('connection_id', '>', after)
      .where('asked_at', 'is not', null)
      .orderBy('connection_id')
      .limit(limit)
      .execute()
    return rows.map((row) => row.connection_id)
  },
})

const campaignProgress = (db: MooringDb): Pick<CampaignRepository, 'isOpen' | 'size' | 'lastActAt'> => ({
  async isOpen(campaign) {
    const row = await membersOf(db, campaign.id)
      .select('campaign_members.connection_id')
      .where(sql<boolean>`${stateOf(campaign)} in ('waiting', 'asked')`)
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  },
  async size(campaignId) {
    const { size } = await db
      .selectFrom('campaign_members')
      .select(sql<number>`count(*)`.as('size'))
      .where('campaign_id', '=', campaignId)
      .executeTakeFirstOrThrow()
    return Number(size)
  },
  async lastActAt(campaignId) {
    const acts = sql<number>`max(case when status = 'disconnected' then disconnected_at else ${consentAt} end)`
    const row = await membersOf(db, campaignId).select(acts.as('at')).executeTakeFirst()
    return Number(row?.at ?? 0)
  },
})

const campaignCounts = (db: MooringDb): Pick<CampaignRepository, 'counts' | 'byDay'> => ({
  async counts(campaign) {
    const state = stateOf(campaign)
    const rows = await membersOf(db, campaign.id)
      .select([state.as('state'), sql<number>`count(*)`.as('count')])
      .groupBy('state')
      .execute()
    const counts = { selected: 0, waiting: 0, asked: 0, done: 0, gone: 0 }
    for (const { state: name, count } of rows) {
      counts[name] = Number(count)
      counts.selected += Number(count)
    }
    return counts
  },
  async byDay(campaign) {
    const asked = await membersOf(db, campaign.id)
      .select([dayOf(sql<number>`asked_at`).as('day'), sql<number>`count(*)`.as('count')])
      .where('campaign_members.asked_at', 'is not', null)
      .groupBy('day')
      .execute()
    const done = await membersOf(db, campaign.id)
      .select([dayOf(consentAt).as('day'), sql<number>`count(*)`.as('count')])
      .where(sql<boolean>`${stateOf(campaign)} = 'done'`)
      .groupBy('day')
      .execute()
    const days = new Map<number, { asked: number; done: number }>()
    for (const { day, count } of asked) days.set(Number(day), { asked: Number(count), done: 0 })
    for (const { day, count } of done)
      days.set(Number(day), { asked: days.get(Number(day))?.asked ?? 0, done: Number(count) })
    return [...days].map(([day, counts]) => ({ day, ...counts })).sort((one, other) => one.day - other.day)
  },
})

export const campaignRepository = (db: MooringDb): CampaignRepository => ({
  ...campaignRows(db),
  ...campaignMembers(db),
  ...campaignProgress(db),
  ...campaignCounts(db),
})
