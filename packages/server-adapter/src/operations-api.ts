// What an operator may call: `quickbooks.operations`.
import type { Services } from './create-services.ts'
import { forHost } from './errors/for-host.ts'
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
  const { logger } = parts.config
  return {
    health: async () => await forHost(logger, () => operationsHealth(parts)),
    status,
    connections: async (filter) =>
      await forHost(logger, () => hostOperationsPage(parts, services.connections, filter ?? {})),
    find: async (subject) => await forHost(logger, async () => await services.lookup.find(subject ?? {})),
    explain: async (connectionId) =>
      await forHost(logger, async () => await services.lookup.explain(connectionId)),
    webhooks: async (filter) => await forHost(logger, async () => await webhookLogPage(parts, filter ?? {})),
    quota: async (filter) => await forHost(logger, async () => await quotaUse(parts, filter ?? {})),
    renew: async (connectionId) =>
      await forHost(logger, async () => await services.lookup.renew(connectionId)),
    stalledQueues: async () => await forHost(logger, dispatcher.stalledQueues),
    retryEvents: async (connectionId) =>
      await forHost(logger, async () => await dispatcher.retryEvents(connectionId)),
    skipEvent: async (eventId) => await forHost(logger, async () => await dispatcher.skipEvent(eventId)),
    campaigns: {
      start: async (request) => await forHost(logger, async () => await services.campaigns.start(request)),
      list: async () => await forHost(logger, services.campaigns.list),
      progress: async (id) => await forHost(logger, async () => await services.campaigns.progress(id)),
      end: async (id) => await forHost(logger, async () => await services.campaigns.end(id)),
    },
    endIncident: async () => await forHost(logger, () => endIncident(parts)),
    rotateKeys: async () =>
      await forHost(logger, async () => await rotateKeys(parts.store, await parts.vault())),
  }
}
