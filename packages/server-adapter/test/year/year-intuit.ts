// Intuit without HTTP, so that a year of it takes minutes: the simulator's own repository of grants behind a `fetch`, with weather.
import { DEFAULT_BEHAVIOURS } from '@mooring/simulator'
import { type Grant, GrantRepository, type Issued } from '../../../simulator/src/grants.ts'
import { SECOND } from '../../src/platform/clock.ts'

export const INTUIT = 'https://intuit.example'
export const CLIENT = 'year-client'
const CONSENT = {
  clientId: CLIENT,
  userId: 'ada',
  scopes: [],
  redirectUri: 'https://host.example/qb/callback',
}

/**
 * How Intuit is. `refusing`: healthy grants are answered `invalid_grant`, as in its incidents. `unreachable`: no call
 * arrives. `broken`: 500. `throttling`: 429.
 */
export type Weather = 'well' | 'down' | 'broken' | 'unreachable' | 'throttling' | 'refusing'

/** How likely one refresh goes wrong by itself, 0 to 1. */
export interface Mishaps {
  /** A healthy grant is refused, for half a minute. */
  readonly refused: number
  /** The grant is renewed, and the answer gets lost: no one has its token any more. */
  readonly lost: number
}

const HICCUP_MS = 30 * SECOND

const STATUS: Record<Exclude<Weather, 'well' | 'unreachable' | 'refusing'>, number> = {
  down: 503,
  broken: 500,
  throttling: 429,
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

const unanswered = (code: string) => Object.assign(new TypeError('fetch failed'), { cause: { code } })

export class YearIntuit {
  weather: Weather = 'well'
  readonly calls = { refresh: 0, read: 0, revoke: 0 }
  readonly #now: () => number
  readonly #random: () => number
  readonly #mishaps: Mishaps
  readonly #ledger: GrantRepository
  readonly #grants = new Map<string, Grant>()
  readonly #hiccups = new Map<string, number>()
  /** Refused the last time: what is refused again after that is no hiccup, however long after. */
  readonly #refused = new Set<string>()
  readonly #lost = new Set<string>()
  #minted = 0

  constructor(now: () => number, random: () => number, mishaps: Mishaps) {
    this.#now = now
    this.#random = random
    this.#mishaps = mishaps
    const chance = () => `year${++this.#minted}`
    this.#ledger = new GrantRepository({ now, chance, behaviours: DEFAULT_BEHAVIOURS })
  }

  /** A person consents, and a client has the tokens. */
  consent(realmId: string): { accessToken: string; refreshToken: string; accessExpiresAt: number } {
    const issued = this.#exchange(this.code(realmId))
    if (issued === null) throw new Error('The ledger takes no consent.')
    const { grant, access } = issued
    return {
      accessToken: access.value,
      refreshToken: grant.refreshToken.value,
      accessExpiresAt: access.expiresAt,
    }
  }

  /** A person consents, and their browser comes back with this code. */
  code(realmId: string): string {
    if (this.#grants.has(realmId)) this.disconnect(realmId)
    return this.#ledger.issueCode({ ...CONSENT, realmId: `${realmId}`, authTime: this.#now() })
  }

  #exchange(code: string): Issued | null {
    const issued = this.#ledger.exchange(code, CONSENT)
    const realmId = issued?.grant.realmId
    if (issued === null || !realmId) return null
    this.#grants.set(realmId, issued.grant)
    this.#lost.delete(realmId)
    return issued
  }

  /** An admin removes the app inside QuickBooks. */
  disconnect(realmId: string): void {
    const grant = this.#grants.get(realmId)
    if (grant !== undefined) grant.ended ??= { at: this.#now(), by: 'disconnected_in_quickbooks' }
  }

  /** Whether the host has a token that Intuit takes, as soon as Intuit is well. */
  isAlive(realmId: string): boolean {
    const grant = this.#grants.get(realmId)
    return grant !== undefined && this.#ledger.isLive(grant) && !this.#lost.has(realmId)
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(String(input instanceof Request ? input.url : input))
    if (this.weather === 'unreachable') throw unanswered('ECONNREFUSED')
    if (this.weather !== 'well' && this.weather !== 'refusing') return json({}, STATUS[this.weather])
    if (pathname.endsWith('/tokens/bearer')) return this.#bearer(new URLSearchParams(String(init?.body)))
    if (pathname.endsWith('/tokens/revoke')) return this.#revoke(String(init?.body))
    return this.#company(pathname.split('/')[3] ?? '', new Headers(init?.headers).get('authorization'))
  }

  #bearer(sent: URLSearchParams): Response {
    if (sent.get('grant_type') !== 'authorization_code') return this.#refresh(sent.get('refresh_token') ?? '')
    const issued = this.#exchange(sent.get('code') ?? '')
    return issued === null ? json({ error: 'invalid_grant' }, 400) : json(this.#answer(issued))
  }

  #refresh(token: string): Response {
    this.calls.refresh++
    const realmId = this.#ledger.realmOf(token) ?? ''
    if (this.weather === 'refusing' || this.#hasHiccup(realmId)) {
      this.#refused.add(realmId)
      return json({ error: 'invalid_grant' }, 400)
    }
    this.#refused.delete(realmId)
    const issued = this.#ledger.refresh(token, { clientId: CLIENT, rotate: false })
    if (issued === null) return json({ error: 'invalid_grant' }, 400)
    if (this.#random() < this.#mishaps.lost && issued.grant.refreshToken.value !== token) {
      this.#lost.add(realmId)
      throw unanswered('ECONNRESET')
    }
    return json(this.#answer(issued))
  }

  #hasHiccup(realmId: string): boolean {
    const since = this.#hiccups.get(realmId) ?? Number.NEGATIVE_INFINITY
    const now = this.#now()
    if (now - since < HICCUP_MS) return true
    if (this.#refused.has(realmId) || this.#random() >= this.#mishaps.refused) return false
    this.#hiccups.set(realmId, now)
    return true
  }

  #answer({ grant, access }: Issued) {
    const seconds = (at: number) => Math.floor((at - this.#now()) / SECOND)
    return {
      token_type: 'bearer',
      access_token: access.value,
      expires_in: seconds(access.expiresAt),
      refresh_token: grant.refreshToken.value,
      x_refresh_token_expires_in: seconds(grant.refreshToken.expiresAt),
      x_refresh_token_hard_expires_in: seconds(grant.hardExpiresAt),
    }
  }

  #revoke(body: string): Response {
    this.calls.revoke++
    const token = (JSON.parse(body) as { token?: string }).token ?? ''
    const grant = this.#grants.get(this.#ledger.realmOf(token) ?? '')
    if (grant === undefined || grant.ended !== null) return json({ error: 'invalid_request' }, 400)
    grant.ended = { at: this.#now(), by: 'revoked' }
    return json({})
  }

  #company(realmId: string, authorization: string | null): Response {
    this.calls.read++
    const grant = this.#ledger.accepts(authorization?.replace('Bearer ', '') ?? '')
    if (grant?.realmId !== realmId) return json({ fault: { error: [{ code: '3200' }] } }, 401)
    return json({ CompanyInfo: { CompanyName: `Company ${realmId}`, Country: 'US' } })
  }
}
