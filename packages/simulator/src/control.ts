// What tests and the demo's panel do to the simulated Intuit, and what they can see of it.
import {
  consentLocation,
  eligibleCompanies,
  errorLocation,
  needsCompany,
  readAuthorizeRequest,
} from './authorization.ts'
import { type Behaviours, readBehaviours } from './behaviours.ts'
import type { VirtualClock } from './clock.ts'
import { type ActiveFault, type Fault, readFault } from './faults.ts'
import type { Grant, GrantEnd, Token } from './grants.ts'
import { InputError } from './input.ts'
import type { Intuit } from './intuit.ts'
import type { RecordedRequest, RequestFilter } from './requests.ts'
import { readWebhookOrder, type WebhookDelivery, type WebhookOrder } from './webhooks.ts'
import type { Company, NewCompany, NewUser, User } from './world.ts'

/** What a person does at Intuit, without a browser. */
export interface ScriptedPerson {
  /** A user's id. */
  user: string
  /** Realm id or name; may be left out by a person with one company. */
  company?: string
  /** Presses "No thanks". */
  deny?: boolean
  /** Intuit sends the person back with this error instead. */
  error?: string
}

/** A grant without any token value. Times in ms since the epoch, on the virtual clock. */
export interface GrantView {
  readonly id: string
  readonly clientId: string
  readonly userId: string
  readonly realmId: string | null
  readonly scopes: readonly string[]
  readonly consentedAt: number
  readonly idleExpiresAt: number
  readonly hardExpiresAt: number
  /** The fingerprint of its newest refresh token. */
  readonly refreshToken: string
  /** Whether it can still be refreshed. */
  readonly live: boolean
  readonly ended: { readonly at: number; readonly by: GrantEnd } | null
}

/** A real token value, for scans that must find it nowhere. */
export interface TokenView {
  readonly kind: Token['kind']
  readonly value: string
  readonly fingerprint: string
  readonly grantId: string | null
}

/** Everything at a glance, without secrets. */
export interface SimulatorState {
  readonly now: number
  readonly users: readonly (User & { readonly adminOf: readonly string[] })[]
  readonly companies: readonly Company[]
  readonly behaviours: Behaviours
  readonly faults: readonly ActiveFault[]
  readonly grants: readonly GrantView[]
  /** The last 50, newest last. */
  readonly requests: readonly RecordedRequest[]
}

/** Drives the simulated Intuit. Calls throw {@link InputError} for what does not exist or is not valid. */
export interface SimulatorControl {
  readonly clock: Omit<VirtualClock, 'reset' | 'offset'>
  readonly users: {
    list(): User[]
    add(user: NewUser): User
    update(id: string, changes: Partial<Omit<User, 'id'>>): User
  }
  readonly companies: {
    list(): Company[]
    add(company: NewCompany): Company
    update(realmId: string, changes: Partial<Omit<Company, 'realmId'>>): Company
  }
  /** Gives or takes the admin role; without it the grants of that person answer error 120. */
  setAdmin(userId: string, realmId: string, admin: boolean): void
  /** Goes through sign-in, picker and consent, and resolves to the address the person is redirected to. */
  authorize(authorizeUrl: string, person: ScriptedPerson): Promise<string>
  /** Changes switches; the rest stay as they are. */
  behave(changes: Partial<Behaviours>): void
  behaviours(): Behaviours
  /** Puts a fault on; returns what lifts it. */
  fault(fault: Fault): () => void
  clearFaults(): void
  /** A person disconnects the app inside QuickBooks: every grant of the company dies at once. Returns the address the browser is sent to, null without a `disconnectUrl`. */
  disconnectInQuickBooks(realmId: string): string | null
  /** Ends one grant, as if revoked out of band. */
  revokeGrant(grantId: string): void
  grants(): GrantView[]
  /** Real values of every token and code ever made. For tests only. */
  tokens(): TokenView[]
  /** Every request on Intuit's paths, oldest first. */
  requests(filter?: RequestFilter): RecordedRequest[]
  clearRequests(): void
  /** Sends a signed notification; resolves after the first attempt. What is not acknowledged is repeated as the virtual clock goes on. */
  sendWebhook(order: WebhookOrder): Promise<WebhookDelivery>
  webhooks(): WebhookDelivery[]
  /** Makes every webhook attempt that is due; resolves when they are done. */
  runDueWebhooks(): Promise<void>
  state(): SimulatorState
  /** Back to how it was started: world, grants, clock, behaviours, faults, record. */
  reset(): void
}

