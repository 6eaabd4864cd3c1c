// What an operator may call: `quickbooks.operations`.
import type { Services } from './create-services.ts'
import type { Deps } from './deps.ts'
import { forHost } from './errors/for-host.ts'
import type { Dispatcher } from './events/dispatcher.ts'
import type { QuickBooksAdapter } from './host-api.ts'
import { rotateKeys } from './keys/rotate-keys.ts'
import { endIncident, hostOperationsPage, operationsHealth } from './operations/operations.ts'
import { quotaUse } from './operations/quota-view.ts'
import { webhookLogPage } from './webhooks/webhook-log.ts'

type OperationsApi = QuickBooksAdapter['operations']

/** @param helpers `status` is the whole adapter's, which is not ready while it starts or closes */
export function createOperationsApi(
  deps: Deps,
  services: Services,
  { dispatcher, status }: { readonly dispatcher: Dispatcher; readonly status: OperationsApi['status'] },
): OperationsApi {
  const { logger } = deps.config
  return {
    health: async () => await forHost(logger, () => operationsHealth(deps)),
    status,
    connections: async (filter) =>
      await forHost(logger, () => hostOperationsPage(deps, services.connections, filter ?? {})),
    find: async (subject) => await forHost(logger, async () => await services.lookup.find(subject ?? {})),
    explain: async (connectionId) =>
      await forHost(logger, async () => await services.lookup.explain(connectionId)),
    webhooks: async (filter) => await forHost(logger, async () => await webhookLogPage(deps, filter ?? {})),
    quota: async (filter) => await forHost(logger, async () => await quotaUse(deps, filter ?? {})),
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
    endIncident: async () => await forHost(logger, () => endIncident(deps)),
    rotateKeys: async () =>
      await forHost(logger, async () => await rotateKeys(deps.store, await deps.vault())),
  }
}
