// What a person hands to support: stages, codes, references and times; never a secret.
import type { Connection, SupportBundle } from '@mooring/contract'
import { may } from '../access/access.ts'
import { attemptView } from '../authorize/attempt-view.ts'
import { ownedAttempt } from '../authorize/attempts.ts'
import type { Identity } from '../config/options.ts'
import type { Connections } from '../connections/connections.ts'
import type { Deps } from '../deps.ts'
import { historyView } from '../history/history-view.ts'
import { toTimestamp } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'

const ATTEMPTS = 5
const ENTRIES = 20

export function createSupport(
  deps: Deps,
  services: { connections: Connections; versions: Record<string, string> },
) {
  const { config, store } = deps
  const { connections, versions } = services

  const head = () => ({
    reference: newId('ref'),
    generatedAt: toTimestamp(config.now()),
    versions: { ...versions, environment: config.environment },
    contact: config.supportContact,
    ...(config.listingName === null ? {} : { listingName: config.listingName }),
  })

  const stagesOf = (caller: Identity, record: AttemptRecord): SupportBundle['attempts'][number] => ({
    id: record.id,
    stages: record.stages.map(({ step, at }) => ({ step, at: toTimestamp(at) })),
    problem: attemptView(record, caller, config.now()).problem,
  })

  const scopesOf = ({ scopes }: ConnectionRecord) => ({
    scopes: { asked: [...config.scopes], granted: scopes === null ? null : [...scopes] },
  })

  async function ofConnection(caller: Identity, id: string): Promise<SupportBundle> {
    const row = await connections.row(caller.tenantId, id)
    const connection = withoutRealm(await connections.view(caller, row))
    const { tried, entries } = await store.read(async (tx) => ({
      tried: await tx.attempts.ofConnection(id, ATTEMPTS),
      entries: await tx.history.page(id, null, ENTRIES),
    }))
    const tids = [...tried.flatMap((record) => record.intuitTids), ...entries.map((entry) => entry.intuitTid)]
    return {
      ...head(),
      ...scopesOf(row),
      connection,
      attempts: tried.map((record) => stagesOf(caller, record)),
      intuitTids: [...new Set(tids.filter((tid) => tid !== null))],
      // Who did what is for those who may audit; what happened is for support.
      history: entries
        .map(historyView)
        .map((entry) => (may(caller, 'audit') ? entry : { ...entry, actor: null, data: {} })),
    }
  }

  async function ofAttempt(caller: Identity, id: string): Promise<SupportBundle> {
    const record = await ownedAttempt(deps, caller, id)
    const connection =
      record.connectionId !== null && may(caller, 'view')
        ? withoutRealm(await connections.get(caller, record.connectionId))
        : null
    return {
      ...head(),
      connection,
      attempts: [stagesOf(caller, record)],
      intuitTids: [...record.intuitTids],
      history: [],
    }
  }

  return { ofConnection, ofAttempt }
}

/** A bundle is made to be passed on: its realm id is always left out. */
const withoutRealm = (connection: Connection): Connection => ({
  ...connection,
  company: { ...connection.company, realmId: null },
})

export type Support = ReturnType<typeof createSupport>
