// The rules of authorize: what a request must bring, who may consent to what, and where the person is sent.
import type { Intuit } from './intuit.ts'
import type { Company } from './world.ts'

const OPENID_SCOPES = ['openid', 'profile', 'email', 'phone', 'address']
/** Only with one of these does `realmId` come back (Intuit's OAuth 2.0 documentation). */
const REALM_SCOPES = ['com.intuit.quickbooks.accounting', 'com.intuit.quickbooks.payment']
const KNOWN_SCOPES = [
  ...OPENID_SCOPES,
  ...REALM_SCOPES,
  'payroll.compensation.read',
  'project-management.project',
  'app-foundations.custom-field-definitions',
  'app-foundations.custom-dimensions.read',
  'time-tracking.time-entry',
  'indirect-tax.tax-calculation.quickbooks',
]

/** An authorize request that may be shown to a person. */
export interface AuthorizeRequest {
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly state: string
  /** Comes back in the id_token. */
  readonly nonce?: string
}

/** A request to show, one to send straight back, or one that no redirect may answer. */
export type AuthorizeReading =
  | { readonly outcome: 'show'; readonly request: AuthorizeRequest }
  | { readonly outcome: 'redirect'; readonly location: string }
  | { readonly outcome: 'refuse'; readonly problem: string }

/** Checks an authorize request. A problem with client, redirect URI or state is never answered by a redirect. */
export function readAuthorizeRequest(intuit: Intuit, query: URLSearchParams): AuthorizeReading {
  const problem = problemWith(intuit, query)
  if (problem) return { outcome: 'refuse', problem }
  const request: AuthorizeRequest = {
    clientId: query.get('client_id') ?? '',
    redirectUri: query.get('redirect_uri') ?? '',
    scopes: (query.get('scope') ?? '').split(/\s+/).filter(Boolean),
    state: query.get('state') ?? '',
    nonce: query.get('nonce') ?? undefined,
  }
  const scopesKnown = request.scopes.every((scope) => KNOWN_SCOPES.includes(scope))
  if (request.scopes.length > 0 && scopesKnown) return { outcome: 'show', request }
  return { outcome: 'redirect', location: errorLocation(request, 'invalid_scope') }
}

function problemWith(intuit: Intuit, query: URLSearchParams): string | null {
  const { clientId, redirectUris } = intuit.options
  const id = query.get('client_id')
  const redirectUri = query.get('redirect_uri')
  const state = query.get('state')
  if (!id) return 'The client_id query parameter is missing.'
  if (clientId !== undefined && id !== clientId) return 'The client_id is not known here.'
  if (!redirectUri) return 'The redirect_uri query parameter is missing.'
  const address = URL.parse(redirectUri)
  if (!address || !/^https?:$/.test(address.protocol)) return 'The redirect_uri is not an http or https URL.'
  if (address.search || address.hash) return 'The redirect_uri must not have query parameters or a fragment.'
  if (redirectUris && !redirectUris.includes(redirectUri)) {
    return 'The redirect_uri is invalid: it is not one of those registered for this app.'
  }
  if (query.get('response_type') !== 'code') return 'The response_type query parameter must be "code".'
  if (!state) return 'The state query parameter is missing.'
  const longest = intuit.behaviours.stateMaxLength
  return longest !== null && state.length > longest ? `The state is longer than ${longest} characters.` : null
}

/** Whether a company has to be chosen: for everything but OpenID. */
export const needsCompany = (request: AuthorizeRequest): boolean =>
  request.scopes.some((scope) => !OPENID_SCOPES.includes(scope))

/** The companies this person may connect: admin of it, live subscription, fit for the app's keys. */
export function eligibleCompanies(intuit: Intuit, userId: string): Company[] {
  const { environment } = intuit.options
  return intuit.world.companies().filter((company) => {
    const fits =
      environment === undefined || company.environment === null || company.environment === environment
    return fits && company.subscription === 'active' && intuit.world.isAdmin(userId, company.realmId)
  })
}

/** What a person decided. */
export interface Decision {
  readonly userId: string
  readonly authTime: number
  readonly realmId: string | null
}

/** Records the consent and returns where the person is sent. */
export function consentLocation(intuit: Intuit, request: AuthorizeRequest, decision: Decision): string {
  const { clientId, redirectUri, scopes, state, nonce } = request
  const code = intuit.grants.issueCode({ clientId, redirectUri, scopes, nonce, ...decision })
  const returnsRealm = decision.realmId !== null && scopes.some((scope) => REALM_SCOPES.includes(scope))
  return locationOf(redirectUri, {
    code,
    state,
    ...(returnsRealm ? { realmId: decision.realmId ?? '' } : {}),
  })
}

/** Where a person is sent who did not consent, or whose request was refused. */
export const errorLocation = ({ redirectUri, state }: AuthorizeRequest, error: string): string =>
  locationOf(redirectUri, { error, state })

function locationOf(redirectUri: string, params: Record<string, string>): string {
  return `${redirectUri}?${new URLSearchParams(params)}`
}
