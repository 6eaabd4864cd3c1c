// The composition root: joins the options, the drivers behind the ports, and the services.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Request as ExpressRequest } from 'express'
import { fromAuthJs, fromBetterAuth, fromIntuitOauth, fromNodeQuickbooks } from './clients/from-clients.ts'
import { type CloseOptions, checkedClosing } from './config/close-options.ts'
import { CLOCK_GAP_TOLD_MS } from './config/defaults.ts'
import type { QuickBooksAdapterOptions } from './config/options.ts'
import { resolveConfig } from './config/resolve-config.ts'
import { createHttp } from './create-http.ts'
import { createJobs } from './create-jobs.ts'
import { createServices } from './create-services.ts'
import { forHost, hostError } from './errors/host-errors.ts'
import { mooringError } from './errors/mooring-error.ts'
import { createDispatcher } from './events/dispatcher.ts'
import { toExpress } from './express.ts'
import type { QuickBooksAdapter } from './host-api.ts'
import { createChangeFeed } from './http/change-feed.ts'
import { coalesceReads } from './http/coalesce-reads.ts'
import { createInProcessRunner } from './jobs/in-process-runner.ts'
import type { Job } from './jobs/job.ts'
import { createBossRunner } from './jobs/pg-boss-runner.ts'
import { openVault } from './keys/open-vault.ts'
import { gatewayOf, noteAnswers, refuseUnfitFetch } from './open-gateway.ts'
import type { OperationsStatus } from './operations/operations-status.ts'
import { createReadMeter } from './operations/read-meter.ts'
import { createOperationsApi } from './operations-api.ts'
import type { Parts } from './parts.ts'
import { createDrain } from './platform/drain.ts'
import { createOwnCalls, type OwnCalls } from './platform/own-calls.ts'
import { thrownFields } from './platform/thrown.ts'
import { toPlatform } from './platform-handler.ts'
import { meterReads } from './quota/metered-gateway.ts'
import { readyStore } from './stores/ready-store.ts'
import { StoreUnavailableError } from './stores/store.ts'
import { openTelemetry } from './telemetry/open-telemetry.ts'
import { createTenantApi } from './tenant-api.ts'
import { createChangeNotifier } from './tokens/change-notifier.ts'
import { createKeyRing } from './vault/key-ring.ts'
import { missingKeyTo } from './vault/missing-key.ts'
import { MissingKeyError, type TokenVault } from './vault/token-vault.ts'

/**
 * Makes an adapter. Type parameter: what `identify` is given, Express's request unless said otherwise.
 * Nothing is opened or called yet: that happens at `start()`, or with the first request.
 * @throws MooringError `app_misconfigured` for a wrong option, naming it, what is wrong and how to mend it;
 *   `store_unavailable` where the store's place can be seen to be wrong already
 */
