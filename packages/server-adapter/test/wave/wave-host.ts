// A host product with one connection for each tenant, all of them nearly five years old, on a store of choice.
import type { AuthorizeReply, HostEvent } from '@mooring/contract'
import { blank } from '../../src/connection/connection-changes.ts'
import { originOf } from '../../src/connection/new-connection.ts'
import { createQuickBooksAdapter, type QuickBooksAdapter, type StoreFactory } from '../../src/index.ts'
import { sealGrant } from '../../src/keys/grant-sealing.ts'
import { openVault } from '../../src/keys/open-vault.ts'
import { DAY, HOUR } from '../../src/platform/clock.ts'
import type { Store } from '../../src/stores/store.ts'
import { createKeyRing } from '../../src/vault/key-ring.ts'
import type { TokenVault } from '../../src/vault/token-vault.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'
import { CLIENT, INTUIT, YearIntuit } from '../year/year-intuit.ts'
import { BEGIN, hardEndOf } from './wave-plan.ts'

const ORIGIN = 'https://host.example'
const FILLED_AT_ONCE = 500
const SCOPES = ['com.intuit.quickbooks.accounting']
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

/** A tenant's company and its connection. */
export interface Company {
  readonly index: number
  readonly tenantId: string
  readonly realmId: string
  id: string
}

const companyOf = (index: number): Company => ({
  index,
  tenantId: `tenant-${index}`,
  realmId: String(4_620_000_000_000_000 + index),
  id: '',
})

interface Around {
  readonly now: () => number
  readonly store: StoreFactory
  readonly onEvent: (event: HostEvent) => void
}

export class WaveHost {
  readonly adapter: QuickBooksAdapter
  readonly store: Store
  readonly companies: readonly Company[]
  readonly #intuit: YearIntuit

  constructor({ now, store, onEvent }: Around, connections: number) {
    this.companies = Array.from({ length: connections }, (_, index) => companyOf(index))
    this.#intuit = new YearIntuit(now, () => 1, { refused: 0, lost: 0 })
    this.store = store.create({ now, logger: SILENT })
    this.adapter = createQuickBooksAdapter({
      clientId: CLIENT,
      clientSecret: 'year-secret',
      environment: 'sandbox',
      redirectUri: `${ORIGIN}/qb/callback`,
      store: { kind: store.kind, create: () => this.store },
      encryptionKeys: [KEY],
      identify: (request: Request) => ({
        tenantId: request.headers.get('x-tenant') ?? '',
        userId: 'ada',
        displayName: 'Ada',
        permissions: ['view', 'connect', 'reauthorize', 'disconnect'],
      }),
      // Nothing but the campaign is to be seen: no grant has to be kept alive meanwhile.
      keepaliveDays: 90,
      rateLimits: false,
      intuitOrigin: INTUIT,
      fetch: this.#intuit.fetch,
      now,
      logger: SILENT,
      onEvent,
    } as Parameters<typeof createQuickBooksAdapter>[0])
  }

  /** All connections as they are after five years less two months. */
  async fill(): Promise<void> {
    const vault = await openVault(this.store, createKeyRing([KEY]))
    for (let from = 0; from < this.companies.length; from += FILLED_AT_ONCE)
      await this.#fillPage(vault, this.companies.slice(from, from + FILLED_AT_ONCE))
  }

  async #fillPage(vault: TokenVault, page: readonly Company[]): Promise<void> {
    await this.store.write(async ({ connections, grants }) => {
      for (const company of page) {
        const hardEndsAt = hardEndOf(company.index)
        const origin = originOf({ environment: 'sandbox', sharedCompanies: 'refuse' }, vault, {
          tenantId: company.tenantId,
          realmId: company.realmId as Parameters<typeof originOf>[2]['realmId'],
          replaces: null,
        })
        company.id = origin.id
        const grant = sealGrant(vault, origin, this.#grantUntil(hardEndsAt), null)
        const { accessExpiresAt, refreshExpiresAt, hardExpiresAt } = grant
        const clocks = { accessExpiresAt, idleExpiresAt: refreshExpiresAt, hardExpiresAt }
        const connectedAt = hardEndsAt - 1_825 * DAY
        await connections.insert({
          ...blank(origin),
          ...clocks,
          status: 'connected',
          companyName: `Company ${company.index}`,
          authorizedBy: { userId: 'ada', displayName: 'Ada' },
          connectedAt,
          confirmedAt: connectedAt,
          proofKind: 'token_refresh',
          proofAt: BEGIN - HOUR,
          scopes: SCOPES,
          dueAt: hardEndsAt - 30 * DAY,
          version: 1,
        })
        await grants.put(grant, null)
      }
    })
  }

  /** Intuit cuts the idle clock short where the five years end. */
  #grantUntil(hardEndsAt: number) {
    const left = (hardEndsAt - BEGIN + HOUR) / 1_000
    return {
      accessToken: 'a'.repeat(900),
      refreshToken: 'r'.repeat(50),
      requestedAt: BEGIN - HOUR,
      expiresIn: 3_600,
      refreshExpiresIn: left,
      hardExpiresIn: left,
      idTokenRealmId: null,
      intuitTid: null,
    }
  }

  /** A person goes through Intuit and comes back. */
  async reauthorize({ id, tenantId, realmId }: Company): Promise<void> {
    const started = await this.#send(tenantId, '/connections/authorize', {
      connectionId: id,
      mode: 'redirect',
    })
    if (started.status !== 201)
      throw new Error(`authorize answered ${started.status}: ${await started.text()}`)
    const cookie = started.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const { authorizeUrl } = (await started.json()) as AuthorizeReply
    const state = new URL(authorizeUrl).searchParams.get('state') ?? ''
    const query = new URLSearchParams({ code: this.#intuit.code(realmId), state, realmId })
    const back = await this.adapter.handler(
      new Request(`${ORIGIN}/qb/callback?${query}`, { headers: { 'x-tenant': tenantId, cookie } }),
    )
    await back.arrayBuffer()
  }

  async disconnect({ id, tenantId }: Company): Promise<void> {
    const answer = await this.#send(tenantId, `/connections/${id}/disconnect`, { why: 'other' })
    if (answer.status !== 200) throw new Error(`disconnect answered ${answer.status}: ${await answer.text()}`)
    await answer.arrayBuffer()
  }

  #send(tenantId: string, path: string, body: unknown): Promise<Response> {
    const headers = {
      'x-tenant': tenantId,
      origin: ORIGIN,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    }
    return this.adapter.handler(
      new Request(`${ORIGIN}/qb${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    )
  }
}
