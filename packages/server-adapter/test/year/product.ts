// A host product with many tenants, and its people: they connect, leave, disconnect in QuickBooks, and consent again when asked.
import type { HostEvent } from '@mooring/contract'
import { createQuickBooksAdapter, memoryStore, type QuickBooksAdapter } from '../../src/index.ts'
import { DAY, HOUR, MINUTE, toTimestamp } from '../../src/platform/clock.ts'
import type { Store } from '../../src/stores/store.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'
import type { Agenda } from './agenda.ts'
import type { Witness } from './witness.ts'
import { CLIENT, INTUIT, type YearIntuit } from './year-intuit.ts'

/** A company and its connection, if it has one. */
export interface Company {
  readonly tenantId: string
  readonly realmId: string
  id: string | null
}

export const KEEPALIVE_DAYS = 30
const ORIGIN = 'https://host.example'
/** An agency has this part of all companies; other tenants have one or two. */
const AGENCY = 0.02
/** Of those who are asked, and of those who disconnected inside QuickBooks: who consents again. */
const CONSENTS_AGAIN = { asked: 0.8, ended: 0.3 }
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

interface Around {
  readonly now: () => number
  readonly random: () => number
  readonly agenda: Agenda
  readonly witness: Witness
  readonly intuit: YearIntuit
}

export class Product {
  readonly adapter: QuickBooksAdapter
  readonly store: Store
  readonly #around: Around
  readonly #companies: Company[] = []
  readonly #byId = new Map<string, Company>()

  constructor(around: Around) {
    const { now, intuit } = around
    this.#around = around
    this.store = memoryStore().create({ now, logger: SILENT })
    this.adapter = createQuickBooksAdapter({
      clientId: CLIENT,
      clientSecret: 'year-secret',
      environment: 'sandbox',
      redirectUri: `${ORIGIN}/qb/callback`,
      store: { kind: 'memory', create: () => this.store },
      encryptionKeys: [KEY],
      identify: () => null,
      keepaliveDays: KEEPALIVE_DAYS,
      intuitOrigin: INTUIT,
      fetch: intuit.fetch,
      now,
      onEvent: (event) => this.#hear(event),
    })
  }

  readonly connected = (): Company[] => this.#companies.filter(({ id }) => id !== null)
  readonly alive = (): Company[] =>
    this.connected().filter(({ realmId }) => this.#around.intuit.isAlive(realmId))
  readonly isAlive = (id: string): boolean => this.#around.intuit.isAlive(this.#byId.get(id)?.realmId ?? '')

  newCompany(): Company {
    const number = this.#companies.length
    const isOfAgency = this.#around.random() < AGENCY
    const tenantId = isOfAgency ? 'agency' : `tenant-${Math.floor(number / 1.5)}`
    const company: Company = { tenantId, realmId: String(4_620_000_000_000_000 + number), id: null }
    this.#companies.push(company)
    return company
  }

  async connect(company: Company): Promise<void> {
    const { intuit, agenda, now, witness } = this.#around
    if (intuit.weather !== 'well') return agenda.add(now() + HOUR, () => this.connect(company))
    const { accessToken, refreshToken, accessExpiresAt } = intuit.consent(company.realmId)
    const { id } = await this.#tenantOf(company).connections.import({
      realmId: company.realmId,
      refreshToken,
      accessToken,
      accessTokenExpiresAt: toTimestamp(accessExpiresAt),
    })
    company.id = id
    this.#byId.set(id, company)
    witness.renewed(id)
  }

  async leave(company: Company): Promise<void> {
    if (company.id === null) return
    const { id } = company
    company.id = null
    this.#around.witness.gone(id)
    await this.#tenantOf(company).connections.disconnect(id)
  }

  /** The host works with a connection, as far as it can. */
  async use(company: Company): Promise<void> {
    if (company.id === null) return
    await this.#tenantOf(company)
      .tokens.get(company.id)
      .catch(() => {})
  }

  /** @param isHinted whether the browser of who disconnects comes to the Disconnect URL */
  async endInQuickBooks(company: Company, isHinted: boolean): Promise<void> {
    const { intuit, witness } = this.#around
    if (company.id === null) return
    intuit.disconnect(company.realmId)
    witness.ended(company.id, isHinted ? 0 : KEEPALIVE_DAYS * DAY)
    if (!isHinted) return
    const address = `${ORIGIN}/qb/disconnected?realmId=${company.realmId}`
    await this.adapter.handler(new Request(address))
  }

  /** Their host may be at work with just these: refusals alone, for hours, where no one else refreshes. */
  async revokeMany(part: number): Promise<void> {
    const { random, agenda, now } = this.#around
    const chosen = this.alive().filter(({ tenantId }) => tenantId === 'agency' || random() < part)
    for (const company of chosen) {
      await this.endInQuickBooks(company, random() < 0.2)
      if (random() < 0.5) agenda.add(now() + random() * 5 * MINUTE, () => this.use(company))
    }
  }

  #tenantOf = ({ tenantId }: Company) => this.adapter.forTenant(tenantId)

  /** People consent again, most of them, some days later; the others are given up by the host. */
  #hear(event: HostEvent): void {
    const { witness, random, agenda, now } = this.#around
    const company = event.connectionId === null ? undefined : this.#byId.get(event.connectionId)
    witness.hear(event, company !== undefined && this.#around.intuit.isAlive(company.realmId))
    if (company === undefined) return
    const isOver = event.type === 'connection.disconnected'
    if (!isOver && event.type !== 'connection.reauthorization_required') return
    const later = now() + DAY + random() * 5 * DAY
    if (isOver) company.id = null
    if (random() < (isOver ? CONSENTS_AGAIN.ended : CONSENTS_AGAIN.asked))
      agenda.add(later, () => this.connect(company))
    else if (!isOver) agenda.add(later + 20 * DAY, () => this.leave(company))
  }
}
