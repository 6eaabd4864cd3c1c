// Makes the dependencies of an adapter from its checked options: the drivers behind the ports. Nothing is opened or called yet.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config/config.ts'
import type { Deps } from './deps.ts'
import { hostError } from './errors/host-errors.ts'
import { dueSince } from './jobs/due-jobs.ts'
import type { Job } from './jobs/job.ts'
import type { JobRunner } from './jobs/job-runner.ts'
import { openVault } from './keys/open-vault.ts'
import { gatewayOf, noteAnswers, onceTried } from './open-gateway.ts'
import { createReadMeter } from './operations/read-meter.ts'
import { lazily } from './platform/lazily.ts'
import { meterReads } from './quota/metered-gateway.ts'
import { readyStore } from './stores/ready-store.ts'
import type { Store } from './stores/store.ts'
import { openTelemetry } from './telemetry/open-telemetry.ts'
import { createChangeNotifier } from './tokens/change-notifier.ts'
import { createKeyRing } from './vault/key-ring.ts'
import { missingKeyTo } from './vault/missing-key.ts'

export interface OpenedDeps {
  readonly deps: Deps
  readonly driver: Store
  readonly changeNotifier: ReturnType<typeof createChangeNotifier>
  /** Ends all pauses. */
  readonly closing: AbortController
}

/** Made from the dependencies, and used by them. */
interface Later {
  readonly onWritten: () => void
  readonly runner: () => JobRunner
  readonly jobs: () => readonly Job[]
}

/** @throws what the host reads of wrong keys, or of a store that can't be where it is said to be */
export function openDeps(config: Config, { onWritten, runner, jobs }: Later): OpenedDeps {
  const ring = withHostError(() => createKeyRing(config.encryptionKeys))
  const driver = withHostError(() => config.store.create({ now: config.now, logger: config.logger }))
  const { clientId, environment, redirectOrigin } = config
  const identity = { clientId, environment, redirectOrigin, redirectUri: new URL(config.redirectUri).href }
  const store = readyStore(driver, { identity, onWritten })
  const closing = new AbortController()
  const pause = async (ms: number) => await sleep(ms, undefined, { signal: closing.signal }).catch(() => {})
  const elapsed = () => performance.now()
  const wake = () => runner().wake()
  const changeNotifier = createChangeNotifier({ pause, elapsed })
  const telemetry = openTelemetry(driver.server === undefined ? 'sqlite' : 'postgresql')
  const answers = noteAnswers(config, telemetry)
  const reads = createReadMeter({
    config,
    store,
    pause,
    telemetry,
    wake,
    isClosing: () => closing.signal.aborted,
  })
  const deps: Deps = {
    config,
    store,
    vault: lazily(async () => await openVault(store, ring, missingKeyTo(config.logger))),
    gateway: meterReads(onceTried(gatewayOf({ ...config, fetch: answers.fetch }), config), reads.note),
    reads,
    telemetry,
    wake,
    random: Math.random,
    elapsed,
    writes: store.writes,
    pause,
    waitFor: changeNotifier.wait,
    signs: {
      dueSince: (tx, now) => dueSince(jobs(), tx, now),
      lastRoundAt: () => runner().lastRoundAt(),
      lastAnswerAt: answers.lastAt,
    },
  }
  return { deps, driver, changeNotifier, closing }
}

function withHostError<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw hostError(error)
  }
}
