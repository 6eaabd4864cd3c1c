// The option `quota`, checked.
import type { Environment } from '@mooring/contract'
import type { QuotaConfig } from '../quota/quota-note.ts'
import { checkFlag, checkParts, wrong } from './option-checks.ts'
import type { QuotaOptions } from './options.ts'

/** Reads a month of Intuit's Builder plan, in which every app begins (App Partner Program, 2025). */
const BUILDER_READS = 500_000
const WARN_AT = 0.8

/** @throws MooringError `app_misconfigured` */
export function checkQuota(given: QuotaOptions | undefined, environment: Environment): QuotaConfig {
  const { readsPerMonth, warnAt = WARN_AT, pauseRuns } = checkParts('quota', given)
  // Intuit does not count a sandbox's reads.
  const standard = environment === 'production' ? BUILDER_READS : null
  const limit = readsPerMonth === undefined ? standard : readsPerMonth
  if (limit !== null && (!Number.isSafeInteger(limit) || limit < 1))
    throw wrong(
      'quota.readsPerMonth',
      'is not a whole number from 1',
      "Give the reads of your plan, such as 1_000_000 for Intuit's Silver, or null for none.",
    )
  if (typeof warnAt !== 'number' || !(warnAt > 0 && warnAt <= 1))
    throw wrong('quota.warnAt', 'is not a part above 0, up to 1', 'For example 0.8 for 80 %.')
  return { readsPerMonth: limit, warnAt, pauseRuns: checkFlag('quota.pauseRuns', pauseRuns, false) }
}
