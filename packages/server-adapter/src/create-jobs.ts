// All background work, in the order in which one thing makes the next one due.

import { createAttemptsJob } from './authorize/attempts-job.ts'
import type { Services } from './create-services.ts'
import type { Deps } from './deps.ts'
import type { Dispatcher } from './events/dispatcher.ts'
import { createImportsJob } from './import/imports-job.ts'
import type { Job } from './jobs/job.ts'
import { createLinksJob } from './links/links-job.ts'
import { createQuotaJob } from './syncs/resume-runs.ts'
import { lostRefreshSince } from './tokens/recover-refreshes.ts'
import { createClockCorrections } from './upkeep/clock-corrections.ts'
import { createDueConnections } from './upkeep/due-connections.ts'
import { createHousekeeping } from './upkeep/housekeeping.ts'
import { createSecretAge } from './upkeep/secret-age.ts'
import { createWebhookJobs } from './webhooks/webhook-jobs.ts'

const deliveryDueSince: Job['dueSince'] = async ({ deliveries }, now) =>
  (await deliveries.due(now, 1))[0]?.dueAt ?? null

type Helpers = Pick<
  Services,
  | 'refusedWebhooks'
  | 'campaigns'
  | 'grantDeps'
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
  ({ telemetry }: Deps) =>
  (job: Job): Job => ({
    ...job,
    dueSince: (tx, now) => job.dueSince(tx, now),
    run: (now) => telemetry.span('mooring.job', { 'mooring.cause': job.name }, () => job.run(now)),
  })

/** One that may send a code or a token begins once it is known that it can: nothing is taken, put off or counted as a try in vain. */
const asking =
  ({ gateway }: Deps) =>
  (job: Job): Job => ({
    ...job,
    run: async (now) => {
      await gateway.ready?.()
      return await job.run(now)
    },
  })

export function createJobs(deps: Deps, helpers: Helpers): readonly Job[] {
  const { grantDeps, revokes, coordinator, dispatcher } = helpers
  const asks = asking(deps)
  const jobs: readonly Job[] = [
    // First: what it pulls back is due for the others.
    createClockCorrections(deps),
    asks({
      name: 'recovery',
      dueSince: (tx, now) => lostRefreshSince(deps, tx, now),
      run: () => coordinator.recover(),
    }),
    asks(createAttemptsJob(grantDeps)),
    asks(createDueConnections(deps, helpers)),
    asks(createImportsJob(deps, helpers.imports)),
    createLinksJob(deps),
    asks(revokes),
    createWebhookJobs(deps),
    helpers.refusedWebhooks.work,
    asks(helpers.setup),
    asks(helpers.takeBacks),
    asks(helpers.schedules.work),
    helpers.campaigns.work,
    createQuotaJob(deps),
    { name: 'deliveries', dueSince: deliveryDueSince, run: () => dispatcher.deliverDue(), overlaps: true },
    createHousekeeping(deps),
    createSecretAge(deps),
  ]
  return jobs.map(measured(deps))
}
