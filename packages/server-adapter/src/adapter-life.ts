// An adapter's life: it starts, is ready, drains and closes.

import type { CloseOptions } from './config/close-options.ts'
import type { Config } from './config/config.ts'
import { CLOCK_GAP_WARNED_MS } from './config/defaults.ts'
import type { Services } from './create-services.ts'
import { failureFields } from './errors/failure-fields.ts'
import { forHost } from './errors/for-host.ts'
import { mooringError } from './errors/mooring-error.ts'
import type { Dispatcher } from './events/dispatcher.ts'
import type { ChangeFeed } from './http/change-feed.ts'
import { coalesceReads } from './http/coalesce-reads.ts'
import type { JobRunner } from './jobs/job-runner.ts'
import type { OpenedDeps } from './open-deps.ts'
import { clockGap } from './operations/operations.ts'
import type { OperationsStatus } from './operations/operations-status.ts'
import { createDrain } from './platform/drain.ts'
import { thrownFields } from './platform/thrown.ts'
import { StoreUnavailableError } from './stores/store.ts'
import { MissingKeyError } from './vault/token-vault.ts'

/** What starts and closes with an adapter. */
interface Members extends OpenedDeps {
  readonly services: Services
  readonly feed: ChangeFeed
  readonly dispatcher: Dispatcher
  readonly runner: JobRunner
  readonly http: { close(): Promise<void> }
}

export class AdapterLife {
  readonly #members: Members
  readonly #drain = createDrain()
  readonly #readStatus = coalesceReads(() => this.status())
  #closed: Promise<void> | null = null
  #hasEnded = false
  #starting = 0
  #endListening: (() => void) | null = null

  constructor(members: Members) {
    this.#members = members
  }

  isEnding(): boolean {
    return this.#drain.isOn()
  }

  /** Starting and closing, it is not ready: requests that come meanwhile would be slow, or refused. */
  async status(): Promise<OperationsStatus> {
    const found = await this.#members.services.status()
    const isReady = this.#starting === 0 && !this.#drain.isOn()
    return { ...found, live: found.live && !this.#hasEnded, ready: found.ready && isReady }
  }

  /** What is known without the store is answered without it, so that load balancers learn of an end at once, however busy it is. */
  async ready(): Promise<boolean> {
    return this.#starting === 0 && !this.#drain.isOn() && (await this.#readStatus('status')).ready
  }

  async start(): Promise<void> {
    this.#starting++
    await forHost(this.#members.deps.config.logger, () => this.#open()).finally(() => this.#starting--)
  }

  /** At once without a drain, also where one is going on. */
  close({ drainMs, onDrained }: Required<CloseOptions>): Promise<void> {
    const { config } = this.#members.deps
    this.#drain.afterwards(() => void attempt(onDrained).catch((error) => reportDrained(config, error)))
    if (drainMs === 0) this.#drain.cut()
    if (this.#closed !== null) return this.#closed
    const drained = this.#drain.begin(drainMs)
    this.#closed = drainMs === 0 ? this.#end() : drained.then(() => this.#end())
    return this.#closed
  }

  async #open(): Promise<void> {
    const { deps, runner } = this.#members
    this.#refuseWhenClosed()
    await deps.gateway.ready?.()
    this.#refuseWhenClosed()
    await deps.telemetry.ready()
    await deps.store.open()
    await deps.vault().catch(refuseMissingKey)
    this.#refuseWhenClosed()
    this.#listen()
    await runner.start()
    await warnOfClockGap(deps)
  }

  #refuseWhenClosed(): void {
    if (this.#closed !== null) throw new StoreUnavailableError('This adapter was closed: make another one.')
  }

  /** Other instances' writes arrive here: they wake the streams and the refreshes that wait for theirs, and end cached tokens. */
  #listen(): void {
    const { changeNotifier, driver, feed, services } = this.#members
    this.#endListening ??=
      driver.server?.listen((subjectIds) => {
        services.coordinator.noteChanges(subjectIds)
        changeNotifier.wake(subjectIds)
        feed.wake()
      }) ?? null
  }

  async #end(): Promise<void> {
    const { closing, dispatcher, feed, http, deps, runner, services } = this.#members
    this.#hasEnded = true
    feed.close()
    deps.telemetry.close()
    this.#endListening?.()
    await http.close()
    closing.abort()
    await services.schedules.close()
    services.syncs.close()
    dispatcher.close()
    // Together: work that waits for a refresh of another process ends because the coordinator does.
    const { coordinator, doubts, imports, recorder, setup, takeBacks } = services
    const closers = [setup, takeBacks, imports, runner, coordinator, doubts]
    await Promise.all(closers.map((closer) => closer.close()))
    // Last of those who write: what ended before may have left a grant in memory.
    await services.unstored.close()
    await recorder.settled()
    await Promise.all([deps.reads.close(), services.refusedWebhooks.close()])
    await deps.store.close()
  }
}

async function warnOfClockGap(deps: OpenedDeps['deps']): Promise<void> {
  const clockGapMs = await clockGap(deps)
  if (clockGapMs <= CLOCK_GAP_WARNED_MS) return
  deps.config.logger.warn(
    { clockGapMs },
    'The clock here is far from the database’s. What other instances do seems late or dead from here: set it right.',
  )
}

/** An instance that begins without a key that is needed would be of no use: its host hears of it at once. */
function refuseMissingKey(error: unknown): never {
  throw error instanceof MissingKeyError ? mooringError('app_misconfigured', error.message) : error
}

/** Called at once; a rejection is its caller's to catch. */
const attempt = async (call: () => void): Promise<void> => await call()

const reportDrained = ({ logger }: Config, error: unknown): void =>
  logger.error(thrownFields(error), 'onDrained failed; closing goes on.')

export function reportClosing({ logger }: Config, error: unknown): void {
  logger.error(failureFields(error), 'The adapter could not be closed in order.')
}
