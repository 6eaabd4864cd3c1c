// How long to wait before the next try.

export interface BackOff {
  /** Milliseconds before the second try. */
  readonly first: number
  /** Milliseconds; the longest wait. */
  readonly longest: number
}

/** Each wait is cut by up to this part, so that what failed together doesn't come back together. */
const JITTER = 0.2

/**
 * Doubles with every try that failed, up to the longest. Jitter only shortens: the longest wait is a promise.
 * @param tries how many tries have failed in a row; below 1 counts as 1
 * @param chance 0 (no jitter) to 1 (all of it)
 * @returns whole milliseconds
 */
export function backOff({ first, longest }: BackOff, tries: number, chance: number): number {
  const doublings = Math.min(Math.max(tries, 1) - 1, 52)
  return Math.round(
    Math.min(first * 2 ** doublings, longest) * (1 - JITTER * Math.min(Math.max(chance, 0), 1)),
  )
}
