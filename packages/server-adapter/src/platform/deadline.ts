// Real-time limits on work that may never end.

/** The same without a timer where `work` has an answer at once, as most of it has that is asked with every request. */
export async function soonOrWithinDeadline<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  let isPending = true
  const settle = () => {
    isPending = false
  }
  work.then(settle, settle)
  for (let turn = 0; isPending && turn < TURNS_AT_ONCE; turn++) await null
  return isPending ? await withinDeadline(work, ms, late) : await work
}

/** An answer through a few async functions comes within so many turns of the microtask queue. */
const TURNS_AT_ONCE = 8

/**
 * Waits for `work` for at most `ms` milliseconds. The work itself goes on.
 * @param late makes the error it rejects with when the time is over
 */
export async function withinDeadline<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms)
  })
  try {
    return await Promise.race([work, expired])
  } finally {
    clearTimeout(timer)
  }
}

/** Waits for `work`, or rejects with the signal's reason. The work itself goes on. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return work
  let leave: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason)
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
  try {
    return await Promise.race([aborted, work])
  } finally {
    if (leave) signal.removeEventListener('abort', leave)
  }
}

/**
 * Runs `work` for at most `ms` milliseconds of real time; its signal aborts when they are over, or `signal` does.
 * @param late makes the error it rejects with when the time is over
 */
export async function untilDeadline<T>(
  limits: {
    readonly ms: number
    readonly signal: AbortSignal | null | undefined
    readonly late: () => Error
  },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { ms, signal, late } = limits
  const clock = new AbortController()
  const timer = setTimeout(() => clock.abort(late()), ms)
  const both = signal ? AbortSignal.any([signal, clock.signal]) : clock.signal
  try {
    return await unlessAborted(work(both), both)
  } finally {
    clearTimeout(timer)
  }
}
