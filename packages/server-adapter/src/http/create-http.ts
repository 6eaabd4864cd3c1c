// Joins the handlers with the router.
import { createBoardHandlers } from '../board/board-handlers.ts'
import type { Parts } from '../config/parts.ts'
import type { Dispatcher } from '../events/dispatcher.ts'
import { createLinkHandlers } from '../links/link-handlers.ts'
import { createLinkPageHandlers } from '../links/link-page-handlers.ts'
import type { Services } from '../service/create-services.ts'
import { createWritesHandlers } from '../writes/routes.ts'
import type { ChangeFeed } from './change-feed.ts'
import { createCallbackHandlers } from './handlers/callback.ts'
import { createConnectionHandlers } from './handlers/connections.ts'
import { createEventsHandler } from './handlers/events.ts'
import { createHealthHandler } from './handlers/health.ts'
import { createIntuitPages } from './handlers/intuit-pages.ts'
import { createOperationsHandlers, createStatusHandlers } from './handlers/operations.ts'
import { createSetupHandlers } from './handlers/setup.ts'
import { createSyncReportHandler } from './handlers/sync-reports.ts'
import { createWebhookHandler } from './handlers/webhooks.ts'
import { createRateLimits } from './rate-limits.ts'
import { createRouter } from './router.ts'

export function createHttp(
  parts: Parts,
  services: Services & { ready(): Promise<boolean>; feed: ChangeFeed; dispatcher: Dispatcher },
) {
  const { config } = parts
  const { attempts, callback, claims, connections, feed, operations, probe, readiness, support } = services
  const limiter = createRateLimits(config.rateLimits, config.now)
  return createRouter(config, limiter, {
    callers: {
      ...createConnectionHandlers(parts, {
        ...{ attempts, claims, connections, readiness, support },
        verify: (id, actor) => probe.verify(id, actor, 'verify'),
      }),
      ...createOperationsHandlers(operations),
      health: createHealthHandler(services.health),
      ...createSetupHandlers(services.setup, connections),
      ...createWritesHandlers(parts, services),
      ...createLinkHandlers(parts),
      ...(config.eventStream === 'on' ? { events: createEventsHandler(parts, feed, connections) } : {}),
    },
    open: {
      ...createCallbackHandlers(parts, attempts, callback.arrive),
      ...createIntuitPages(parts),
      ...createLinkPageHandlers(parts, attempts, limiter),
      ...createStatusHandlers(services.ready),
      ...createSyncReportHandler(parts),
      webhooks: createWebhookHandler(config, services.webhooks, services.refusedWebhooks),
    },
    operators: config.operators === null ? null : createBoardHandlers(parts, services),
  })
}
