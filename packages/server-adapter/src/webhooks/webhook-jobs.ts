// Processes acknowledged webhooks: groups them by connection, and sends the host an event, once a second at most.
import {
  RETRY_FIRST_MS,
  RETRY_MOST_MS,
  WEBHOOK_EVERY_MS,
  WEBHOOK_PAGE,
  WEBHOOK_TRIES,
} from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import { backOff } from '../failures/back-off.ts'
import { earliest } from '../jobs/due-jobs.ts'
import type { Job } from '../jobs/job.ts'
import { dayOf, SECOND } from '../platform/clock.ts'
import { inParallel } from '../platform/in-parallel.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import {
  ConflictError,
  type ReadRepositories,
  type Repositories,
  StoreUnavailableError,
} from '../stores/store.ts'
import type { WebhookHolder, WebhookRecord } from '../stores/webhook-records.ts'
import { saveRow } from '../tokens/save-row.ts'
import { countsOf, noticesOf } from './webhook-effects.ts'

/** Webhooks processed in one go, and connections whose event is sent in one go. */
const PAGE = 20
const NOTIFY_PAGE = 1_000
/** Connections whose events are written at the same time: on Postgres each waits for the server. */
const NOTIFY_WIDTH = 8

/** Between two wakes for those that had to wait, ms. */
const LEAST_PAUSE_MS = 50

/** Whether a connection's webhooks were sent to the host as an event. */
type Notified = 'sent' | 'too_soon' | 'nothing'

/** A time that is still to come was written by a clock that was ahead. */
const isRecent = (at: number, now: number): boolean => at <= now && now - at < WEBHOOK_EVERY_MS

const isConnected = (record: ConnectionRecord): boolean => record.status !== 'disconnected'

/** What this process knows besides. */
interface WebhookDeps extends Deps {
  /** When it is to wake next, by the machine's clock, ms; null where it is not. */
  wakesAt: number | null
  /** When the host was last sent an event about a connection's webhooks, within the last second, as far as this process knows. */
  readonly lastSentAt: Map<string, number>
}

/** Hands each event to every connection that has its company; what came before is known by its key. */
async function routeWebhook(
  { config }: Deps,
  tx: Repositories,
  { id, receivedAt, notices }: WebhookRecord,
): Promise<void> {
  // Another process may have been first.
  if ((await tx.webhooks.get(id)) === null) return
  const notified: WebhookHolder[] = []
  for (const realmTag of new Set(notices.map((notice) => notice.realmTag))) {
    const holders = await tx.connections.findByRealm(config.environment, realmTag)
    const own = notices.filter((notice) => notice.realmTag === realmTag)
    for (const { id: connectionId, tenantId } of holders.filter(isConnected)) {
      notified.push({ connectionId, tenantId, events: own.length })
      await tx.notices.add(
        own.map(({ key, entity, delayMs }) => ({
          connectionId,
          tenantId,
          key,
          entity,
          delayMs,
          receivedAt,
        })),
      )
    }
  }
  await tx.webhooks.delete(id)
  await tx.webhookLog.worked(id, config.now(), notified)
}

/** Tried again later, and given up after some tries: what is behind it has gone on meanwhile. */
async function reschedule(deps: Deps, webhook: WebhookRecord, now: number, error: unknown): Promise<void> {
  const { config, store } = deps
  const tries = webhook.tries + 1
  const parkedAt = tries >= WEBHOOK_TRIES ? now : null
  const wait = backOff({ first: RETRY_FIRST_MS, longest: RETRY_MOST_MS }, tries, deps.random())
  const failure = failureFields(error)
  await store.write(async ({ webhooks, webhookLog }) => {
    await webhooks.put({ ...webhook, tries, dueAt: now + wait, parkedAt })
    await webhookLog.failed(webhook.id, { tries, parkedAt, why: `${failure.code} ${failure.reference}` })
  })
  const outcome = parkedAt === null ? 'it is tried again.' : 'it is parked.'
  config.logger.error(
    { webhook: webhook.id, tries, ...failure },
    `A webhook could not be worked on; ${outcome}`,
  )
}

/** All in one transaction; each in one of its own where that fails: one webhook's trouble is not the others'. */
async function routeDue(deps: Deps, now: number): Promise<number> {
  const due = await deps.store.read(({ webhooks }) => webhooks.due(now, PAGE))
  if (due.length === 0) return 0
  try {
    await sortAll(deps, due)
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error
    for (const webhook of due) await sortAlone(deps, webhook, now)
  }
  return due.length
}

