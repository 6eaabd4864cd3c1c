// One switch for each thing that Intuit's papers leave unsettled or that tests want otherwise.
import { flag, numberWithin, oneOf, optional, type Rule, readFields } from './input.ts'

/** How the simulated Intuit behaves where the real one is unsettled. */
export interface Behaviours {
  /**
   * When the refresh token's value changes. `every-24h`: the first refresh 24 h after the last change brings a new one, the old one
   * dies at once (Intuit's FAQ). `strict`: each refresh. `grace-24h`: as `every-24h`, but the old one works for another 24 h.
   */
  rotation: 'every-24h' | 'strict' | 'grace-24h'
  /** Whether a second consent for the same app and company ends the earlier grants, once its code is exchanged. */
  secondConsentKillsEarlier: boolean
  /** Whether a revoke ends every grant of the app at that company, or only the one whose token was sent. */
  revokeIsAppWide: boolean
  /** Whether exchanging a code twice ends the grant of the first exchange. */
  codeReuseRevokes: boolean
  /** Whether a refresh with a replaced refresh token ends the whole grant. */
  staleRefreshKillsGrant: boolean
  /** How long a code can be exchanged, in seconds. */
  codeLifetimeSeconds: number
  /** The rolling lifetime of a refresh token, in seconds, as sent in `x_refresh_token_expires_in`. */
  refreshTokenSeconds: number
  /** Whether a grant dies five years (5 × 365 days) after its consent, however often it is used. */
  hardExpiry: boolean
  /** Answers of a refresh leave `refresh_token` out (the value stays the same). */
  omitRefreshToken: boolean
  /** Numbers in token answers come as strings, as in Intuit's old samples. */
  numbersAsStrings: boolean
  /** 500 requests a minute per company, 10 a second per app and company, on the virtual clock. */
  rateLimits: boolean
  /** The app's monthly quota of reads is used up: every read answers 429, writes still work. */
  quotaExhausted: boolean
  /** Intuit's pages carry `Cross-Origin-Opener-Policy: same-origin`, which cuts a popup from its opener. */
  severOpener: boolean
  /** The longest `state` that authorize accepts, in characters; null: any. */
  stateMaxLength: number | null
  /** How the Disconnect URL names the company. */
  disconnectParameter: 'realmId' | 'realmid' | 'realm_id' | 'none'
}

/** The defaults. 8726400 s (101 days) is what Intuit's real answers say. */
export const DEFAULT_BEHAVIOURS: Readonly<Behaviours> = {
  rotation: 'every-24h',
  secondConsentKillsEarlier: true,
  revokeIsAppWide: true,
  codeReuseRevokes: true,
  staleRefreshKillsGrant: false,
  codeLifetimeSeconds: 600,
  refreshTokenSeconds: 8_726_400,
  hardExpiry: true,
  omitRefreshToken: false,
  numbersAsStrings: false,
  rateLimits: false,
  quotaExhausted: false,
  severOpener: false,
  stateMaxLength: null,
  disconnectParameter: 'realmId',
}

const seconds = numberWithin(1, 1_000_000_000)

const rules: Readonly<Record<keyof Behaviours, Rule>> = {
  rotation: oneOf(['every-24h', 'strict', 'grace-24h']),
  secondConsentKillsEarlier: flag,
  revokeIsAppWide: flag,
  codeReuseRevokes: flag,
  staleRefreshKillsGrant: flag,
  codeLifetimeSeconds: seconds,
  refreshTokenSeconds: seconds,
  hardExpiry: flag,
  omitRefreshToken: flag,
  numbersAsStrings: flag,
  rateLimits: flag,
  quotaExhausted: flag,
  severOpener: flag,
  stateMaxLength: {
    expects: 'a number of characters from 1, or null',
    accepts: (value) => value === null || (typeof value === 'number' && value >= 1),
  },
  disconnectParameter: oneOf(['realmId', 'realmid', 'realm_id', 'none']),
}

const allOptional = Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, optional(rule)]))

/**
 * Reads a change of behaviours.
 * @throws {InputError} naming the switch that does not exist or the value it does not take.
 */
export const readBehaviours = (input: unknown): Partial<Behaviours> =>
  readFields(input, allOptional, 'behaviours')
