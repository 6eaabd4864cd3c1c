// A clock that a test moves.

export interface TestClock {
  /** Ms since epoch: for the option `now` of the adapter, of the simulator and of the provider. */
  readonly now: () => number
  /** @throws RangeError for a time that goes backwards */
  advance(ms: number): void
  /** @param at RFC 3339, or ms since epoch */
  set(at: string | number): void
}

const timeOf = (at: string | number): number => {
  const time = typeof at === 'string' ? Date.parse(at) : at
  if (!Number.isFinite(time)) throw new RangeError(`"${at}" is not a time: give RFC 3339 or ms since epoch.`)
  return time
}

/**
 * A clock that does not move until it is advanced.
 * @param at RFC 3339, or ms since epoch. Default: the moment of the fixtures
 */
export function createTestClock(at: string | number = '2026-11-21T12:00:00.000Z'): TestClock {
  let time = timeOf(at)
  return {
    now: () => time,
    advance(ms) {
      if (!(ms >= 0))
        throw new RangeError(`advance(${ms}): a clock goes forward, in ms. Use set() to go back.`)
      time += ms
    },
    set(to) {
      time = timeOf(to)
    },
  }
}
