// The gateway's port: everything Mooring ever asks of Intuit.

/** What Intuit's token endpoint gave. Times are lengths, in seconds from `receivedAt`. */
export interface IntuitGrant {
  readonly accessToken: string
  /** null where a refresh answered without one: the old one stays in force. */
  readonly refreshToken: string | null
  /** When the request was sent, ms: expiry is counted from here, so that a token is never thought too young. */
  readonly requestedAt: number
  /** Seconds; a bounded default where the answer has none that makes sense. */
  readonly expiresIn: number
  /** Seconds until the refresh token's idle end; null where the answer doesn't say. */
  readonly refreshExpiresIn: number | null
  /** Seconds until the 5-year end; null where the answer doesn't say. */
  readonly hardExpiresIn: number | null
  /** The company the grant is for, where the answer has an `id_token` that names one (scope `openid`); else null. */
  readonly idTokenRealmId: string | null
  readonly intuitTid: string | null
}

export interface CompanyInfo {
  /** At most 255 characters, control characters dropped. */
  readonly name: string | null
  readonly country: string | null
  /** `SubscriptionStatus` of the company's NameValue list, as Intuit spells it. */
  readonly subscriptionStatus: string | null
  readonly intuitTid: string | null
}

/** Who consented, where the app asks for OpenID scopes. */
export interface IntuitUser {
  readonly email: string | null
}

/** An answer of the accounting API, as it came. */
export interface IntuitReply {
  readonly status: number
  readonly fault: IntuitFault | null
  readonly intuitTid: string | null
}

/** A fault body of Intuit's, whatever its notation. */
export interface IntuitFault {
  /** As Intuit writes it, without leading zeros: '3200', '3100', '120', '6190'. */
  readonly code: string | null
  readonly type: string | null
  readonly message: string | null
  /** There where Intuit's detail says that the token's scope does not reach: its other 3100s don't. */
  readonly lacksScope?: true
}

/**
 * Why a call failed.
 * - `invalid_grant`, `invalid_client`, `invalid_request`, `other_error`: what the token endpoint said.
 * - `unauthorized` (401), `forbidden` (403): what the accounting API said; `fault` says more.
 * - `throttled` (429), `unavailable` (5xx): Intuit's trouble.
 * - `timeout`, `network`: no (whole) answer; whether Intuit did it is unknown, unless `sent` is false.
 * - `invalid_response`: an answer no one can read.
 */
export type GatewayFailureKind =
  | 'invalid_grant'
  | 'invalid_client'
  | 'invalid_request'
  | 'other_error'
  | 'unauthorized'
  | 'forbidden'
  | 'throttled'
  | 'unavailable'
  | 'timeout'
  | 'network'
  | 'invalid_response'

/** A call to Intuit that failed. Contains no secret and no cause, however it is inspected. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  readonly kind: GatewayFailureKind
  /** HTTP status, or null where there was no answer. */
  readonly status: number | null
  readonly fault: IntuitFault | null
  readonly intuitTid: string | null
  /** Seconds Intuit asked to wait, capped. */
  readonly retryAfter: number | null
  /** False where it is certain that the request never reached Intuit (DNS, refused connection). */
  readonly sent: boolean

  constructor(
    kind: GatewayFailureKind,
    message: string,
    details: {
      status?: number | null
      fault?: IntuitFault | null
      intuitTid?: string | null
      retryAfter?: number | null
      sent?: boolean
    } = {},
  ) {
    super(message)
    this.kind = kind
    this.status = details.status ?? null
    this.fault = details.fault ?? null
    this.intuitTid = details.intuitTid ?? null
    this.retryAfter = details.retryAfter ?? null
    this.sent = details.sent ?? true
  }
}

/** Every call has a deadline, never follows a redirect, never tries again by itself. */
export interface IntuitGateway {
  /** Loads what the first call would have to wait for. Nothing is called. A gateway that loads nothing late has none. */
  prepare?(): Promise<void>
  /**
   * Resolves once it is known that no call loses what it is sent. Calls with a code or a token wait for it themselves; what asks
   * before begins nothing that such a call would have to end. A gateway that needs no trial has none.
   * @throws UnfitFetchError
   */
  ready?(): Promise<void>
  /** The address of Intuit's consent page for this state. */
  authorizeUrl(state: string): Promise<string>
  /** Exchanges a code, exactly once. @throws GatewayError */
  exchangeCode(code: string): Promise<IntuitGrant>
  /** @throws GatewayError */
  refresh(refreshToken: string): Promise<IntuitGrant>
  /** @returns 'done' (200) or 'unconfirmed' (400: already gone). @throws GatewayError for anything else */
  revoke(refreshToken: string): Promise<'done' | 'unconfirmed'>
  /** Reads a company with a token: the proof that this token belongs to it. @throws GatewayError */
  readCompany(realmId: string, accessToken: string): Promise<CompanyInfo>
  /** null where the scopes include no OpenID or Intuit does not say. Never throws. */
  readUser(accessToken: string): Promise<IntuitUser | null>
  /**
   * A call of the host's under `/v3/company/{realmId}`: path begins with `/`; minor version added.
   * @throws GatewayError where there is no answer; any answer is returned with its status
   */
  request(realmId: string, accessToken: string, path: string, init?: RequestInit): Promise<Response>
  /** Reads the fault in a copy of an answer; of a success, where its beginning may be one. */
  faultOf(response: Response): Promise<IntuitReply>
}
