// What has served its time is deleted: changes that no stream comes back for, delivered events, old attempts and webhooks, days long past.
import {
  ATTEMPTS_RETENTION_MS,
  CHANGES_RETENTION_MS,
  EVENTS_RETENTION_MS,
  HEALTH_RETENTION_MS,
  LINKS_RETENTION_MS,
  WEBHOOKS_RETENTION_MS,
  WRITES_RETENTION_MS,
} from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import type { Job } from '../jobs/job.ts'
import { dayOf, HOUR } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import type { ReadRepositories, Repositories } from '../stores/store.ts'

const EVERY_MS = HOUR
/** The process that cleans up has this lease until it is time again: one process of all, once an hour. */
const LEASE = 'housekeeping'

/** A moment further off than it could have been set says that the clock was set back since. */
const isLeased = (until: number | null, now: number): boolean =>
  until !== null && now < until && until - now <= EVERY_MS

/** One after the other, each in a write of its own: none waits for how much another finds. */
const PRUNES: readonly ((tx: Repositories, now: number) => Promise<number>)[] = [
  ({ changes }, now) => changes.prune(now - CHANGES_RETENTION_MS),
  ({ events }, now) => events.prune(now - EVENTS_RETENTION_MS),
  ({ attempts }, now) => attempts.prune(now - ATTEMPTS_RETENTION_MS),
  ({ imports }, now) => imports.prune(now),
  ({ links }, now) => links.prune(now - LINKS_RETENTION_MS),
  ({ webhooks }, now) => webhooks.prune(now - WEBHOOKS_RETENTION_MS),
  ({ webhookLog }, now) => webhookLog.prune(now - WEBHOOKS_RETENTION_MS),
  ({ notices }, now) => notices.prune(now - WEBHOOKS_RETENTION_MS),
  ({ health }, now) => health.prune(dayOf(now - HEALTH_RETENTION_MS)),
  ({ writes }, now) => writes.prune(now - WRITES_RETENTION_MS),
  ({ takeBacks }, now) => takeBacks.prune(now - WRITES_RETENTION_MS),
  ({ reads }, now) => reads.prune(dayOf(now - WRITES_RETENTION_MS)),
  ({ reads }) => reads.eraseForgotten(),
]

export function createHousekeeping({ store }: Pick<Deps, 'store'>): Job {
  const owner = newId('own')
  /** Until then some process has cleaned up, as far as this one knows. */
  let leasedUntil: number | null = null

  async function isDue({ leases }: Pick<ReadRepositories, 'leases'>, now: number): Promise<boolean> {
    if (isLeased(leasedUntil, now)) return false
    leasedUntil = (await leases.get(LEASE))?.expiresAt ?? null
    return !isLeased(leasedUntil, now)
  }

  /** @returns false where another process was first */
  async function take({ leases }: Pick<Repositories, 'leases'>, now: number): Promise<boolean> {
    const lease = await leases.get(LEASE)
    if (isLeased(lease?.expiresAt ?? null, now)) return false
    if (lease !== null) await leases.release(LEASE, lease.owner, lease.fence)
    return (await leases.acquire(LEASE, owner, now, now + EVERY_MS)) !== null
  }

  async function run(now: number): Promise<number> {
    if (!(await store.read((tx) => isDue(tx, now)))) return 0
    if (!(await store.write((tx) => take(tx, now)))) return 0
    let pruned = 0
    for (const prune of PRUNES) pruned += await store.write((tx) => prune(tx, now))
    return pruned
  }

  return { name: 'housekeeping', dueSince: async (tx, now) => ((await isDue(tx, now)) ? now : null), run }
}
