// A connection's health, day by day.
import type { Health } from '@mooring/contract'
import type { Identity } from '../config/options.ts'
import type { Connections } from '../connections/connections.ts'
import type { Deps } from '../deps.ts'
import { firstDay, healthOf } from './health-days.ts'

export interface HealthService {
  /** The last `days` days, today included. @throws NotFoundError */
  of(caller: Identity, id: string, days: number): Promise<Health>
}

export function createHealth(
  { config, store }: Pick<Deps, 'config' | 'store'>,
  connections: Pick<Connections, 'row'>,
): HealthService {
  async function of(caller: Identity, id: string, days: number): Promise<Health> {
    await connections.row(caller.tenantId, id)
    const now = config.now()
    const stored = await store.read(({ health }) => health.days(id, firstDay(now, days)))
    return healthOf(stored, now, days)
  }

  return { of }
}