async function sortAlone(deps: Deps, webhook: WebhookRecord, now: number): Promise<void> {
  try {
    await sortAll(deps, [webhook])
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error
    await reschedule(deps, webhook, now, error)
  }
}

async function sortAll(deps: Deps, webhooks: readonly WebhookRecord[]): Promise<void> {
  const { store, telemetry } = deps
  // Side by side, so that a server is asked for all of them in one message.
  await store.write(async (tx) => {
    await Promise.all(webhooks.map((webhook) => routeWebhook(deps, tx, webhook)))
  })
  for (const { delayMs } of webhooks.flatMap(({ notices }) => notices))
    if (delayMs !== null) telemetry.webhookDelayed(delayMs / SECOND)
}

async function notifyHost(
  deps: WebhookDeps,
  tx: Repositories,
  { connectionId, record }: { connectionId: string; record: ConnectionRecord | null },
  now: number,
): Promise<Notified> {
  if (record === null || !isConnected(record)) {
    await tx.notices.discard(connectionId)
    return 'nothing'
  }
  const last = await tx.notices.lastDeliveredAt(connectionId)
  if (last !== null && isRecent(last, now)) {
    deps.lastSentAt.set(connectionId, last)
    return 'too_soon'
  }
  const notices = await tx.notices.undelivered(connectionId, WEBHOOK_PAGE)
  const newest = notices.at(-1)
  if (newest === undefined) return 'nothing'
  await saveRow(deps, tx, { ...noticesOf(record, notices, { ...deps.config, now }), now })
  await tx.health.count(record, dayOf(now), countsOf(notices))
  await tx.notices.markDelivered(connectionId, newest.position, now)
  return 'sent'
}

/** One connection's trouble is not the others'. */
async function notifyOf(deps: WebhookDeps, connectionId: string): Promise<Notified> {
  const { config, store } = deps
  let tenantId: string | null = null
  try {
    return await store.write(async (tx) => {
      const record = await tx.connections.get(connectionId)
      tenantId = record?.tenantId ?? null
      return await notifyHost(deps, tx, { connectionId, record }, config.now())
    })
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error
    if (!(error instanceof ConflictError)) {
      config.logger.error(
        { connectionId, tenantId, ...failureFields(error) },
        'Webhooks of a connection could not be reported.',
      )
    }
    return 'nothing'
  }
}

async function notifyWaiting(deps: WebhookDeps): Promise<number> {
  const { lastSentAt, config, store } = deps
  const now = config.now()
  for (const [connectionId, at] of lastSentAt) if (!isRecent(at, now)) lastSentAt.delete(connectionId)
  const waiting = await store.read(({ notices }) => notices.waiting(NOTIFY_PAGE))
  const results: Notified[] = []
  let soonest = Number.POSITIVE_INFINITY
  await inParallel(waiting, NOTIFY_WIDTH, async (connectionId) => {
    // A transaction that would find only this is not begun.
    const result = lastSentAt.has(connectionId) ? 'too_soon' : await notifyOf(deps, connectionId)
    if (result === 'sent') lastSentAt.set(connectionId, config.now())
    else if (result === 'too_soon') soonest = Math.min(soonest, lastSentAt.get(connectionId) ?? now)
    results.push(result)
  })
  // Each once its own second has gone by: all of them at one moment would delay what is asked of this process then.
  if (results.includes('too_soon')) wakeIn(deps, soonest + WEBHOOK_EVERY_MS - now)
  return results.filter((result) => result === 'sent').length
}

/** @param ms measured by the host's clock, which may not move: nothing is woken more often than it could work */
function wakeIn(deps: WebhookDeps, ms: number): void {
  const pause = Math.max(ms, LEAST_PAUSE_MS)
  const at = deps.elapsed() + pause
  if (deps.wakesAt !== null && deps.wakesAt <= at) return
  deps.wakesAt = at
  void deps.pause(pause).then(() => {
    if (deps.wakesAt === at) deps.wakesAt = null
    deps.wake()
  })
}

async function dueSince({ webhooks, notices }: ReadRepositories, now: number): Promise<number | null> {
  // Side by side: what all jobs ask at once is one message to a server.
  const [[webhook], [waiting]] = await Promise.all([webhooks.due(now, 1), notices.waiting(1)])
  // A notice that can't be delivered is one connection's: it makes no process unready.
  return earliest([webhook?.dueAt, waiting === undefined ? undefined : now])
}

export function createWebhookJobs(given: Deps): Job {
  const deps: WebhookDeps = { ...given, wakesAt: null, lastSentAt: new Map() }
  return {
    name: 'webhooks',
    dueSince,
    run: async (now) => (await routeDue(deps, now)) + (await notifyWaiting(deps)),
  }
}
