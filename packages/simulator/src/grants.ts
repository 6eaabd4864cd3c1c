// Codes, grants and tokens: what a consent gives, how it rotates, and what ends it.
import type { Behaviours } from './behaviours.ts'
import type { Now } from './clock.ts'

const SECOND = 1000
const DAY = 86_400 * SECOND

/** How long an access token lives, in seconds (Intuit's OAuth 2.0 documentation). */
export const ACCESS_TOKEN_SECONDS = 3600

/** How long a grant lives however often it is used: five years, in milliseconds (Intuit's refresh token policy of 2025-11-12). */
const HARD_LIFETIME_MS = 5 * 365 * DAY

/** Why a grant is over. */
export type GrantEnd =
  | 'revoked'
  | 'disconnected_in_quickbooks'
  | 'second_consent'
  | 'code_reused'
  | 'stale_refresh'

/** What a person agreed to on the consent page. */
export interface Consent {
  readonly clientId: string
  readonly userId: string
  /** Null when only OpenID scopes were asked for. */
  readonly realmId: string | null
  readonly scopes: readonly string[]
  readonly redirectUri: string
  /** Of the authorize request, for the id_token. */
  readonly nonce?: string
  /** When the person signed in, ms since the epoch. */
  readonly authTime: number
}

/** A token or code with a canary prefix: `sim-at-`, `sim-rt-`, `sim-code-`. Its fingerprint (`rt#3`) is safe to show. */
export interface Token {
  readonly kind: 'access' | 'refresh' | 'code'
  readonly value: string
  readonly fingerprint: string
  readonly issuedAt: number
  expiresAt: number
  /** When a newer value replaced it (refresh), or it was exchanged (code). */
  retiredAt: number | null
  grantId: string | null
}

/** One person's consent for one app at one company, from the exchange of its code on. */
export interface Grant extends Consent {
  readonly id: string
  readonly consentedAt: number
  readonly hardExpiresAt: number
  refreshToken: Token
  ended: { readonly at: number; readonly by: GrantEnd } | null
}

/** The repository as it is saved: real values, for no eyes. */
export interface SavedGrants {
  readonly tokens: readonly Token[]
  readonly consents: readonly (readonly [string, GivenConsent])[]
  /** Each with the value of its refresh token. */
  readonly grants: readonly (Omit<Grant, 'refreshToken'> & { readonly refreshToken: string })[]
  readonly counts: Readonly<Record<Token['kind'], number>>
}

interface GivenConsent {
  readonly consent: Consent
  readonly at: number
}

/** What an exchange or a refresh brings. */
export interface Issued {
  readonly grant: Grant
  readonly access: Token
}

/** The dependencies of the repository: time, chance and the switches. */
export interface GrantDeps {
  readonly now: Now
  /** A random string without spaces. */
  readonly chance: () => string
  readonly behaviours: Readonly<Behaviours>
}

const PREFIX = { access: 'at', refresh: 'rt', code: 'code' } as const

/** All codes, grants and tokens. Every call is atomic: of two refreshes at once, one comes first. */
export class GrantRepository {
  readonly #deps: GrantDeps
  readonly #tokens = new Map<string, Token>()
  readonly #consents = new Map<string, GivenConsent>()
  readonly #grants = new Map<string, Grant>()
  readonly #counts = { access: 0, refresh: 0, code: 0 }

  constructor(deps: GrantDeps) {
    this.#deps = deps
  }

