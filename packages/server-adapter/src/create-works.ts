// All background work, in the order in which one thing makes the next one due.

import { createAttemptsWork } from './authorize/attempts-work.ts'
import { REFRESH_LEASE_MS } from './config/defaults.ts'
import type { Services } from './create-services.ts'
import type { Dispatcher } from './events/dispatcher.ts'
import { createImportsWork } from './import/imports-work.ts'
import type { Work } from './jobs/work.ts'
import { createLinksWork } from './links/links-work.ts'
import type { Parts } from './parts.ts'
import { createQuotaWork } from './syncs/resume-runs.ts'
import { createClockCorrections } from './upkeep/clock-corrections.ts'
import { createDueConnections } from './upkeep/due-connections.ts'
import { createHousekeeping } from './upkeep/housekeeping.ts'
import { createSecretAge } from './upkeep/secret-age.ts'
import { createWebhookWorks } from './webhooks/webhook-works.ts'

/** A refresh that is under way is nobody's business while its lease lasts. */
const isRefreshLost: Work['isDue'] = async ({ journal }, now) =>
  (await journal.openBefore(now - REFRESH_LEASE_MS, 1)).length > 0

const isDeliveryDue: Work['isDue'] = async ({ deliveries }, now) => (await deliveries.due(now, 1)).length > 0

type Helpers = Pick<
  Services,
  | 'attempts'
  | 'refusedWebhooks'
  | 'campaigns'
  | 'grants'
  | 'revokes'
  | 'coordinator'
  | 'probe'
  | 'syncs'
  | 'imports'
  | 'setup'
  | 'takeBacks'
  | 'schedules'
> & {
  readonly dispatcher: Dispatcher
}

/** Each run of a work is a span of its own. */
const measured =
  ({ telemetry }: Parts) =>
  (work: Work): Work => ({
    ...work,
    isDue: (ledgers, now) => work.isDue(ledgers, now),
    run: (now) => telemetry.span('mooring.job', { 'mooring.cause': work.name }, () => work.run(now)),
  })

export function createWorks(parts: Parts, helpers: Helpers): readonly Work[] {
  const { attempts, grants, revokes, coordinator, dispatcher } = helpers
  const works: readonly Work[] = [
    // First: what it pulls back is due for the others.
    createClockCorrections(parts),
    { name: 'recovery', isDue: isRefreshLost, run: () => coordinator.recover() },
    createAttemptsWork(parts, attempts, grants),
    createDueConnections(parts, helpers),
    createImportsWork(parts, helpers.imports),
    createLinksWork(parts),
    revokes,
    createWebhookWorks(parts),
    helpers.refusedWebhooks.work,
    helpers.setup,
    helpers.takeBacks,
    helpers.schedules.work,
    helpers.campaigns.work,
    createQuotaWork(parts),
    { name: 'deliveries', isDue: isDeliveryDue, run: () => dispatcher.deliverDue(), overlaps: true },
    createHousekeeping(parts),
    createSecretAge(parts),
  ]
  return works.map(measured(parts))
}
