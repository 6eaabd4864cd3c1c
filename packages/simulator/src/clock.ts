// The virtual clock: real (or the caller's) time plus a movable offset.

/** Milliseconds since the epoch, from the host's clock. */
export type Now = () => number

/** The simulator's clock. It runs on by itself; `advance` and `set` make it jump. */
export interface VirtualClock {
  /** Now, in milliseconds since the epoch. */
  now: Now
  /** How far it is ahead of the clock under it, in milliseconds. */
  offset(): number
  /** Jumps by `ms` milliseconds (back, when negative). */
  advance(ms: number): void
  /** Jumps to `ms` milliseconds since the epoch and runs on from there. */
  set(ms: number): void
  /** Takes back every jump. */
  reset(): void
}

/** A clock on top of `source`; `jumped` is called after every jump. */
export function createClock(source: Now, jumped: () => void): VirtualClock {
  let offset = 0
  const moveTo = (next: number): void => {
    if (!Number.isFinite(next)) throw new TypeError('The clock moves by a finite number of milliseconds.')
    offset = next
    jumped()
  }
  return {
    now: () => source() + offset,
    offset: () => offset,
    advance: (ms) => moveTo(offset + ms),
    set: (ms) => moveTo(ms - source()),
    reset: () => moveTo(0),
  }
}
