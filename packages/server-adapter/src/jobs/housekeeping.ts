// What has served its time is deleted: changes that no stream comes back for, delivered events, old attempts and webhooks, days long past.
import {
  ATTEMPTS_KEPT_MS,
  CHANGES_KEPT_MS,
  EVENTS_KEPT_MS,
  HEALTH_KEPT_MS,
  WEBHOOKS_KEPT_MS,
} from '../config/defaults.ts'
import type { Parts } from '../config/parts.ts'
import { dayOf, HOUR } from '../platform/clock.ts'
import type { Work } from './work.ts'

const EVERY_MS = HOUR

export function createHousekeeping({ store }: Pick<Parts, 'store'>): Work {
  let doneAt = Number.NEGATIVE_INFINITY

  async function run(now: number): Promise<number> {
    if (now - doneAt < EVERY_MS) return 0
    doneAt = now
    return store.write(async ({ changes, events, attempts, webhooks, notices, health }) => {
      const pruned = [
        await changes.prune(now - CHANGES_KEPT_MS),
        await events.prune(now - EVENTS_KEPT_MS),
        await attempts.prune(now - ATTEMPTS_KEPT_MS),
        await webhooks.prune(now - WEBHOOKS_KEPT_MS),
        await notices.prune(now - WEBHOOKS_KEPT_MS),
        await health.prune(dayOf(now - HEALTH_KEPT_MS)),
      ]
      return pruned.reduce((sum, count) => sum + count, 0)
    })
  }

  return { name: 'housekeeping', run }
}