  grants = (): Grant[] => [...this.#grants.values()]
  tokens = (): Token[] => [...this.#tokens.values()]
  find = (value: string): Token | undefined => this.#tokens.get(value)

  /** The grant a token belongs to; none for a code that was not exchanged. */
  grantOf(token: Token): Grant | undefined {
    return token.grantId === null ? undefined : this.#grants.get(token.grantId)
  }

  /** The company a token or code is for. */
  realmOf(value: string): string | null {
    const token = this.#tokens.get(value)
    return (token && (this.grantOf(token) ?? this.#consents.get(value)?.consent)?.realmId) ?? null
  }

  /** A code for a consent just given. */
  issueCode(consent: Consent): string {
    const code = this.#mint('code', null, this.#deps.behaviours.codeLifetimeSeconds)
    this.#consents.set(code.value, { consent, at: code.issuedAt })
    return code.value
  }

  /** Exchanges a code, once; null means invalid_grant. */
  exchange(value: string, sent: { clientId: string; redirectUri: string }): Issued | null {
    const code = this.#tokens.get(value)
    const given = this.#consents.get(value)
    if (!code || !given || given.consent.clientId !== sent.clientId) return null
    if (code.retiredAt !== null) {
      if (this.#deps.behaviours.codeReuseRevokes)
        this.end((grant) => grant.id === code.grantId, 'code_reused')
      return null
    }
    if (given.consent.redirectUri !== sent.redirectUri || this.#deps.now() >= code.expiresAt) return null
    const grant = this.#open(given.consent, given.at)
    code.retiredAt = this.#deps.now()
    code.grantId = grant.id
    return { grant, access: this.#mint('access', grant.id, ACCESS_TOKEN_SECONDS) }
  }

  /** Refreshes a grant; null means invalid_grant. `rotate` brings a new value whatever the behaviour says. */
  refresh(value: string, sent: { clientId: string; rotate: boolean }): Issued | null {
    const token = this.#tokens.get(value)
    const grant = token && this.grantOf(token)
    if (token?.kind !== 'refresh' || !grant || grant.clientId !== sent.clientId) return null
    if (!this.isLive(grant) || !this.#acceptsRefresh(token, grant)) return null
    if (sent.rotate || this.#isDue(token)) this.#rotate(grant)
    else grant.refreshToken.expiresAt = this.#idleExpiry(grant)
    return { grant, access: this.#mint('access', grant.id, ACCESS_TOKEN_SECONDS) }
  }

  /** Revokes by any token of the grant; false when it is unknown or over already. */
  revoke(value: string, clientId: string): boolean {
    const token = this.#tokens.get(value)
    const grant = token && this.grantOf(token)
    if (!grant || token.kind === 'code' || grant.clientId !== clientId || !this.isLive(grant)) return false
    const wide = this.#deps.behaviours.revokeIsAppWide && grant.realmId !== null
    this.end(
      (other) =>
        other.id === grant.id || (wide && other.clientId === clientId && other.realmId === grant.realmId),
      'revoked',
    )
    return true
  }

  /** Ends every live grant that the test picks; returns how many. */
  end(picks: (grant: Grant) => boolean, by: GrantEnd): number {
    const ending = this.grants().filter((grant) => grant.ended === null && picks(grant))
    for (const grant of ending) grant.ended = { at: this.#deps.now(), by }
    return ending.length
  }

  /** Whether the grant can still be refreshed. */
  isLive(grant: Grant): boolean {
    const now = this.#deps.now()
    if (grant.ended || now >= grant.refreshToken.expiresAt) return false
    return !(this.#deps.behaviours.hardExpiry && now >= grant.hardExpiresAt)
  }

  /** The grant of an access token that Intuit would accept now. */
  accepts(accessToken: string): Grant | null {
    const token = this.#tokens.get(accessToken)
    const grant = token && this.grantOf(token)
    if (token?.kind !== 'access' || !grant || grant.ended) return null
    return this.#deps.now() < token.expiresAt ? grant : null
  }

  save = (): SavedGrants => ({
    tokens: this.tokens(),
    consents: [...this.#consents],
    grants: this.grants().map((grant) => ({ ...grant, refreshToken: grant.refreshToken.value })),
    counts: this.#counts,
  })

  /** Takes up what was saved; for a repository that is new. */
  restore({ tokens, consents, grants, counts }: SavedGrants): void {
    for (const token of tokens) this.#tokens.set(token.value, { ...token })
    for (const [code, given] of consents) this.#consents.set(code, given)
    for (const grant of grants) {
      const refreshToken = this.#tokens.get(grant.refreshToken)
      if (refreshToken) this.#grants.set(grant.id, { ...grant, refreshToken })
    }
    Object.assign(this.#counts, counts)
  }

  #open(consent: Consent, consentedAt: number): Grant {
    const { behaviours } = this.#deps
    if (behaviours.secondConsentKillsEarlier && consent.realmId !== null) {
      this.end((g) => g.clientId === consent.clientId && g.realmId === consent.realmId, 'second_consent')
    }
    const id = `grant-${this.#grants.size + 1}`
    const grant: Grant = {
      ...consent,
      id,
      consentedAt,
      hardExpiresAt: consentedAt + HARD_LIFETIME_MS,
      refreshToken: this.#mint('refresh', id, behaviours.refreshTokenSeconds),
      ended: null,
    }
    this.#grants.set(id, grant)
    return grant
  }

  #acceptsRefresh(token: Token, grant: Grant): boolean {
    if (token.retiredAt === null) return true
    const { rotation, staleRefreshKillsGrant } = this.#deps.behaviours
    if (rotation === 'grace-24h' && this.#deps.now() < token.retiredAt + DAY) return true
    if (staleRefreshKillsGrant) this.end((other) => other.id === grant.id, 'stale_refresh')
    return false
  }

  #isDue(token: Token): boolean {
    if (this.#deps.behaviours.rotation === 'strict') return true
    return token.retiredAt === null && this.#deps.now() >= token.issuedAt + DAY
  }

  #rotate(grant: Grant): void {
    grant.refreshToken.retiredAt = this.#deps.now()
    grant.refreshToken = this.#mint('refresh', grant.id, this.#deps.behaviours.refreshTokenSeconds)
    grant.refreshToken.expiresAt = this.#idleExpiry(grant)
  }

  #idleExpiry(grant: Grant): number {
    const { refreshTokenSeconds, hardExpiry } = this.#deps.behaviours
    const idle = this.#deps.now() + refreshTokenSeconds * SECOND
    return hardExpiry ? Math.min(idle, grant.hardExpiresAt) : idle
  }

  #mint(kind: Token['kind'], grantId: string | null, lifetimeSeconds: number): Token {
    this.#counts[kind] += 1
    const issuedAt = this.#deps.now()
    const token: Token = {
      kind,
      value: `sim-${PREFIX[kind]}-${this.#deps.chance()}`,
      fingerprint: `${PREFIX[kind]}#${this.#counts[kind]}`,
      issuedAt,
      expiresAt: issuedAt + lifetimeSeconds * SECOND,
      retiredAt: null,
      grantId,
    }
    this.#tokens.set(token.value, token)
    return token
  }
}
