// What an operator may call: `quickbooks.operations`.
import type { Services } from './create-services.ts'
import { forHost } from './errors/host-errors.ts'
import type { Dispatcher } from './events/dispatcher.ts'
import type { QuickBooksAdapter } from './host-api.ts'
import { rotateKeys } from './keys/rotate-keys.ts'
import { endIncident, hostOperationsPage, operationsHealth } from './operations/operations.ts'
import { quotaUse } from './operations/quota-view.ts'
import type { Parts } from './parts.ts'
import { webhookLogPage } from './webhooks/webhook-log.ts'

type OperationsApi = QuickBooksAdapter['operations']

/** @param helpers `status` is the whole adapter's, which is not ready while it starts or closes */
export function createOperationsApi(
  parts: Parts,
  services: Services,
  { dispatcher, status }: { readonly dispatcher: Dispatcher; readonly status: OperationsApi['status'] },
): OperationsApi {
  return {
    health: async () => await forHost(() => operationsHealth(parts)),
    status,
    connections: async (filter = {}) =>
      await forHost(() => hostOperationsPage(parts, services.connections, filter)),
    find: async (subject) => await forHost(async () => await services.lookup.find(subject ?? {})),
    explain: async (connectionId) => await forHost(async () => await services.lookup.explain(connectionId)),
    webhooks: async (filter = {}) => await forHost(async () => await webhookLogPage(parts, filter)),
    quota: async (filter = {}) => await forHost(async () => await quotaUse(parts, filter)),
    renew: async (connectionId) => await forHost(async () => await services.lookup.renew(connectionId)),
    stalledQueues: async () => await forHost(dispatcher.stalledQueues),
    retryEvents: async (connectionId) =>
      await forHost(async () => await dispatcher.retryEvents(connectionId)),
    skipEvent: async (eventId) => await forHost(async () => await dispatcher.skipEvent(eventId)),
    campaigns: {
      start: async (request) => await forHost(async () => await services.campaigns.start(request)),
      list: async () => await forHost(services.campaigns.list),
      progress: async (id) => await forHost(async () => await services.campaigns.progress(id)),
      end: async (id) => await forHost(async () => await services.campaigns.end(id)),
    },
    endIncident: async () => await forHost(() => endIncident(parts)),
    rotateKeys: async () => await forHost(async () => await rotateKeys(parts.store, await parts.vault())),
  }
}
