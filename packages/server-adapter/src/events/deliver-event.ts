// Delivers one event: to the host's handler, and to the address events are posted to.
import { DELIVERY_DEADLINE_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { withinDeadline } from '../platform/deadline.ts'
import type { EventTaker } from '../stores/event-takes.ts'
import type { EventRecord } from '../stores/records.ts'
import { postEvent } from './event-endpoint.ts'
import { hostEventOf } from './host-event.ts'

/** Not everyone took the event. */
export class UntakenError extends Error {
  override readonly name = 'UntakenError'
  /** Which receivers have it, and need not get it again. */
  readonly takenBy: readonly EventTaker[]
  readonly failures: readonly { readonly taker: EventTaker; readonly error: unknown }[]

  constructor(takenBy: readonly EventTaker[], failures: UntakenError['failures']) {
    super('An event was not taken.')
    this.takenBy = takenBy
    this.failures = failures
  }
}

/** The receivers of events. */
export const takersOf = ({ onEvent, eventEndpoint }: Deps['config']): EventTaker[] => [
  ...(onEvent === null ? [] : (['handler'] as const)),
  ...(eventEndpoint === null ? [] : (['endpoint'] as const)),
]

/**
 * Both at once: neither waits for the other's time-out.
 * @param taken who has taken it at an earlier try
 * @throws UntakenError; what making the event throws (MissingKeyError)
 */
export async function deliverEvent(
  deps: Pick<Deps, 'config' | 'vault' | 'store'>,
  event: EventRecord,
  taken: readonly EventTaker[],
): Promise<void> {
  const { config } = deps
  const pending = takersOf(config).filter((taker) => !taken.includes(taker))
  if (pending.length === 0) return
  const hostEvent = await hostEventOf(deps, event)
  const late = () => new Error('onEvent did not end within its time.')
  const DELIVER: Readonly<Record<EventTaker, () => Promise<unknown>>> = {
    handler: () =>
      withinDeadline((async () => await config.onEvent?.(hostEvent))(), DELIVERY_DEADLINE_MS, late),
    endpoint: () => postEvent(hostEvent, config),
  }
  const outcomes = await Promise.allSettled(pending.map((taker) => DELIVER[taker]()))
  const failures = pending.flatMap((taker, index) => {
    const outcome = outcomes[index]
    return outcome?.status === 'rejected' ? [{ taker, error: outcome.reason as unknown }] : []
  })
  if (failures.length === 0) return
  const failed = failures.map(({ taker }) => taker)
  throw new UntakenError([...taken, ...pending.filter((taker) => !failed.includes(taker))], failures)
}
