// A SQLite store with something in every table, big enough to be killed in the middle of its move.
import { DatabaseSync } from 'node:sqlite'
import {
  NOON,
  sampleAttempt,
  sampleConnection,
  sampleEntry,
  sampleEvent,
  sampleGrant,
  sampleRevoke,
} from '../../conformance/sample-records.ts'
import { storeAt } from '../../conformance/sqlite-ground.ts'
import { nextEntry } from '../../src/events/history-chain.ts'
import type { HistoryRecord } from '../../src/stores/records.ts'
import type { Ledgers } from '../../src/stores/store.ts'

/** What text columns may hold and copying could spoil. */
const AWKWARD = 'O\'Hara & "Søn" {a,b} \\ \n\t NULL 日本 🍵'

/** Fills a new file. @param count connections */
export async function fillStore(path: string, count: number): Promise<void> {
  const store = storeAt(path)
  const filling = store.write(async (ledgers) => {
    await ledgers.meta.setIdentity({
      clientId: 'app',
      environment: 'sandbox',
      redirectOrigin: 'https://app.example.com',
    })
    await ledgers.meta.setTagKey('sealed tag key')
    await ledgers.meta.setKeyCheck('key-1', 'sealed check')
    await ledgers.events.append(sampleEvent('incident', null, { tenantId: null }))
    await ledgers.leases.acquire('in another hand', 'somebody', NOON, NOON + 1)
    for (let index = 0; index < count; index++) await fillOne(ledgers, index)
  })
  await filling.finally(() => store.close())
  forgetLastChanges(path)
}

async function fillOne(ledgers: Ledgers, index: number): Promise<void> {
  const id = `con-${index}`
  const status = index % 3 === 0 ? 'reauthorization_required' : 'connected'
  const reason = index % 3 === 0 ? 'revoked' : null
  await ledgers.connections.insert(sampleConnection(id, { status, reason, companyName: AWKWARD }))
  await ledgers.grants.put(sampleGrant(id), null)
  await ledgers.attempts.insert(
    sampleAttempt(`att-${index}`, { connectionId: id, intent: { note: AWKWARD } }),
  )
  await ledgers.events.append(sampleEvent(`evt-${index}`, id))
  await ledgers.deliveries.put({ queue: id, position: index + 1, tries: 0, dueAt: NOON, stalledAt: null })
  await ledgers.changes.append({ tenantId: 'tenant-a', kind: 'connection', subjectId: id, at: NOON })
  let last: HistoryRecord | null = null
  for (let entry = 1; entry <= 3; entry++) {
    const { type, actor, outcome, data, tenantId } = sampleEntry(id, entry)
    const subject = { id: `his-${index}-${entry}`, salt: 'salt', tenantId, connectionId: id, at: NOON }
    last = nextEntry(last, subject, { type, actor, outcome, data: { ...data, note: AWKWARD } })
    await ledgers.history.append(last)
  }
  if (index % 5 === 0)
    await ledgers.journal.open({ connectionId: id, generation: 1, fence: 4, startedAt: NOON })
  if (index % 7 === 0) await ledgers.revokes.put(sampleRevoke(`gone-${index}`))
}

/** What was pruned had positions too: they are never given again. */
function forgetLastChanges(path: string): void {
  const database = new DatabaseSync(path)
  database.exec('insert into changes select null, tenant_id, kind, subject_id, at from changes limit 10')
  database.exec('delete from changes where position > (select max(position) - 10 from changes)')
  database.close()
}
