// The stage of the gateway's suite: settings, secrets that must not show, and how a failure is looked at.
import { inspect } from 'node:util'
import { expect } from 'vitest'
import { GatewayError, type IntuitGateway } from '../src/gateway/intuit-gateway.ts'
import type { IntuitDouble } from './intuit-double.ts'

/** What a gateway under test is made with. */
export interface GatewaySettings {
  readonly clientId: string
  readonly clientSecret: string
  readonly environment: 'sandbox' | 'production'
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly intuitOrigin: string
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
  /** Milliseconds. */
  readonly deadlines: { readonly token: number; readonly company: number; readonly request: number }
}

export interface GatewayStage {
  readonly double: IntuitDouble
  gateway(settings?: Partial<GatewaySettings>): IntuitGateway
}

/** A deadline that is soon over, and leaves the head of an answer time to arrive on a busy machine. */
export const HASTY: Pick<GatewaySettings, 'deadlines'> = {
  deadlines: { token: 800, company: 800, request: 800 },
}

export const NOW = Date.UTC(2026, 10, 21, 12)
export const REALM = '9130350000000001'
export const CODE = 'CANARY-code-0001'
export const REFRESH_TOKEN = 'RT1-CANARY-refresh-0001'
export const ACCESS_TOKEN = 'CANARY-access-0001'
const CLIENT_SECRET = 'CANARY-secret-0001'

export const SETTINGS: Omit<GatewaySettings, 'intuitOrigin'> = {
  clientId: 'client-1',
  clientSecret: CLIENT_SECRET,
  environment: 'sandbox',
  redirectUri: 'https://app.example.com/api/quickbooks/callback',
  scopes: ['com.intuit.quickbooks.accounting'],
  fetch: globalThis.fetch,
  now: () => NOW,
  deadlines: { token: 10_000, company: 10_000, request: 10_000 },
}

export const BASIC = `Basic ${Buffer.from(`client-1:${CLIENT_SECRET}`).toString('base64')}`

/** A reply of the token endpoint's as Intuit writes it, with `changes` over it. */
export const tokenReply = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  token_type: 'bearer',
  access_token: ACCESS_TOKEN,
  expires_in: 3_600,
  refresh_token: REFRESH_TOKEN,
  x_refresh_token_expires_in: 8_726_400,
  x_refresh_token_hard_expires_in: 156_032_154,
  ...changes,
})

const SECRETS = ['CANARY', BASIC.slice(6), REALM]

/** Asserts that no secret shows in an error, however it is looked at. */
function expectNoSecret(error: Error): void {
  const seen = [
    inspect(error, { depth: 20, showHidden: true }),
    JSON.stringify(error),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    String(error.stack),
    String(error),
  ].join('\n')
  for (const secret of SECRETS) expect(seen).not.toContain(secret)
  expect(error.cause).toBeUndefined()
}

/** The GatewayError a call fails with, after looking it over for secrets. */
export async function failureOf(call: Promise<unknown>): Promise<GatewayError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(GatewayError)
  if (!(error instanceof GatewayError)) throw new Error('unreachable')
  expectNoSecret(error)
  return error
}
