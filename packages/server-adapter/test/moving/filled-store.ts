// A SQLite store with something in every table, big enough to be killed in the middle of its move.

import { DatabaseSync } from 'node:sqlite'
import {
  NOON,
  sampleAttempt,
  sampleConnection,
  sampleEntry,
  sampleEvent,
  sampleGrant,
  sampleLink,
  sampleRevoke,
  sampleTakeBack,
  sampleWrite,
} from '../../conformance/sample-records.ts'
import { storeAt } from '../../conformance/sqlite-ground.ts'
import { nextEntry } from '../../src/history/history-chain.ts'
import type { CampaignRecord } from '../../src/stores/campaigns.ts'
import type { HistoryRecord } from '../../src/stores/records.ts'
import type { Repositories } from '../../src/stores/store.ts'

/** What text columns may hold and copying could spoil. */
const AWKWARD = 'O\'Hara & "Søn" {a,b} \\ \n\t NULL 日本 🍵'

/** Fills a new file. @param count connections */
export async function fillStore(path: string, count: number): Promise<void> {
  const store = storeAt(path)
  const filling = store.write(async (tx) => {
    await tx.meta.setIdentity({
      clientId: 'app',
      environment: 'sandbox',
      redirectOrigin: 'https://app.example.com',
    })
    await tx.meta.setTagKey('sealed tag key')
    await tx.meta.setKeyCheck('key-1', 'sealed check')
    await tx.events.append(sampleEvent('incident', null, { tenantId: null }))
    await tx.leases.acquire('in another hand', 'somebody', NOON, NOON + 1)
    await tx.campaigns.put(CAMPAIGN)
    for (let index = 0; index < count; index++) await fillOne(tx, index)
  })
  await filling.finally(() => store.close())
  forgetLastChanges(path)
}

const CAMPAIGN: CampaignRecord = {
  id: 'scopes',
  why: 'scopes',
  text: AWKWARD,
  deadline: NOON + 1,
  selection: { missingScope: 'payments', connectedBefore: NOON },
  perDay: null,
  startedAt: NOON,
  endedAt: null,
  outcome: null,
  selectAfter: null,
  releaseAfter: null,
  askedOn: null,
  askedThatDay: 0,
  dueAt: NOON,
}

/** What goes with a campaign, a link, a switch, and what was written. */
async function fillMore(tx: Repositories, index: number): Promise<void> {
  const connectionId = `con-${index}`
  await tx.links.insert(sampleLink(`lnk-${index}`, { connectionId, note: AWKWARD }))
  await tx.campaigns.select(CAMPAIGN.id, [{ connectionId, endsAt: NOON + index }])
  if (index % 2 === 0) await tx.campaigns.ask(CAMPAIGN.id, [connectionId], NOON)
  await tx.writes.add([sampleWrite(`wri-${index}`, { connectionId, docNumber: AWKWARD })])
  if (index % 5 === 0) await tx.takeBacks.put(sampleTakeBack({ id: `tkb-${index}`, connectionId }))
}

async function fillOne(tx: Repositories, index: number): Promise<void> {
  const id = `con-${index}`
  const status = index % 3 === 0 ? 'reauthorization_required' : 'connected'
  const reason = index % 3 === 0 ? 'revoked' : null
  const more = {
    scopes: ['accounting'],
    campaigns: [{ id: CAMPAIGN.id, deadline: NOON + 1 }],
    switching: index % 4 === 0 ? ({ why: 'business_sold', until: NOON + 1 } as const) : null,
    hasLinks: true,
  }
  await tx.connections.insert(sampleConnection(id, { status, reason, companyName: AWKWARD, ...more }))
  await tx.grants.put(sampleGrant(id), null)
  await tx.attempts.insert(
    sampleAttempt(`att-${index}`, {
      connectionId: id,
      intent: { note: AWKWARD },
      claim: { secretHash: 'hash', claimedAt: null, endsGrant: index % 2 === 0 },
      changeWhy: 'business_sold',
      linkId: `lnk-${index}`,
      refusedCompany: 'sealed name',
    }),
  )
  await tx.events.append(sampleEvent(`evt-${index}`, id))
  await tx.deliveries.put({ queue: id, position: index + 1, tries: 0, dueAt: NOON, stalledAt: null })
  await tx.changes.append({ tenantId: 'tenant-a', kind: 'connection', subjectId: id, at: NOON })
  let last: HistoryRecord | null = null
  for (let entry = 1; entry <= 3; entry++) {
    const { type, actor, outcome, data, tenantId } = sampleEntry(id, entry)
    const subject = { id: `his-${index}-${entry}`, salt: 'salt', tenantId, connectionId: id, at: NOON }
    last = nextEntry(last, subject, { type, actor, outcome, data: { ...data, note: AWKWARD } })
    await tx.history.append(last)
  }
  await fillMore(tx, index)
  if (index % 5 === 0) await tx.journal.open({ connectionId: id, generation: 1, fence: 4, startedAt: NOON })
  if (index % 7 === 0) await tx.revokes.put(sampleRevoke(`gone-${index}`))
}

/** What was pruned had positions too: they are never given again. */
function forgetLastChanges(path: string): void {
  const database = new DatabaseSync(path)
  database.exec('insert into changes select null, tenant_id, kind, subject_id, at from changes limit 10')
  database.exec('delete from changes where position > (select max(position) - 10 from changes)')
  database.close()
}
