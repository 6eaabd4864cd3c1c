// Reminds the operator of a client secret that has become old, once a day in each process.

import type { Deps } from '../deps.ts'
import type { Job } from '../jobs/job.ts'
import { DAY, toTimestamp } from '../platform/clock.ts'

export function createSecretAge({ config }: Pick<Deps, 'config'>): Job {
  const { clientSecretAge: age, logger } = config
  let warnedAt: number | null = null

  // A clock that was set back counts as another day.
  const isDue = (now: number): boolean =>
    age !== null && now - age.issuedAt >= age.mostMs && (warnedAt === null || Math.abs(now - warnedAt) >= DAY)

  return {
    name: 'secret-age',
    dueSince: async (_tx, now) => (isDue(now) ? now : null),
    async run(now) {
      if (age === null || !isDue(now)) return 0
      warnedAt = now
      const days = Math.floor((now - age.issuedAt) / DAY)
      logger.warn(
        { issuedAt: toTimestamp(age.issuedAt), days },
        'The client secret is older than clientSecretMaxAgeDays: make a new one in Intuit’s portal, put it into clientSecret on every instance, and set clientSecretIssuedAt.',
      )
      return 0
    },
  }
}
