// Asks Intuit whether imported tokens are the company's: by one read, after a refresh where no access token lives.
import type { Reason } from '@mooring/contract'
import { TOKEN_MARGIN_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { COMPANY_FAULTS } from '../failures/classify-failure.ts'
import { type CompanyInfo, GatewayError } from '../gateway/intuit-gateway.ts'
import { DAY } from '../platform/clock.ts'
import type { ImportedTokens } from './imported-tokens.ts'

/** What Intuit said of the tokens, with the tokens as they are by then. */
export type Finding =
  /** They are the company's. */
  | { readonly kind: 'proven'; readonly tokens: ImportedTokens; readonly company: CompanyInfo }
  /** They are the company's, but it can't be used now. */
  | { readonly kind: 'unusable'; readonly tokens: ImportedTokens; readonly error: GatewayError }
  /** Intuit did not say. */
  | { readonly kind: 'away'; readonly tokens: ImportedTokens; readonly error: GatewayError }
  /** They are not the company's, or dead. */
  | {
      readonly kind: 'refused'
      readonly tokens: ImportedTokens
      readonly why: Refusal
      readonly error: GatewayError | null
    }

export type Refusal = { readonly code: 'company_token_mismatch' } | { readonly reason: Reason }

/** A refresh token whose end is said to be nearer than this is renewed at once. */
const END_IS_NEAR_MS = 3 * DAY

const MISMATCH: Refusal = { code: 'company_token_mismatch' }

/** Faults that say that app and company are of different environments. */
const OF_THE_ENVIRONMENT: readonly (string | null)[] = ['130', '7001']

/** Tokens that Intuit has renewed. */
export interface Renewal {
  readonly tokens: ImportedTokens
  /** Intuit's `id_token` is of another company. */
  readonly namesOtherCompany: boolean
}

/** What is true of the proof besides the tokens. */
export interface ProofContext<Other> {
  /** Renews the tokens and makes them durable; anything but a renewal or an error ends the proof with it. */
  readonly renew: (tokens: ImportedTokens) => Promise<Renewal | GatewayError | Other>
  /** True where an earlier proof of these tokens met a refusal that a fresh access token should not meet. */
  readonly again: boolean
  /** Whose import it is. */
  readonly tenantId: string
}

export async function proveImport<Other extends string>(
  { config, gateway }: Pick<Deps, 'config' | 'gateway'>,
  given: ImportedTokens,
  { renew, again, tenantId }: ProofContext<Other>,
): Promise<Finding | Other> {
  const use = { tenantId, connectionId: null, purpose: 'connect' } as const
  const read = async ({ realmId }: ImportedTokens, token: string): Promise<CompanyInfo | GatewayError> =>
    await gateway.readCompany(realmId, token, use).catch(orGatewayError)

  if (given.access !== null && needsNoRenewal(given, config.now())) {
    const reading = await read(given, given.access.token)
    if (!(reading instanceof GatewayError)) return { kind: 'proven', tokens: given, company: reading }
    if (reading.kind !== 'unauthorized') return findingOf(given, reading, again)
  }
  const renewal = await renew(given)
  if (renewal instanceof GatewayError) return refusalOf(given, renewal, config.now())
  if (typeof renewal === 'string') return renewal
  const { tokens, namesOtherCompany } = renewal
  if (namesOtherCompany) return { kind: 'refused', tokens, why: MISMATCH, error: null }
  const reading = await read(tokens, tokens.access?.token ?? '')
  if (!(reading instanceof GatewayError)) return { kind: 'proven', tokens, company: reading }
  return findingOf(tokens, reading, again)
}

/** A live access token proves the company; where the refresh token is said to end soon, only renewing proves it. */
function needsNoRenewal({ access, refreshExpiresAt }: ImportedTokens, now: number): boolean {
  const isLive = access !== null && access.expiresAt - now > TOKEN_MARGIN_MS
  return isLive && (refreshExpiresAt === null || refreshExpiresAt - now > END_IS_NEAR_MS)
}

function orGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  throw error
}

/** What a refused refresh says. */
function refusalOf(tokens: ImportedTokens, error: GatewayError, now: number): Finding {
  const refused = (reason: Reason): Finding => ({ kind: 'refused', tokens, why: { reason }, error })
  if (error.kind === 'invalid_client') return refused('app_misconfigured')
  if (error.kind !== 'invalid_grant') return { kind: 'away', tokens, error }
  const { hardExpiresAt, refreshExpiresAt } = tokens
  if (hardExpiresAt !== null && hardExpiresAt <= now) return refused('hard_expired')
  return refused(refreshExpiresAt !== null && refreshExpiresAt <= now ? 'idle_expired' : 'revoked')
}

/** What a refused read of the company says. */
function findingOf(tokens: ImportedTokens, error: GatewayError, again: boolean): Finding {
  const code = error.fault?.code ?? null
  if (error.kind === 'throttled') return { kind: 'away', tokens, error }
  if (COMPANY_FAULTS.includes(code)) return { kind: 'unusable', tokens, error }
  const refused = (why: Refusal): Finding => ({ kind: 'refused', tokens, why, error })
  if (OF_THE_ENVIRONMENT.includes(code)) return refused({ reason: 'app_misconfigured' })
  if (code === '3100') return refused(error.fault?.lacksScope ? { reason: 'scope_missing' } : MISMATCH)
  if (error.kind === 'unauthorized' && again) return refused({ reason: 'revoked' })
  return { kind: 'away', tokens, error }
}
