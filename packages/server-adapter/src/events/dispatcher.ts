// Delivers events to the host: at least once, in order per connection, each queue at its own pace.
import {
  DELIVERY_DEADLINE_MS,
  DELIVERY_FIRST_MS,
  DELIVERY_MOST_MS,
  DELIVERY_TRIES,
} from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { idOf } from '../errors/id-of.ts'
import { mooringError, NotFoundError } from '../errors/mooring-error.ts'
import { backOff } from '../failures/back-off.ts'
import { SECOND } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { thrownFields } from '../platform/thrown.ts'
import type { EventTaker } from '../stores/event-takes.ts'
import type { DeliveryRecord, EventRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'
import { MissingKeyError } from '../vault/token-vault.ts'
import { deliverEvent, takersOf, UntakenError } from './deliver-event.ts'
import { noteDeleted } from './note-deleted.ts'
import { OPERATIONS_QUEUE } from './operations-event.ts'
import type { StalledQueue } from './stalled-queues.ts'
import { stalledQueues } from './stalled-queues.ts'

/** Queues delivered at once. */
const WIDTH = 16
/** A queue's lease: longer than its handler may take and the write after it. */
const LEASE_MS = DELIVERY_DEADLINE_MS + 15 * SECOND

export interface Dispatcher {
  /**
   * Delivers what is due in queues no one else is delivering. Calls may overlap: a queue whose handler hangs delays
   * only the call that began it.
   * @returns how many deliveries were tried
   */
  deliverDue(): Promise<number>
  /** The stalled queues, the longest first. */
  stalledQueues(): Promise<StalledQueue[]>
  /** Tries a stalled queue again; where nothing waits, changes nothing. @throws NotFoundError where there is no such connection */
  retryEvents(connectionId: string): Promise<void>
  /** Gives up the first event of a queue that fails. @throws MooringError `not_found` where it is not such an event */
  skipEvent(eventId: string): Promise<void>
  /** From here on each queue is left after the event that is under way: another instance goes on with it. */
  close(): void
}

/** A try of an event's delivery, counted before the handler is called. */
interface Try {
  readonly event: EventRecord
  readonly tries: number
  /** Who has taken it at an earlier one. */
  readonly taken: readonly EventTaker[]
  readonly owner: string
  readonly fence: number
}

/** What deliveries need of this process. */
interface DispatchDeps extends Deps {
  /** Queues that are being delivered here. */
  readonly active: Set<string>
  /** Whether several take each event. */
  readonly hasSeveral: boolean
  isClosing: boolean
}

const FAILED: Readonly<Record<EventTaker, string>> = {
  handler: 'onEvent failed; the event is tried again.',
  endpoint: 'The event endpoint did not take an event; it is tried again.',
}

const failuresOf = (error: unknown): UntakenError['failures'] =>
  error instanceof UntakenError ? error.failures : [{ taker: 'handler', error }]

const leaseName = (queue: string): string => `deliver:${queue}`

/** Goes on with the queue's next event; a queue without one is forgotten until the next event is written. @returns whether there is one */
async function advance(tx: Repositories, queue: string, now: number): Promise<boolean> {
  // Read first: a transaction that appends to this queue meanwhile waits for it, or is waited for, and is not overlooked.
  await tx.deliveries.get(queue)
  const next = await tx.events.next(queue)
  if (next === null) await tx.deliveries.delete(queue)
  else await tx.deliveries.put({ queue, position: next.position, tries: 0, dueAt: now, stalledAt: null })
  return next !== null
}

/** Takes the queue's lease and counts the try, so that an event being delivered is not coalesced any more. */
const beginTry = (
  { hasSeveral, config, store }: DispatchDeps,
  queue: string,
  owner: string,
): Promise<Try | null> =>
  store.write(async (tx) => {
    const now = config.now()
    const delivery = await tx.deliveries.get(queue)
    if (delivery === null || delivery.stalledAt !== null || delivery.dueAt > now) return null
    const lease = await tx.leases.acquire(leaseName(queue), owner, now, now + LEASE_MS)
    if (lease === null) return null
    const event = await tx.events.next(queue)
    if (event === null) {
      await tx.deliveries.delete(queue)
      await tx.leases.release(leaseName(queue), owner, lease.fence)
      return null
    }
    const tries = (delivery.position === event.position ? delivery.tries : 0) + 1
    // Due again when its lease is over: no other process takes it meanwhile, and it is not left behind by a process that dies.
    const dueAt = lease.expiresAt
    await tx.deliveries.put({ queue, position: event.position, tries, dueAt, stalledAt: null })
    const taken = hasSeveral ? await tx.takes.of(event.id) : []
    return { event, tries, taken, owner, fence: lease.fence }
  })

/** Writes the outcome of a try, unless another has the queue by now. @returns what was written, or null */
const settle = <T>(
  { store }: Deps,
  queue: string,
  { owner, fence }: Try,
  write: (tx: Repositories) => Promise<T>,
): Promise<T | null> =>
  store.write(async (tx) => {
    const lease = await tx.leases.get(leaseName(queue))
    if (lease?.owner !== owner || lease.fence !== fence) return null
    const written = await write(tx)
    await tx.leases.release(leaseName(queue), owner, fence)
    return written
  })

function afterFailure(deps: Deps, queue: string, { event, tries }: Try, error: unknown): DeliveryRecord {
  const { config } = deps
  const now = config.now()
  const wait = backOff({ first: DELIVERY_FIRST_MS, longest: DELIVERY_MOST_MS }, tries, deps.random())
  const stalledAt = tries >= DELIVERY_TRIES ? now : null
  // The handler was not asked: an instance that has the key will.
  if (error instanceof MissingKeyError)
    return { queue, position: event.position, tries: tries - 1, dueAt: now + wait, stalledAt: null }
  const { id: eventId, type, connectionId, tenantId } = event
  const subject = { eventId, type, connectionId, tenantId }
  for (const { taker, error: why } of failuresOf(error))
    config.logger.warn({ ...subject, tries, ...thrownFields(why) }, FAILED[taker])
  if (stalledAt !== null) config.logger.error({ ...subject, tries }, 'A queue of events is stalled.')
  return { queue, position: event.position, tries, dueAt: now + wait, stalledAt }
}

/** @returns how many tries were made until the queue was empty, failed or was another's */
async function deliver(deps: DispatchDeps, queue: string): Promise<number> {
  const { hasSeveral, config, telemetry } = deps
  const owner = newId('own')
  for (let count = 1; ; count++) {
    const attempt = deps.isClosing ? null : await beginTry(deps, queue, owner)
    if (attempt === null) return count - 1
    try {
      const marks = { 'mooring.cause': attempt.event.type }
      await telemetry.span('mooring.deliver', marks, () => deliverEvent(deps, attempt.event, attempt.taken))
    } catch (error) {
      const delivery = afterFailure(deps, queue, attempt, error)
      const takenBy = hasSeveral && error instanceof UntakenError ? error.takenBy : []
      await settle(deps, queue, attempt, async ({ deliveries, takes }) => {
        await takes.add(attempt.event.id, takenBy)
        await deliveries.put(delivery)
      })
      return count
    }
    const hasMore = await settle(deps, queue, attempt, async (tx) => {
      const now = config.now()
      await tx.events.markDelivered(attempt.event.id, now)
      // Also where there is one alone now: its takes are of a time when there were several.
      await tx.takes.forget(attempt.event.id)
      if (takersOf(config).length > 0) await noteDeleted(tx, attempt.event, now)
      return await advance(tx, queue, now)
    })
    // An event that is written from here on makes the queue due again by itself.
    if (hasMore === false) return count
  }
}

async function deliverDue(deps: DispatchDeps): Promise<number> {
  const { active, config, store } = deps
  const due = await store.read(({ deliveries }) => deliveries.due(config.now(), WIDTH + active.size))
  const free = due.map(({ queue }) => queue).filter((queue) => !active.has(queue))
  const counts = await Promise.allSettled(
    free.slice(0, Math.max(0, WIDTH - active.size)).map(async (queue) => {
      active.add(queue)
      try {
        return await deliver(deps, queue)
      } finally {
        active.delete(queue)
      }
    }),
  )
  let tries = 0
  for (const count of counts) {
    if (count.status === 'rejected') throw count.reason
    tries += count.value
  }
  return tries
}

async function retryEvents(deps: Deps, connectionId: string): Promise<void> {
  const { config, store } = deps
  await store.write(async (tx) => {
    const queue = idOf(connectionId)
    if ((await tx.deliveries.get(queue)) !== null) return void (await advance(tx, queue, config.now()))
    if (queue !== OPERATIONS_QUEUE && (await tx.connections.get(queue)) === null) throw new NotFoundError()
  })
  deps.wake()
}

async function skipEvent(deps: Deps, eventId: string): Promise<void> {
  const { config, store } = deps
  await store.write(async (tx) => {
    const now = config.now()
    for (const { queue } of await tx.deliveries.stalled()) {
      const event = await tx.events.next(queue)
      if (event?.id !== eventId) continue
      await tx.events.markDelivered(eventId, now)
      await tx.takes.forget(eventId)
      const { connectionId, tenantId } = event
      config.logger.warn({ eventId, connectionId, tenantId }, 'An event was given up by the operator.')
      await advance(tx, queue, now)
      return
    }
    throw mooringError('not_found', 'No stalled queue of events waits for this one.')
  })
  deps.wake()
}

export function createDispatcher(given: Deps): Dispatcher {
  const hasSeveral = takersOf(given.config).length > 1
  const deps: DispatchDeps = { ...given, active: new Set(), hasSeveral, isClosing: false }
  return {
    deliverDue: () => deliverDue(deps),
    stalledQueues: () => stalledQueues(deps.store),
    retryEvents: (connectionId) => retryEvents(deps, connectionId),
    skipEvent: (eventId) => skipEvent(deps, eventId),
    close: () => {
      deps.isClosing = true
    },
  }
}
