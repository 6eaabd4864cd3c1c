// What every product around a client library does: a person consents, and a company is read.
import type { IntuitSimulator, SimulatorOptions } from '../../src/index.ts'
import { authorizeUrl, basic, call, exchange, HARBOR_TEA, simulator, type TokenAnswer } from '../app.ts'

/** The secret has what libraries encode in different ways. */
export const CLIENT = { id: 'app', secret: 'app+secret/of %' }
export const HARBOR = 'Harbor Tea Co.'
/** Longer than an access token lives. */
export const TWO_HOURS = 7_200_000

/** A simulator that knows this client alone, at the time of this machine, since libraries judge dates by it. */
export const simulatedIntuit = (options: SimulatorOptions = {}): Promise<IntuitSimulator> =>
  simulator({ clientId: CLIENT.id, clientSecret: CLIENT.secret, now: Date.now, ...options })

/** A person's consent at a library's own authorize address. Resolves to where Intuit leads back to. */
export const consentAt = async (sim: IntuitSimulator, authorizeUrl: string | URL): Promise<URL> =>
  new URL(await sim.control.authorize(String(authorizeUrl), { user: 'ada', company: HARBOR }))

/** Tokens for a library that leaves the sign-in to others. */
export async function tokensOfAda(sim: IntuitSimulator, scope: string): Promise<TokenAnswer> {
  const back = await consentAt(sim, authorizeUrl(sim.origin, { scope }))
  const code = back.searchParams.get('code') ?? ''
  return (await (await exchange(sim, code, basic(CLIENT.id, CLIENT.secret))).json()) as TokenAnswer
}

/** Name of the company that a token reads, or the status that refuses it. */
export async function companyRead(sim: IntuitSimulator, accessToken: string): Promise<string | number> {
  const answer = await call(sim, `/v3/company/${HARBOR_TEA}/companyinfo/${HARBOR_TEA}`, accessToken)
  if (!answer.ok) return answer.status
  const { CompanyInfo } = (await answer.json()) as { CompanyInfo: { CompanyName: string } }
  return CompanyInfo.CompanyName
}

/** The platform's fetch for a library whose addresses are fixed: Intuit's hosts become the simulator. */
export const fetchAt =
  ({ origin }: IntuitSimulator, platform: typeof fetch = fetch): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init)
    const { hostname, pathname, search } = new URL(request.url)
    const isIntuit = hostname.toLowerCase().endsWith('.intuit.com')
    return await platform(isIntuit ? new Request(`${origin}${pathname}${search}`, request) : request)
  }
