// A call of the host's own server: what it is handed where it fails, and what the log says.
import type { Log } from '../platform/logger.ts'
import { whyFields } from './failure-fields.ts'
import { hostError } from './host-errors.ts'

/**
 * Runs a call of the host's; what it rejects with is a MooringError. What failed below is in the log, under the reference of that error.
 * @param signal the host's own: where it was aborted, its reason is passed on as it is
 */
export async function forHost<T>(
  logger: Log,
  call: () => Promise<T>,
  signal?: AbortSignal | null,
): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (signal?.aborted && error === signal.reason) throw error
    const safe = hostError(error)
    const { code, reference } = safe
    if (safe !== error) logger.error({ code, reference, ...whyFields(error) }, 'A call of the host failed.')
    throw safe
  }
}

/** The rows as the host calls them; what reading them rejects with is a MooringError. */
export async function* rowsForHost<Row>(
  logger: Log,
  rows: AsyncGenerator<unknown, void, undefined>,
  signal: AbortSignal | null | undefined,
): AsyncGenerator<Row, void, undefined> {
  try {
    for (;;) {
      const { done, value } = await forHost(logger, () => rows.next(), signal)
      if (done) return
      yield value as Row
    }
  } finally {
    await rows.return()
  }
}