/** The control of one simulated Intuit. */
export function createControl(intuit: Intuit): SimulatorControl {
  const { clock, faults, requests, webhooks } = intuit
  return {
    clock: { now: clock.now, advance: clock.advance, set: clock.set },
    ...worldControl(intuit),
    authorize: async (authorizeUrl, person) => scriptedAuthorize(intuit, authorizeUrl, person),
    behave: (changes) => void Object.assign(intuit.behaviours, readBehaviours(changes)),
    behaviours: () => ({ ...intuit.behaviours }),
    fault: (fault) => faults.add(readFault(fault)),
    clearFaults: () => faults.clear(),
    disconnectInQuickBooks: (realmId) => disconnect(intuit, realmId),
    revokeGrant: (grantId) => revokeGrant(intuit, grantId),
    grants: () => intuit.grants.grants().map((grant) => viewOf(intuit, grant)),
    tokens: () =>
      intuit.grants
        .tokens()
        .map(({ kind, value, fingerprint, grantId }) => ({ kind, value, fingerprint, grantId })),
    requests: (filter) => requests.list(filter),
    clearRequests: () => requests.clear(),
    sendWebhook: async (order) => await webhooks.send(readWebhookOrder(order)),
    webhooks: () => webhooks.list(),
    runDueWebhooks: () => webhooks.runDue(),
    state: () => stateOf(intuit),
    reset: () => intuit.reset(),
  }
}

function worldControl(intuit: Intuit): Pick<SimulatorControl, 'users' | 'companies' | 'setAdmin'> {
  return {
    users: {
      list: () => intuit.world.users(),
      add: (user) => intuit.world.addUser(user),
      update: (id, changes) => intuit.world.updateUser(id, changes),
    },
    companies: {
      list: () => intuit.world.companies(),
      add: (company) => intuit.world.addCompany(company),
      update: (realmId, changes) => intuit.world.updateCompany(realmId, changes),
    },
    setAdmin: (userId, realmId, admin) => intuit.world.setAdmin(userId, realmId, admin),
  }
}

function scriptedAuthorize(intuit: Intuit, authorizeUrl: string, person: ScriptedPerson): string {
  const address = URL.parse(authorizeUrl)
  if (!address?.pathname.endsWith('/connect/oauth2')) {
    throw new InputError(
      'authorize: the URL must be an authorize URL, ending in /connect/oauth2 before its query.',
    )
  }
  const reading = readAuthorizeRequest(intuit, address.searchParams)
  if (reading.outcome === 'refuse') throw new InputError(`authorize: ${reading.problem}`)
  if (reading.outcome === 'redirect') return reading.location
  const { request } = reading
  if (person.error !== undefined) return errorLocation(request, person.error)
  if (person.deny) return errorLocation(request, 'access_denied')
  if (!intuit.world.findUser(person.user)) {
    throw new InputError(`authorize: there is no user "${person.user}".`)
  }
  const realmId = needsCompany(request) ? chosenCompany(intuit, person).realmId : null
  return consentLocation(intuit, request, { userId: person.user, authTime: intuit.clock.now(), realmId })
}

function chosenCompany(intuit: Intuit, { user, company }: ScriptedPerson): Company {
  const eligible = eligibleCompanies(intuit, user)
  const chosen = eligible.filter(
    ({ realmId, name }) => company === undefined || realmId === company || name === company,
  )
  const [only] = chosen
  if (only && chosen.length === 1) return only
  const names = eligible.map(({ name }) => name).join(', ') || 'none'
  if (company === undefined)
    throw new InputError(`authorize: say which company ${user} chooses; eligible: ${names}.`)
  throw new InputError(`authorize: ${user} cannot choose "${company}"; eligible: ${names}.`)
}

function disconnect(intuit: Intuit, realmId: string): string | null {
  if (!intuit.world.findCompany(realmId))
    throw new InputError(`There is no company with realm id ${realmId}.`)
  intuit.grants.end((grant) => grant.realmId === realmId, 'disconnected_in_quickbooks')
  const target = URL.parse(intuit.options.disconnectUrl ?? '')
  if (!target) return null
  const { disconnectParameter } = intuit.behaviours
  if (disconnectParameter !== 'none') target.searchParams.set(disconnectParameter, realmId)
  return target.href
}

function revokeGrant(intuit: Intuit, grantId: string): void {
  if (!intuit.grants.grants().some(({ id }) => id === grantId)) {
    throw new InputError(`There is no grant "${grantId}".`)
  }
  intuit.grants.end(({ id }) => id === grantId, 'revoked')
}

function viewOf(intuit: Intuit, grant: Grant): GrantView {
  const { redirectUri: _uri, authTime: _time, nonce: _nonce, refreshToken, ...shown } = grant
  return {
    ...shown,
    idleExpiresAt: refreshToken.expiresAt,
    refreshToken: refreshToken.fingerprint,
    live: intuit.grants.isLive(grant),
  }
}

function stateOf(intuit: Intuit): SimulatorState {
  const companies = intuit.world.companies()
  const adminOf = (userId: string) =>
    companies.filter(({ realmId }) => intuit.world.isAdmin(userId, realmId)).map(({ realmId }) => realmId)
  return {
    now: intuit.clock.now(),
    users: intuit.world.users().map((user) => ({ ...user, adminOf: adminOf(user.id) })),
    companies,
    behaviours: { ...intuit.behaviours },
    faults: intuit.faults.list(),
    grants: intuit.grants.grants().map((grant) => viewOf(intuit, grant)),
    requests: intuit.requests.list().slice(-50),
  }
}
