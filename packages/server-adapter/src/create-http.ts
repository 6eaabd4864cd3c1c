// Joins the handlers with the router.

import { attemptView } from './authorize/attempt-view.ts'
import { createCallbackHandlers } from './authorize/callback-routes.ts'
import { createIntuitPages } from './authorize/intuit-pages.ts'
import { createAttemptHandlers } from './authorize/routes.ts'
import { createBoardHandlers } from './board/routes.ts'
import type { Identity } from './config/options.ts'
import { createConnectionHandlers } from './connections/routes.ts'
import type { Services } from './create-services.ts'
import type { Deps } from './deps.ts'
import { createDisconnectHandlers } from './disconnect/routes.ts'
import type { Dispatcher } from './events/dispatcher.ts'
import { createHistoryHandlers } from './history/routes.ts'
import { reading } from './http/caller-handlers.ts'
import type { ChangeFeed } from './http/change-feed.ts'
import { createEventsHandler } from './http/event-stream.ts'
import { createRateLimits } from './http/rate-limits.ts'
import { Router } from './http/router.ts'
import { createLinkPageHandlers } from './links/page-routes.ts'
import { createLinkHandlers } from './links/routes.ts'
import { createHealthHandler } from './operations/health-route.ts'
import { createOperationsHandlers, createStatusHandlers, createSupportHandlers } from './operations/routes.ts'
import { createSetupHandlers } from './setup/routes.ts'
import type { AttemptRecord } from './stores/records.ts'
import { backlogOf } from './syncs/backlog.ts'
import { createSyncReportHandler } from './syncs/routes.ts'
import { createWebhookHandler } from './webhooks/routes.ts'
import { createWritesHandlers } from './writes/routes.ts'

export function createHttp(
  deps: Deps,
  services: Services & { ready(): Promise<boolean>; feed: ChangeFeed; dispatcher: Dispatcher },
) {
  const { config } = deps
  const { connections, feed, grantDeps, probe } = services
  const shown = {
    connection: connections.view,
    attempt: (caller: Identity, record: AttemptRecord) => attemptView(record, caller, config.now()),
  }
  const limiter = createRateLimits(config.rateLimits, config.now)
  return new Router(config, limiter, {
    callers: {
      ...createConnectionHandlers(deps, {
        ...services,
        verify: (id, actor) => probe.verify(id, actor, 'verify'),
      }),
      ...createAttemptHandlers(grantDeps, services.confirmCompany),
      ...createDisconnectHandlers(services.disconnects),
      ...createHistoryHandlers(deps.store, connections),
      ...createSupportHandlers(services.support),
      ...createOperationsHandlers(deps),
      backlog: reading(backlogOf({ config, connections })),
      health: createHealthHandler(services.health),
      ...createSetupHandlers(services.setup, connections),
      ...createWritesHandlers(deps, services),
      ...createLinkHandlers(deps),
      ...(config.eventStream === 'on' ? { events: createEventsHandler(deps, feed, shown) } : {}),
    },
    open: {
      ...createCallbackHandlers(grantDeps),
      ...createIntuitPages(deps),
      ...createLinkPageHandlers(deps, limiter),
      ...createStatusHandlers(services.ready),
      ...createSyncReportHandler(deps),
      webhooks: createWebhookHandler(config, services.webhooks, services.refusedWebhooks),
    },
    operators: config.operators === null ? null : createBoardHandlers(deps, services),
  })
}
