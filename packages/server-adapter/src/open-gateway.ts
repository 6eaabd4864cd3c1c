// The way to Intuit: the host's `fetch`, listened to, behind the gateway's port.
import type { Config } from './config/config.ts'
import type { IntuitGateway } from './gateway/intuit-gateway.ts'
import { createIntuitOauthGateway } from './gateway/intuit-oauth-gateway.ts'
import { tryFetch } from './gateway/try-fetch.ts'
import { UnfitFetchError } from './gateway/unfit-fetch.ts'
import { lazily } from './platform/lazily.ts'
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

/** Calls with a code or a token. */
type SecretCall = Exclude<keyof IntuitGateway, 'prepare' | 'ready' | 'authorizeUrl' | 'faultOf'>

/** The gateway, none of whose calls sends a code or a token through a `fetch` of the host's that was not tried. */
export function onceTried(gateway: IntuitGateway, config: Pick<Config, 'fetch'>): IntuitGateway {
  const ready = fetchTrial(config)
  const tried =
    <Given extends unknown[], Answer>(call: (...given: Given) => Promise<Answer>) =>
    async (...given: Given) => {
      await ready()
      return await call(...given)
    }
  const calls: Required<Pick<IntuitGateway, SecretCall>> = {
    exchangeCode: tried(gateway.exchangeCode),
    refresh: tried(gateway.refresh),
    revoke: tried(gateway.revoke),
    readCompany: tried(gateway.readCompany),
    readUser: tried(gateway.readUser),
    request: tried(gateway.request),
  }
  return { ...gateway, ...calls, ready }
}

/** Tries a host's own `fetch` once; one that was refused is tried again, since a busy machine may be what was wrong. */
function fetchTrial({ fetch }: Pick<Config, 'fetch'>): () => Promise<void> {
  // Compared now: until it is used, the global one may have been replaced.
  return fetch === globalThis.fetch ? async () => {} : lazily(() => refuseUnfit(fetch))
}

async function refuseUnfit(fetch: Config['fetch']): Promise<void> {
  const problem = await tryFetch(fetch)
  if (problem === null) return
  throw new UnfitFetchError(
    `createQuickBooksAdapter: option "fetch" can't be used, for ${problem}. Pass one that sends each request once and returns Intuit's answer as it is, or leave it out.`,
  )
}
