// Many tenants whose every word and secret names its owner, so that one that turns up elsewhere says whose it is.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { PERMISSIONS, type Permission } from '@mooring/contract'
import { type OpenStream, openEvents } from '../event-stream.ts'
import { openStage, type Stage } from '../stage.ts'
import type { StoreLocation } from '../store-location.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'

const TENANTS = 12
const COMPANIES_EACH = 2
/** Of the newest secrets so many are sought: each is read for in everything that was written. */
const SECRETS_SOUGHT = 40

/** Every secret of the simulated Intuit, of the app and of its vault. */
const CANARY = new RegExp(`sim-(?:at|rt|code)-[\\w-]{6}|test-secret-canary|${KEY.secret.slice(0, 24)}`)
const WORD_OF_TENANT = /(?:tenant|person|company)-(\d\d)\b|(?<!\d)46208163651(\d\d)\d{6}(?!\d)/g
const ID = /\b(?:con|att)_[a-z0-9]{20}\b/g

export interface Company {
  readonly realmId: string
  /** Of its connection; changes where it is connected anew. */
  readonly connectionId: string
}

export interface Tenant {
  readonly index: number
  readonly id: string
  readonly companies: readonly Company[]
  /** Its newest attempts. */
  readonly attempts: string[]
}

const twoDigits = (index: number) => String(index).padStart(2, '0')
const realmIdOf = (tenant: number, company: number) =>
  `46208163651${twoDigits(tenant)}${String(company).padStart(6, '0')}`

export class CanaryGround {
  readonly stage: Stage
  /** Where the store writes its rows, its write-ahead log and what else it keeps. */
  readonly #storeFolder: string
  readonly tenants: Tenant[] = []
  /** What was found where it must not be. */
  readonly finds: string[] = []
  /** Bytes that were searched. */
  searched = 0
  readonly #ownerOf = new Map<string, number>()
  readonly #secrets = new Set<string>()
  readonly #streams: { readonly tenant: Tenant; readonly stream: OpenStream }[] = []

  constructor(stage: Stage, storeFolder: string) {
    this.stage = stage
    this.#storeFolder = storeFolder
  }

  browser(tenant: Tenant, rights: readonly Permission[] = PERMISSIONS, user = 'a') {
    return this.stage.browser(tenant.id, `person-${twoDigits(tenant.index)}-${user}`, rights)
  }

  async addTenant(index: number): Promise<void> {
    const { companies, setAdmin } = this.stage.simulator.control
    const own: { realmId: string; connectionId: string }[] = []
    const tenant: Tenant = { index, id: `tenant-${twoDigits(index)}`, companies: own, attempts: [] }
    this.tenants.push(tenant)
    for (let number = 0; number < COMPANIES_EACH; number++) {
      const realmId = realmIdOf(index, number)
      companies.add({ realmId, name: `company-${twoDigits(index)} no ${number}` })
      setAdmin('ada', realmId, true)
      const person = { user: 'ada', company: realmId }
      const { id } = await this.browser(tenant).connect(this.stage.simulator.control, person)
      own.push({ realmId, connectionId: id })
      this.owns(tenant, id)
    }
    // A stream that may not read whole realm ids, as most people's.
    const stream = await openEvents(this.browser(tenant, ['view'], 'stream'))
    this.#streams.push({ tenant, stream })
    this.stage.onClose(() => stream.close())
  }

  /** From here on this id is the tenant's. */
  owns(tenant: Tenant, id: string): void {
    this.#ownerOf.set(id, tenant.index)
  }

  /** Something that no one but one browser may read: it is sought in all that is written. */
  keepSecret(secret: string | null | undefined): void {
    if (secret) this.#secrets.add(secret)
  }

  /** Looks for other tenants' words and for secrets in what a tenant was answered. */
  read(tenant: Tenant, what: string, text: string): void {
    this.searched += text.length
    for (const [word, first, second] of text.matchAll(WORD_OF_TENANT))
      if (Number(first ?? second) !== tenant.index) this.finds.push(`${what}: ${tenant.id} reads ${word}`)
    for (const [id] of text.matchAll(ID)) {
      const owner = this.#ownerOf.get(id)
      if (owner !== undefined && owner !== tenant.index)
        this.finds.push(`${what}: ${tenant.id} reads ${id} of ${owner}`)
    }
    this.seekCanaries(what, text)
  }

  seekCanaries(where: string, text: string): void {
    this.searched += text.length
    const canary = CANARY.exec(text)
    if (canary !== null) this.finds.push(`${where} holds ${canary[0]}`)
  }

  #seekSecrets(where: string, text: string): void {
    this.seekCanaries(where, text)
    for (const secret of [...this.#secrets].slice(-SECRETS_SOUGHT))
      if (text.includes(secret)) this.finds.push(`${where} holds a state, a ticket or a cookie`)
    const realmId = /(?<!\d)46208163651\d{8}(?!\d)/.exec(text)
    if (realmId !== null && where !== 'an event') this.finds.push(`${where} holds the realm id ${realmId[0]}`)
  }

  /** Searches everything that was logged, told and written since the last search, and forgets it. */
  async searchEverything(): Promise<void> {
    const { log, events } = this.stage
    this.#seekSecrets('the log', JSON.stringify(log.splice(0)))
    this.#seekSecrets('an event', JSON.stringify(events.splice(0)))
    for (const entry of await readdir(this.#storeFolder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const file = path.join(entry.parentPath, entry.name)
      this.#seekSecrets(`the file ${file}`, await readIfThere(file))
    }
    for (const { tenant, stream } of this.#streams)
      this.read(tenant, 'the stream', JSON.stringify(stream.seen.splice(0)))
  }
}

/** A database removes files while it works: nothing is in those. */
async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'latin1')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** @param elsewhere a store, and the folder of its server; default: a SQLite file in a folder of its own */
export async function openCanaryGround(elsewhere?: {
  readonly storeLocation: StoreLocation
  readonly folder: string
}): Promise<CanaryGround> {
  const stage = await openStage({
    encryptionKeys: [KEY],
    rateLimits: false,
    confirmCompany: 'never',
    ...(elsewhere === undefined ? {} : { storeLocation: elsewhere.storeLocation }),
  })
  const ground = new CanaryGround(stage, elsewhere?.folder ?? path.dirname(stage.databasePath))
  for (let index = 0; index < TENANTS; index++) await ground.addTenant(index)
  return ground
}
