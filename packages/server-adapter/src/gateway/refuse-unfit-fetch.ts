// A `fetch` of the host's is tried before it is relied on.
import type { Config } from '../config/config.ts'
import { wrong } from '../config/option-checks.ts'
import { tryFetch } from './try-fetch.ts'

/** @throws MooringError `app_misconfigured` for a `fetch` of the host's that would lose tokens */
export async function refuseUnfitFetch({ fetch }: Config): Promise<void> {
  if (fetch === globalThis.fetch) return
  const problem = await tryFetch(fetch)
  if (problem === null) return
  throw wrong(
    'fetch',
    `can't be used, for ${problem}`,
    "Pass one that sends each request once and returns Intuit's answer as it is, or leave it out.",
  )
}
