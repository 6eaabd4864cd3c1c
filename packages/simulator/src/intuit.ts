// The simulated Intuit: its world, repositories, switches and clock, put together once.
import { type Behaviours, DEFAULT_BEHAVIOURS, readBehaviours } from './behaviours.ts'
import { Books } from './books/books.ts'
import { createClock, type VirtualClock } from './clock.ts'
import { DEFAULT_COMPANIES, DEFAULT_USERS, usersFor } from './default-world.ts'
import { FaultScript } from './faults.ts'
import { GrantRepository } from './grants.ts'
import type { SimulatorOptions } from './options.ts'
import { RequestRecord } from './requests.ts'
import { createSigningKey, type SigningKey } from './signing-key.ts'
import { Throttle } from './throttle.ts'
import { WebhookSender } from './webhooks.ts'
import { World } from './world.ts'

/** What the composition root brings: time, chance and the network. */
export interface Deps {
  readonly now: () => number
  /** Real milliseconds from any origin, never jumping. */
  readonly elapsed: () => number
  /** A random string of URL-safe characters. */
  readonly chance: () => string
  readonly fetch: typeof fetch
}

/** A person signed in on Intuit's pages. */
export interface Session {
  readonly userId: string
  readonly authTime: number
}

/** All that the endpoints and the control work on. `reset` makes world, grants and books new. */
export interface Intuit {
  readonly options: SimulatorOptions
  readonly chance: () => string
  readonly clock: VirtualClock
  readonly behaviours: Behaviours
  readonly faults: FaultScript
  readonly requests: RequestRecord
  readonly signingKey: SigningKey
  readonly webhooks: WebhookSender
  /** Known once it listens. */
  origin: string
  world: World
  grants: GrantRepository
  books: Books
  throttle: Throttle
  sessions: Map<string, Session>
  reset(): void
}

/** Puts the simulated Intuit together. Throws {@link InputError} for options that are not usable. */
export function createIntuit(options: SimulatorOptions, deps: Deps): Intuit {
  const clock: VirtualClock = createClock(deps.now, () => void webhooks.runDue())
  const webhooks = new WebhookSender({ now: clock.now, fetch: deps.fetch, id: deps.chance })
  const behaviours = { ...DEFAULT_BEHAVIOURS }
  const fresh = () => freshRepositories(options, { now: clock.now, chance: deps.chance, behaviours })
  const intuit: Intuit = {
    options,
    chance: deps.chance,
    clock,
    behaviours,
    faults: new FaultScript(),
    requests: new RequestRecord({
      now: clock.now,
      elapsed: deps.elapsed,
      grants: () => intuit.grants,
    }),
    signingKey: createSigningKey(),
    webhooks,
    origin: '',
    ...fresh(),
    reset: () => {
      Object.assign(behaviours, DEFAULT_BEHAVIOURS, readBehaviours(options.behaviours ?? {}))
      webhooks.clear()
      clock.reset()
      intuit.faults.clear()
      intuit.requests.clear()
      Object.assign(intuit, fresh())
    },
  }
  intuit.reset()
  return intuit
}

function freshRepositories(
  options: SimulatorOptions,
  deps: { now: () => number; chance: () => string; behaviours: Behaviours },
) {
  return {
    world: worldOf(options),
    grants: new GrantRepository(deps),
    books: new Books(deps.now),
    throttle: new Throttle(deps.now),
    sessions: new Map<string, Session>(),
  }
}

function worldOf({ companies, users }: SimulatorOptions): World {
  if (companies) return new World(companies, users ?? usersFor(companies))
  return new World(DEFAULT_COMPANIES, users ?? DEFAULT_USERS)
}
