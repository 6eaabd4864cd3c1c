// Bounded waits that say what they waited for.
import { vi } from 'vitest'
import { withinDeadline } from '../src/platform/deadline.ts'

/** Less than a test has: the sentence comes first. In `test:long`, where a machine is busy for hours, a process may start slowly. */
const PATIENCE_MS = process.env.MOORING_TEST_LONG === '1' ? 60_000 : 15_000

/** Of a fault `slow`, ms: no answer comes before the fault is lifted. */
export const LATE = 3_600_000

const inVain = (what: string, ms: number) => new Error(`Waited ${ms / 1_000} s in vain: ${what}.`)

/** Asks again and again until it is so. @throws Error that says what did not come */
export async function until(isSo: () => boolean | Promise<boolean>, what = 'it is so'): Promise<void> {
  const attempt = async () => {
    if (!(await isSo())) throw inVain(what, PATIENCE_MS)
  }
  await vi.waitFor(attempt, { timeout: PATIENCE_MS, interval: 3 })
}

/** What comes of this work. @throws Error that says what did not end in time */
export const inTime = <T>(work: Promise<T>, what: string, ms = PATIENCE_MS): Promise<T> =>
  withinDeadline(work, ms, () => inVain(what, ms))
