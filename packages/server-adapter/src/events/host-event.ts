// An event as the host gets it.
import type { HostEvent } from '@mooring/contract'
import type { Deps } from '../deps.ts'
import { openRealm } from '../keys/grant-sealing.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { EventRecord } from '../stores/records.ts'

/** The realm id of a webhook's company is opened only now: what waits for its delivery is not sealed. */
export async function hostEventOf(
  deps: Pick<Deps, 'store' | 'vault'>,
  event: EventRecord,
): Promise<HostEvent> {
  const { id, type, at, tenantId, connectionId, sequence, actor, data } = event
  const payload = type === 'webhook.received' ? { realmId: await realmOf(deps, connectionId), ...data } : data
  // What each type carries is written where its event is made; the store gives it back as JSON.
  return {
    id,
    type,
    at: toTimestamp(at),
    tenantId,
    connectionId,
    sequence,
    actor,
    data: payload,
  } as HostEvent
}

async function realmOf(
  { store, vault }: Pick<Deps, 'store' | 'vault'>,
  connectionId: string | null,
): Promise<string | null> {
  if (connectionId === null) return null
  const record = await store.read(({ connections }) => connections.get(connectionId))
  return record === null ? null : openRealm(await vault(), record)
}
