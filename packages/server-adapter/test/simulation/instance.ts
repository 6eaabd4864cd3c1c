// One process of the simulation: the real core over a shared store, whose every step the scheduler allows.
import type { Identity } from '../../src/config/options.ts'
import { resolveConfig } from '../../src/config/resolve-config.ts'
import { createJobs } from '../../src/create-jobs.ts'
import { createServices } from '../../src/create-services.ts'
import type { Deps } from '../../src/deps.ts'
import { createDispatcher } from '../../src/events/dispatcher.ts'
import { createRounds } from '../../src/jobs/job-rounds.ts'
import { openVault } from '../../src/keys/open-vault.ts'
import { noReads } from '../../src/quota/meter.ts'
import { readyStore } from '../../src/stores/ready-store.ts'
import { memoryStore } from '../../src/stores/sqlite.ts'
import { type Store, StoreUnavailableError } from '../../src/stores/store.ts'
import { noTelemetry } from '../../src/telemetry/telemetry.ts'
import { createKeyRing } from '../../src/vault/key-ring.ts'
import type { TokenVault } from '../../src/vault/token-vault.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'
import type { ModelIntuit } from './model-intuit.ts'
import { type Actor, actorNamed, type Scheduler, type Trouble } from './scheduler.ts'

/** What instances share. */
export interface Ground {
  readonly scheduler: Scheduler
  readonly intuit: ModelIntuit
  readonly driver: Store
  readonly onEvent: (event: unknown) => void
  readonly log: (line: unknown) => void
  readonly storeTrouble: Trouble
  /** What befalls a process at the points from which nothing can be taken back. */
  readonly strike: (actor: Actor) => void
}

const ORIGIN = 'https://host.example'
const DATA = {
  clientId: 'simulated-client',
  environment: 'sandbox',
  redirectUri: `${ORIGIN}/qb/callback`,
} as const

/** The vault as someone sees it who waits for no one's turn. */
export const openOwnVault = (driver: Store): Promise<TokenVault> => openVault(driver, createKeyRing([KEY]))

/** Each operation waits for its turn before it, and again before its caller hears of it: a process can die at either. */
function scheduledStore(ground: Ground, actor: Actor): Store {
  const { scheduler, driver } = ground
  async function operate<T>(work: () => Promise<T>): Promise<T> {
    await scheduler.turn(actor)
    if (ground.storeTrouble.strikes()) throw new StoreUnavailableError('The simulated store fails.')
    const result = await work()
    await scheduler.turn(actor)
    return result
  }
  return {
    open: () => operate(async () => {}),
    read: (work) => operate(() => driver.read(work)),
    write: (work) => operate(() => driver.write(work)),
    close: async () => {},
  }
}

function partsOf(ground: Ground, actor: Actor): Deps {
  const { scheduler, intuit, onEvent, log } = ground
  const keep = (fields: unknown, message: string) => log({ actor: actor.name, message, fields })
  const config = resolveConfig({
    ...DATA,
    clientSecret: 'sim-secret-canary',
    store: memoryStore(),
    encryptionKeys: [KEY],
    identify: () => null,
    onEvent,
    confirmCompany: 'never',
    keepaliveDays: 1,
    now: Date.now,
    logger: { debug: keep, info: keep, warn: keep, error: keep },
  })
  const { redirectOrigin, redirectUri } = config
  const scheduled = scheduledStore(ground, actor)
  const store = readyStore(scheduled, {
    identity: { clientId: DATA.clientId, environment: DATA.environment, redirectOrigin, redirectUri },
    onWritten: () => {},
  })
  const pause = (ms: number) => scheduler.pause(actor, ms)
  let vault: Promise<TokenVault> | null = null
  return {
    config,
    store,
    vault: () => {
      vault ??= openVault(store, createKeyRing(config.encryptionKeys)).catch((error: unknown) => {
        vault = null
        throw error
      })
      return vault
    },
    gateway: intuit.seenBy(actor),
    reads: noReads,
    telemetry: noTelemetry,
    wake: () => {},
    random: scheduler.random,
    elapsed: Date.now,
    writes: store.writes,
    pause,
    waitFor: (_, ms) => pause(ms),
    crashPoint: async () => {
      ground.strike(actor)
      await scheduler.turn(actor)
    },
    signs: { dueSince: async () => null, lastRoundAt: () => null, lastAnswerAt: () => null },
  }
}

export function openInstance(ground: Ground, name: string) {
  const actor = actorNamed(name)
  const deps = partsOf(ground, actor)
  const services = createServices(deps)
  const works = createJobs(deps, { ...services, dispatcher: createDispatcher(deps) })
  const rounds = createRounds(deps)
  return { actor, deps, ...services, workAll: () => rounds.round(works) }
}

export type Instance = ReturnType<typeof openInstance>

export const personOf = (tenantId: string): Identity => ({
  tenantId,
  userId: `admin-of-${tenantId}`,
  permissions: ['view', 'connect', 'reauthorize', 'disconnect', 'audit'],
})
