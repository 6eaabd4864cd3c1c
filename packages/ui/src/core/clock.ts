// The time of "4 minutes ago": one clock for all that show it.

/** How often shown times are updated (ms). */
const TICK_MS = 30_000

/** Runs only while something subscribes. */
export class Clock {
  /** The time as it is, in ms since epoch. */
  readonly now: () => number
  #time: number
  #watchers = new Set<() => void>()
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(now: () => number) {
    this.now = now
    this.#time = now()
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    // It was stopped while nothing was shown.
    this.catchUp()
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS)
    return () => {
      this.#watchers.delete(watcher)
      if (this.#watchers.size) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  /** The time of the last tick, in ms since epoch. */
  readonly read = (): number => this.#time

  /** Updates the time at once where the clock has jumped. */
  catchUp(): void {
    if (Math.abs(this.now() - this.#time) > TICK_MS) this.#tick()
  }

  #tick(): void {
    this.#time = this.now()
    for (const watcher of this.#watchers) watcher()
  }
}
