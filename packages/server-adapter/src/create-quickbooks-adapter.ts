// The composition root: joins the options, the drivers behind the ports, and the services.

import type { Request as ExpressRequest } from 'express'
import { AdapterLife, reportClosing } from './adapter-life.ts'
import { fromAuthJs, fromBetterAuth, fromIntuitOauth, fromNodeQuickbooks } from './clients/from-clients.ts'
import { checkedClosing } from './config/close-options.ts'
import type { QuickBooksAdapterOptions } from './config/options.ts'
import { resolveConfig } from './config/resolve-config.ts'
import { createHttp } from './create-http.ts'
import { createJobs } from './create-jobs.ts'
import { createServices } from './create-services.ts'
import { forHost } from './errors/for-host.ts'
import { createDispatcher } from './events/dispatcher.ts'
import { toExpress } from './express.ts'
import type { QuickBooksAdapter } from './host-api.ts'
import { ChangeFeed } from './http/change-feed.ts'
import { createInProcessRunner } from './jobs/in-process-runner.ts'
import type { Job } from './jobs/job.ts'
import type { JobRunner } from './jobs/job-runner.ts'
import { PgBossRunner } from './jobs/pg-boss-runner.ts'
import { openDeps } from './open-deps.ts'
import { operationsGauges } from './operations/operations.ts'
import { createOperationsApi } from './operations-api.ts'
import { createOwnCalls, type OwnCalls } from './platform/own-calls.ts'
import { toPlatform } from './platform-handler.ts'
import { createTenantApi } from './tenant-api.ts'

/**
 * Makes an adapter. Type parameter: what `identify` is given, Express's request unless said otherwise.
 * Nothing is opened or called yet: that happens at `start()`, or with the first request.
 * @throws MooringError `app_misconfigured` for a wrong option, naming it, what is wrong and how to fix it;
 *   `store_unavailable` where the store's path or address is wrong already
 */
export function createQuickBooksAdapter<HostRequest = ExpressRequest>(
  options: QuickBooksAdapterOptions<HostRequest>,
): QuickBooksAdapter {
  const ownCalls = createOwnCalls()
  const config = resolveConfig(options)
  const onWritten = () => {
    feed.wake()
    runner.wake()
  }
  const opened = openDeps(config, { onWritten, runner: () => runner, jobs: () => jobs })
  const { driver, deps } = opened
  const feed = new ChangeFeed(deps)
  const dispatcher = createDispatcher(deps)
  const services = createServices(deps)
  deps.telemetry.observe(() => operationsGauges(deps))
  const jobs = createJobs(deps, { ...services, dispatcher }).map((job) => knownAsOwn(job, ownCalls))
  const runner: JobRunner =
    driver.server === undefined
      ? createInProcessRunner(deps, jobs)
      : new PgBossRunner(deps, driver.server, jobs)
  const http = createHttp(deps, { ...services, ready: () => life.ready(), feed, dispatcher })
  const answer: typeof http.answer = (request) => ownCalls.run(() => http.answer(request))
  const life: AdapterLife = new AdapterLife({ ...opened, services, feed, dispatcher, runner, http })
  return {
    router: toExpress(answer, { ...config, isEnding: () => life.isEnding() }),
    fromIntuitOauth,
    fromNodeQuickbooks,
    fromBetterAuth,
    fromAuthJs,
    handler: toPlatform(answer, config),
    start: () => life.start(),
    close: async (options) => {
      const ended = life.close(checkedClosing(options))
      // Closing waits for what this was called from: that must not wait for closing.
      if (ownCalls.isInside()) return void ended.catch((error) => reportClosing(config, error))
      await ended
    },
    runDueWork: async () => {
      // A process that cron begins may end at once: what it read is counted before.
      const work = forHost(
        config.logger,
        async () => await runner.runDueWork().finally(() => deps.reads.flush()),
      )
      // The round that called this goes on once the host's handler has ended, and another after it; what fails is logged.
      if (ownCalls.isInside()) return void work.catch(() => {})
      await work
    },
    syncs: { schedule: (name, scheduled, work) => services.schedules.add(null, name, scheduled, work) },
    forTenant: (tenantId) => createTenantApi(deps, services, tenantId),
    operations: createOperationsApi(deps, services, { dispatcher, status: () => life.status() }),
  }
}

/** Work waits for the host's handlers that it calls (`onEvent`, `setup.import`): what they call of the adapter knows that. */
const knownAsOwn = (job: Job, ownCalls: OwnCalls): Job => ({
  ...job,
  run: (now) => ownCalls.run(() => job.run(now)),
})
