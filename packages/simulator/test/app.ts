// An app that connects to the simulator, as a product's server would: by plain HTTP.
import { onTestFinished } from 'vitest'
import { type IntuitSimulator, type SimulatorOptions, startIntuitSimulator } from '../src/index.ts'

export const HARBOR_TEA = '9130355377388383'
export const HARBOR_WHOLESALE = '9130355377391207'
export const NORTHWIND = '9130357849516642'
export const REDIRECT_URI = 'http://localhost:3000/api/quickbooks/callback'
export const ACCOUNTING = 'com.intuit.quickbooks.accounting'
export const SECOND = 1000
export const HOUR = 3600 * SECOND
export const DAY = 24 * HOUR

/** What the token endpoint answers with when all goes well. */
export interface TokenAnswer {
  access_token: string
  refresh_token: string
  expires_in: number
  x_refresh_token_expires_in: number
  x_refresh_token_hard_expires_in?: number
  id_token?: string
}

/** A simulator on a clock that stands still until it is advanced; closed when the test ends. */
export async function simulator(options: SimulatorOptions = {}): Promise<IntuitSimulator> {
  const started = await startIntuitSimulator({ now: () => Date.UTC(2026, 10, 21), ...options })
  onTestFinished(() => started.close())
  return started
}

export function authorizeUrl(origin: string, changes: Record<string, string | null> = {}): string {
  const query = new URLSearchParams({
    client_id: 'app',
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: ACCOUNTING,
    state: 'state-of-this-attempt',
  })
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name)
    else query.set(name, value)
  }
  return `${origin}/connect/oauth2?${query}`
}

export const basic = (id = 'app', secret = 'app-secret') => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})

export const post = (
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string> = basic(),
) => fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' })

export const exchange = (sim: IntuitSimulator, code: string, headers?: Record<string, string>) =>
  post(
    `${sim.origin}/oauth2/v1/tokens/bearer`,
    { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI },
    { ...basic(), ...headers },
  )

export const refresh = (sim: IntuitSimulator, token: string, headers?: Record<string, string>) =>
  post(
    `${sim.origin}/oauth2/v1/tokens/bearer`,
    { grant_type: 'refresh_token', refresh_token: token },
    { ...basic(), ...headers },
  )

export const revoke = (sim: IntuitSimulator, token: string) =>
  fetch(`${sim.origin}/v2/oauth2/tokens/revoke`, {
    method: 'POST',
    headers: { ...basic(), 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })

export const call = (sim: IntuitSimulator, path: string, accessToken: string) =>
  fetch(`${sim.origin}${path}`, { headers: { authorization: `Bearer ${accessToken}` } })

export const readCompany = (sim: IntuitSimulator, accessToken: string, realmId = NORTHWIND) =>
  call(sim, `/v3/company/${realmId}/companyinfo/${realmId}?minorversion=75`, accessToken)

/** A code of Ben's, who has one company, or of someone else. */
export async function consent(
  sim: IntuitSimulator,
  person: { user: string; company?: string } = { user: 'ben' },
  scope = ACCOUNTING,
) {
  const location = await sim.control.authorize(authorizeUrl(sim.origin, { scope }), person)
  return new URL(location).searchParams.get('code') ?? ''
}

/** Tokens of Ben's company, or of someone else's. */
export async function connect(
  sim: IntuitSimulator,
  person?: { user: string; company?: string },
  scope?: string,
) {
  const answer = await exchange(sim, await consent(sim, person, scope))
  return (await answer.json()) as TokenAnswer
}

export const tokensOf = async (answer: Response) => (await answer.json()) as TokenAnswer

/** Status and error code of a refused token request. */
export async function refusal(answer: Response) {
  const { error } = (await answer.json()) as { error: string }
  return `${answer.status} ${error}`
}