export function createQuickBooksAdapter<HostRequest = ExpressRequest>(
  options: QuickBooksAdapterOptions<HostRequest>,
): QuickBooksAdapter {
  const ownCalls = createOwnCalls()
  const config = resolveConfig(options)
  const ring = withHostError(() => createKeyRing(config.encryptionKeys))
  const closing = new AbortController()
  const drain = createDrain()
  const onWritten = () => {
    feed.nudge()
    runner.wake()
  }
  const driver = withHostError(() => config.store.create({ now: config.now, logger: config.logger }))
  const identity = {
    clientId: config.clientId,
    environment: config.environment,
    redirectOrigin: config.redirectOrigin,
    redirectUri: new URL(config.redirectUri).href,
  }
  const store = readyStore(driver, { identity, onWritten })
  const pause = async (ms: number) => await sleep(ms, undefined, { signal: closing.signal }).catch(() => {})
  const elapsed = () => performance.now()
  const changeNotifier = createChangeNotifier({ pause, elapsed })
  const telemetry = openTelemetry(driver.server === undefined ? 'sqlite' : 'postgresql')
  const answers = noteAnswers(config, telemetry)
  const reads = createReadMeter({ config, store, pause, telemetry, wake: () => runner.wake() })
  const parts: Parts = {
    config,
    store,
    vault: lazily(async () => await openVault(store, ring, missingKeyTo(config.logger))),
    gateway: meterReads(gatewayOf({ ...config, fetch: answers.fetch }), reads.note),
    reads,
    telemetry,
    wake: () => runner.wake(),
    random: Math.random,
    elapsed,
    writes: store.writes,
    pause,
    waitFor: changeNotifier.wait,
    signs: { lastRoundAt: () => runner.lastRoundAt(), lastAnswerAt: answers.lastAt },
  }
  const feed = createChangeFeed(parts)
  const dispatcher = createDispatcher(parts)
  const services = createServices(parts)
  telemetry.observe(services.operations.gauges)
  const jobs = createJobs(parts, { ...services, dispatcher }).map((job) => knownAsOwn(job, ownCalls))
  const runner =
    driver.server === undefined
      ? createInProcessRunner(parts, jobs)
      : createBossRunner(parts, driver.server, jobs)

  /** Starting and closing, it is not ready: requests that come meanwhile would be slow, or refused. */
  async function status(): Promise<OperationsStatus> {
    const found = await services.status()
    return { ...found, live: found.live && !hasEnded, ready: found.ready && starting === 0 && !drain.isOn() }
  }

  /** What is known without the store is answered without it, so that load balancers learn of an end at once, however busy it is. */
  const shared = coalesceReads(status)
  const ready = async () => starting === 0 && !drain.isOn() && (await shared('status')).ready

  const http = createHttp(parts, { ...services, ready, feed, dispatcher })
  const answer: typeof http.answer = (request) => ownCalls.run(() => http.answer(request))
  let closed: Promise<void> | null = null
  let hasEnded = false
  let starting = 0
  let endListening: (() => void) | null = null

  function refuseWhenClosed(): void {
    if (closed !== null) throw new StoreUnavailableError('This adapter was closed: make another one.')
  }

  /** What other instances write is heard of here: it wakes the streams, and the refreshes that wait for theirs. */
  function listen(): void {
    endListening ??=
      driver.server?.listen((subjectIds) => {
        changeNotifier.wake(subjectIds)
        feed.nudge()
      }) ?? null
  }

  async function tellClockGap(): Promise<void> {
    const clockGapMs = await services.operations.clockGap()
    if (clockGapMs <= CLOCK_GAP_TOLD_MS) return
    config.logger.warn(
      { clockGapMs },
      'The clock here is far from the database’s. What other instances do looks late or dead from here: set it right.',
    )
  }

  async function start(): Promise<void> {
    refuseWhenClosed()
    await refuseUnfitFetch(config)
    refuseWhenClosed()
    await telemetry.ready()
    await store.open()
    await parts.vault().catch(refuseMissingKey)
    refuseWhenClosed()
    listen()
    await runner.start()
    await tellClockGap()
  }

  async function close(): Promise<void> {
    hasEnded = true
    feed.close()
    telemetry.close()
    endListening?.()
    await http.close()
    closing.abort()
    await services.schedules.close()
    services.syncs.close()
    dispatcher.close()
    // Together: work that waits for a refresh of another process ends because the coordinator does.
    const { coordinator, doubts, imports, recorder, setup, takeBacks } = services
    const closers = [setup, takeBacks, imports, runner, coordinator, doubts]
    await Promise.all(closers.map((closer) => closer.close()))
    await recorder.settled()
    await reads.close()
    await store.close()
  }

  /** At once without a drain, also where one is going on. */
  function closeAfter({ drainMs, onDrained }: Required<CloseOptions>): Promise<void> {
    drain.afterwards(() => void attempt(onDrained).catch(reportDrained))
    if (drainMs === 0) drain.cut()
    if (closed !== null) return closed
    const drained = drain.begin(drainMs)
    closed = drainMs === 0 ? close() : drained.then(close)
    return closed
  }

  function reportDrained(error: unknown): void {
    config.logger.error(thrownFields(error), 'onDrained failed; closing goes on.')
  }

  function reportClosing(error: unknown): void {
    const { code, reference } = hostError(error)
    config.logger.error({ code, reference }, 'The adapter could not be closed in order.')
  }

  return {
    router: toExpress(answer, { ...config, isEnding: drain.isOn }),
    fromIntuitOauth,
    fromNodeQuickbooks,
    fromBetterAuth,
    fromAuthJs,
    handler: toPlatform(answer, config),
    start: async () => {
      starting++
      await forHost(start).finally(() => starting--)
    },
    close: async (options) => {
      const ended = closeAfter(checkedClosing(options))
      // Closing waits for what this was called from: that must not wait for closing.
      if (ownCalls.isInside()) return void ended.catch(reportClosing)
      await ended
    },
    runDueWork: async () => {
      // A process that cron begins may end at once: what it read is counted before.
      const work = forHost(async () => await runner.runDueWork().finally(() => parts.reads.flush()))
      // The round that called this goes on once the host's handler has ended, and another after it; what fails is logged.
      if (ownCalls.isInside()) return void work.catch(() => {})
      await work
    },
    syncs: { schedule: (name, scheduled, work) => services.schedules.add(null, name, scheduled, work) },
    forTenant: (tenantId) => createTenantApi(parts, services, tenantId),
    operations: createOperationsApi(parts, services, { dispatcher, status }),
  }
}

/** Work waits for the host's handlers that it calls (`onEvent`, `setup.import`): what they call of the adapter knows that. */
const knownAsOwn = (job: Job, ownCalls: OwnCalls): Job => ({
  ...job,
  run: (now) => ownCalls.run(() => job.run(now)),
})

/** An instance that begins without a key that is needed would be of no use: its host is told so at once. */
function refuseMissingKey(error: unknown): never {
  throw error instanceof MissingKeyError ? mooringError('app_misconfigured', error.message) : error
}

/** Called at once; a rejection is its caller's to catch. */
const attempt = async (call: () => void): Promise<void> => await call()

function withHostError<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw hostError(error)
  }
}

/** Made at the first call; a failure is not kept. */
function lazily(make: () => Promise<TokenVault>): () => Promise<TokenVault> {
  let made: Promise<TokenVault> | null = null
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null
      throw error
    })
    return made
  }
}
