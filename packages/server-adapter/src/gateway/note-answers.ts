// Notes what comes back from Intuit.
import type { Config } from '../config/config.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'

/** The host's `fetch`, and when it last brought an answer, ms since the epoch. */
export function noteAnswers({ fetch, now }: Pick<Config, 'fetch' | 'now'>, telemetry: Telemetry) {
  let at: number | null = null
  return {
    lastAt: () => at,
    fetch: async (...request: Parameters<typeof fetch>) => {
      try {
        const answer = await fetch(...request)
        at = now()
        telemetry.asked(answer.status)
        return answer
      } catch (error) {
        telemetry.asked(null)
        throw error
      }
    },
  }
}
