// Decides who goes on next: one seeded choice after the other, on a virtual clock, so that a run can be played again.
import { AsyncLocalStorage } from 'node:async_hooks'
import { vi } from 'vitest'
import { REFRESH_LEASE_MS } from '../../src/config/defaults.ts'

/** A process of the simulation, or the network between them. */
export interface Actor {
  readonly name: string
  /** A killed one never goes on. */
  alive: boolean
  /** A stopped one (SIGSTOP, a paused machine) goes on later; messages to it wait. */
  stopped: boolean
  /** How often it was stopped for longer than a lease. */
  longStops: number
  /** Resolves when it is killed. */
  readonly death: PromiseWithResolvers<void>
  /** The timers it set that have not run yet. */
  readonly timers: Set<NodeJS.Timeout>
  /** Timers that came due while it was stopped. */
  overdue: (() => void)[]
}

export const actorNamed = (name: string): Actor => ({
  name,
  alive: true,
  stopped: false,
  longStops: 0,
  death: Promise.withResolvers(),
  timers: new Set(),
  overdue: [],
})

const acting = new AsyncLocalStorage<Actor>()

/**
 * Work of one actor: the timers it sets are the actor's, and end or wait with it.
 * @throws Error as soon as the actor is killed, for the callers that are other processes
 */
export const actAs = <T>(actor: Actor, work: () => Promise<T>): Promise<T> =>
  Promise.race([
    acting.run(actor, work),
    actor.death.promise.then(() => {
      throw new Error(`${actor.name} was killed`)
    }),
  ])

/** `setImmediate` runs once every promise that can go on by itself has. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Needs Vitest's fake timers: their clock is the only one. Between its making and `close`, timers are their actors'. */
export class Scheduler {
  readonly random: () => number
  readonly #setTimeout = globalThis.setTimeout
  readonly #setInterval = globalThis.setInterval
  #ready: { readonly actor: Actor; readonly go: () => void }[] = []

  constructor(random: () => number) {
    this.random = random
    vi.stubGlobal('setTimeout', this.#ofActors(this.#setTimeout, true))
    vi.stubGlobal('setInterval', this.#ofActors(this.#setInterval, false))
  }

  close(): void {
    vi.clearAllTimers()
    vi.stubGlobal('setTimeout', this.#setTimeout)
    vi.stubGlobal('setInterval', this.#setInterval)
  }

  #ofActors(set: (work: () => void, ms?: number) => NodeJS.Timeout, once: boolean) {
    return (work: (...given: unknown[]) => void, ms?: number, ...given: unknown[]): NodeJS.Timeout => {
      const actor = acting.getStore()
      const timer = set(() => {
        if (once) actor?.timers.delete(timer)
        if (actor?.stopped) actor.overdue.push(() => work(...given))
        else work(...given)
      }, ms)
      actor?.timers.add(timer)
      return timer
    }
  }

  /** A whole number from 0 to below `count`. */
  readonly below = (count: number): number => Math.floor(this.random() * count)

  readonly pick = <T>(items: readonly T[]): T => {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new RangeError('There is nothing to pick from.')
    return item
  }

  /** Resolves once it is this actor's turn; never for one that was killed. */
  turn(actor: Actor): Promise<void> {
    return new Promise((go) => {
      if (actor.alive) this.#ready.push({ actor, go })
    })
  }

  /** Lets so much virtual time go by, whichever process is killed or stopped meanwhile. */
  passes(ms: number): Promise<void> {
    return new Promise((resolve) => this.#setTimeout(resolve, ms))
  }

  /** The same, and then this actor's turn. */
  async pause(actor: Actor, ms: number): Promise<void> {
    await this.passes(ms)
    await this.turn(actor)
  }

  kill(actor: Actor): void {
    actor.alive = false
    for (const timer of actor.timers) clearTimeout(timer)
    actor.overdue = []
    actor.death.resolve()
    this.#ready = this.#ready.filter((waiting) => waiting.actor !== actor)
  }

  stop(actor: Actor, ms: number): void {
    actor.stopped = true
    if (ms > REFRESH_LEASE_MS) actor.longStops++
    void this.passes(ms).then(() => {
      actor.stopped = false
      const { overdue } = actor
      actor.overdue = []
      for (const work of overdue) work()
    })
  }

  /** Lets one go on, or time go by where no one can. @returns false where nothing is left to happen */
  async step(): Promise<boolean> {
    await settled()
    const free = this.#ready.filter(({ actor }) => !actor.stopped)
    if (free.length > 0) {
      const chosen = this.pick(free)
      this.#ready.splice(this.#ready.indexOf(chosen), 1)
      chosen.go()
      return true
    }
    if (vi.getTimerCount() === 0) return false
    vi.advanceTimersToNextTimer()
    return true
  }
}

/** How often operations of one kind fail: by chance, or each n-th. */
export class Trouble {
  readonly #random: () => number
  #chance = 0
  #every = 0
  #count = 0

  constructor(random: () => number) {
    this.#random = random
  }

  /** @param how 0 for never, below 1 a chance, from 1 on each n-th */
  begin(how: number): void {
    this.#chance = how < 1 ? how : 0
    this.#every = how < 1 ? 0 : how
  }

  /** Whether the operation that begins now fails. */
  strikes(): boolean {
    const isItsTurn = this.#every > 0 && ++this.#count % this.#every === 0
    return this.#random() < this.#chance || isItsTurn
  }
}
