// What an operator sees across all tenants: counts that are kept, and pages of connections.
import { type Connection, type OperationsHealth, type Reason, STATUSES, type Status } from '@mooring/contract'
import type { Identity } from '../config/options.ts'
import type { Parts } from '../config/parts.ts'
import { toTimestamp } from '../platform/clock.ts'
import { callerView } from './connection-view.ts'

const PAGE = 50

/** Connections of all tenants, as an operator sees them. */
export interface OperationsPage {
  readonly connections: readonly (Connection & { tenantId: string })[]
  readonly nextCursor: string | null
}

export function createOperations({ config, store }: Parts) {
  async function health(): Promise<OperationsHealth> {
    return await store.read(async (ledgers) => {
      const counts = await ledgers.connections.counts()
      const statuses = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>
      const reasons: Partial<Record<Reason, number>> = {}
      for (const { status, reason, count } of counts) {
        statuses[status] += count
        if (reason !== null && count > 0) reasons[reason as Reason] = count
      }
      const since = (await ledgers.meta.incident())?.since ?? null
      return {
        connections: statuses,
        reasons,
        refreshFailures24h: 0,
        throttled24h: 0,
        webhookDelayMs: null,
        eventBacklog: await ledgers.events.backlog(),
        stalled: (await ledgers.deliveries.stalled()).length,
        incident: since === null ? null : { since: toTimestamp(since), code: 'invalid_grant' },
        clockGapMs: 0,
      }
    })
  }

  async function page(
    filter: { status?: Status; cursor?: string },
    caller: Pick<Identity, 'permissions'>,
  ): Promise<OperationsPage> {
    const records = await store.read(
      async (ledgers) => await ledgers.connections.page({ ...filter, limit: PAGE + 1 }),
    )
    const shown = records.slice(0, PAGE)
    const context = { now: config.now(), warnBeforeDays: config.warnBeforeDays, realmId: null }
    return {
      connections: shown.map((record) => ({
        ...callerView(record, caller, context),
        tenantId: record.tenantId,
      })),
      nextCursor: records.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    }
  }

  return { health, page }
}

export type Operations = ReturnType<typeof createOperations>
