// What each service depends on: the checked options and the drivers behind the ports.

import type { Config } from './config/config.ts'
import { logAbout } from './platform/logger.ts'
import type { ReadMeter } from './quota/meter.ts'
import type { MeteredGateway } from './quota/metered-gateway.ts'
import type { ReadRepositories, Store } from './stores/store.ts'
import type { Telemetry } from './telemetry/telemetry.ts'
import type { TokenVault } from './vault/token-vault.ts'

/** Handed to every service. */
export interface Deps {
  readonly config: Config
  readonly store: Store
  /** The vault, opened with the store: rejects with the error that prevents it. */
  readonly vault: () => Promise<TokenVault>
  readonly gateway: MeteredGateway
  /** Counts what the gateway reads. */
  readonly reads: ReadMeter
  readonly telemetry: Telemetry
  /** Wakes the background runner: something is due. */
  readonly wake: () => void
  /** A number in [0, 1), for jitter. */
  readonly random: () => number
  /** Milliseconds of real time since some moment; never goes back, never stops. */
  readonly elapsed: () => number
  /** How many writes this process has tried: what was read before the last one may be old. */
  readonly writes: () => number
  /** Resolves after a real-time pause, or at once when the adapter closes. */
  readonly pause: (ms: number) => Promise<void>
  /** A pause that ends early where another process is heard to have changed this connection. */
  readonly waitFor: (connectionId: string, ms: number) => Promise<void>
  /** What is known of the work that goes on. Moments in ms since the epoch; null for never. */
  readonly signs: Signs
  /** Where tests kill the process: around the one call that can't be taken back. */
  readonly crashPoint?: (name: CrashPoint, connectionId: string) => void | Promise<void>
}

export interface Signs {
  /** Since when background work of any kind has been due at `now`, both ms since the epoch; null where none is. */
  readonly dueSince: (tx: ReadRepositories, now: number) => Promise<number | null>
  /** Background work has checked all that may be due. */
  readonly lastRoundAt: () => number | null
  /** Intuit answered, whatever it said. */
  readonly lastAnswerAt: () => number | null
}

/** The intent is durable · the request is on its way · the answer is in memory · the new grant is durable. */
export type CrashPoint = 'intent' | 'on_the_wire' | 'answered' | 'committed'

/** The same dependencies for work on one connection: each line of its log names it and its tenant. */
export const depsAbout = (
  deps: Deps,
  subject: { readonly tenantId: string; readonly connectionId: string },
): Deps => ({ ...deps, config: { ...deps.config, logger: logAbout(deps.config.logger, subject) } })
