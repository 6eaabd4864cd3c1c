// The way to Intuit: the host's `fetch`, listened to, behind the gateway's port.
import type { Config } from './config/config.ts'
import { wrong } from './config/option-checks.ts'
import { createIntuitOauthGateway } from './gateway/intuit-oauth-gateway.ts'
import { tryFetch } from './gateway/try-fetch.ts'
import type { Telemetry } from './telemetry/telemetry.ts'

export function gatewayOf(config: Config) {
  const { clientId, clientSecret, environment, redirectUri, scopes, intuitOrigin, fetch, now } = config
  return createIntuitOauthGateway({
    clientId,
    clientSecret,
    environment,
    redirectUri,
    scopes,
    ...(intuitOrigin === null ? {} : { intuitOrigin }),
    fetch,
    now,
  })
}

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
