// One connection, wherever it is, for the people who operate the product: where it is, why it is as it is, and a refresh now.
import {
  type HistoryEntry,
  type HostConnection,
  parseRealmId,
  type Readiness,
  type SupportBundle,
} from '@mooring/contract'
import { isForgotten } from '../connection/forgotten.ts'
import type { Connections } from '../connections/connections.ts'
import type { ReadinessService } from '../connections/readiness.ts'
import type { Deps } from '../deps.ts'
import { idOf } from '../errors/id-of.ts'
import { mooringError, NotFoundError } from '../errors/mooring-error.ts'
import { historyView } from '../history/history-view.ts'
import { toTimestamp, toTimestampOrNull } from '../platform/clock.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { RefreshCoordinator } from '../tokens/refresh-coordinator.ts'
import type { Support } from './support-bundle.ts'

/** A connection of any tenant: the realm id in full. */
export type TenantConnection = HostConnection & { readonly tenantId: string }

/** All that is known of why a connection is as it is. Times in RFC 3339. */
export interface Explanation extends SupportBundle {
  readonly tenantId: string
  readonly readiness: Readiness
  /** Refreshes and what became of them, newest first. */
  readonly refreshes: readonly HistoryEntry[]
  /** A refresh that was begun and whose answer is unknown; null where there is none. */
  readonly openRefresh: { readonly startedAt: string } | null
  /** What happened, newest first: among other things the events that were delivered to the host, or are still to be. */
  readonly events: readonly HistoryEntry[]
  /** The first event that the host has not taken yet; null where it has taken all. */
  readonly delivery: {
    readonly eventId: string
    readonly type: string
    readonly tries: number
    readonly nextTryAt: string
    readonly stalledSince: string | null
  } | null
}

/** Entries of the history that are read for an explanation. */
const ENTRIES = 200
const SHOWN = 20

/** Which connection: by its id, or by its company's realm id in full. */
export interface LookupSubject {
  readonly connectionId?: string
  readonly realmId?: string
}

interface Helpers {
  readonly connections: Pick<Connections, 'forHost'>
  readonly coordinator: Pick<RefreshCoordinator, 'refresh'>
  readonly readiness: Pick<ReadinessService, 'forHost'>
  readonly support: Pick<Support, 'ofConnection'>
}

export function createLookup(deps: Deps, { connections, coordinator, readiness, support }: Helpers) {
  const { config, store } = deps

  const shown = async (record: ConnectionRecord): Promise<TenantConnection> => ({
    ...(await connections.forHost(record)),
    tenantId: record.tenantId,
  })

  /** @throws NotFoundError */
  async function row(connectionId: string): Promise<ConnectionRecord> {
    const record = await store.read((tx) => tx.connections.get(idOf(connectionId)))
    if (record === null || isForgotten(record)) throw new NotFoundError()
    return record
  }

  /** The one that is not disconnected, where there is one, else the newest. */
  async function byRealm(given: string): Promise<ConnectionRecord | null> {
    const realmId = parseRealmId(given)
    if (realmId === null) return null
    const vault = await deps.vault()
    const tag = vault.realmTag(config.environment, realmId)
    const found = await store.read((tx) => tx.connections.findByRealm(config.environment, tag))
    const known = found.filter((record) => !isForgotten(record))
    return known.find(({ status }) => status !== 'disconnected') ?? known[0] ?? null
  }

  /** @throws MooringError `invalid_request` where neither or both are given */
  async function find({ connectionId, realmId }: LookupSubject): Promise<TenantConnection | null> {
    if ((connectionId === undefined) === (realmId === undefined))
      throw mooringError('invalid_request', 'Give a connectionId or a realmId.')
    const record =
      realmId === undefined
        ? await row(String(connectionId)).catch(orNothing)
        : await byRealm(String(realmId))
    return record === null ? null : await shown(record)
  }

  /** @throws NotFoundError */
  async function explain(connectionId: string): Promise<Explanation> {
    const { tenantId } = await row(connectionId)
    const operator = { tenantId, userId: 'operator', permissions: ['view', 'audit'] } as const
    const bundle = await support.ofConnection(operator, connectionId)
    const { entries, journal, delivery, event } = await store.read(async (tx) => ({
      entries: await tx.history.page(connectionId, null, ENTRIES),
      journal: await tx.journal.get(connectionId),
      delivery: await tx.deliveries.get(connectionId),
      event: await tx.events.next(connectionId),
    }))
    const history = entries.map(historyView)
    const isRefresh = ({ type }: HistoryEntry) => type.startsWith('token.')
    return {
      ...bundle,
      tenantId,
      readiness: await readiness.forHost(tenantId, connectionId),
      refreshes: history.filter(isRefresh).slice(0, SHOWN),
      openRefresh: journal === null ? null : { startedAt: toTimestamp(journal.startedAt) },
      events: history.filter((entry) => !isRefresh(entry)).slice(0, SHOWN),
      delivery:
        delivery === null || event === null
          ? null
          : {
              eventId: event.id,
              type: event.type,
              tries: delivery.position === event.position ? delivery.tries : 0,
              nextTryAt: toTimestamp(delivery.dueAt),
              stalledSince: toTimestampOrNull(delivery.stalledAt),
            },
    }
  }

  /** @throws NotFoundError */
  async function renew(connectionId: string): Promise<TenantConnection> {
    await row(connectionId)
    return await shown(await coordinator.refresh(connectionId, { cause: 'verify' }))
  }

  return { find, explain, renew }
}

function orNothing(error: unknown): null {
  if (error instanceof NotFoundError) return null
  throw error
}
