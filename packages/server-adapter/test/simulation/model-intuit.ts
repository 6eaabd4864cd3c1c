// Intuit and the way to it: the simulator's own repository of grants behind the gateway's port, without HTTP, with faults on the wire.
import { type Behaviours, DEFAULT_BEHAVIOURS } from '@mooring/simulator'
import { GrantRepository, type Issued } from '../../../simulator/src/grants.ts'
import { GatewayError, type IntuitGateway, type IntuitGrant } from '../../src/gateway/intuit-gateway.ts'
import { DAY, SECOND } from '../../src/platform/clock.ts'
import { type Actor, actorNamed, type Scheduler, Trouble } from './scheduler.ts'

const CLIENT = 'simulated-client'
const REDIRECT = 'https://host.example/callback'
/** The gateway's own deadline, as a caller sees it. */
const DEADLINE_MS = 10 * SECOND

type Route = 'exchange' | 'refresh' | 'revoke' | 'company'

/** What can go wrong with one call. `late`: Intuit does it after its caller has given up. */
const FAULTS = ['refused', 'lost_before', 'lost_after', 'late', 'unavailable', 'broken', 'throttled'] as const
type Fault = (typeof FAULTS)[number]

const ERRORS: Record<Exclude<Fault, 'lost_after' | 'late'>, () => GatewayError> = {
  refused: () => new GatewayError('network', 'refused', { sent: false }),
  lost_before: () => new GatewayError('network', 'reset'),
  unavailable: () => new GatewayError('unavailable', 'down', { status: 503 }),
  broken: () => new GatewayError('unavailable', 'broken', { status: 500 }),
  throttled: () => new GatewayError('throttled', 'slow down', { status: 429 }),
}

/** One call of the token endpoint for a grant, as Intuit saw it. */
interface Refreshing {
  readonly actor: Actor
  readonly grantId: string
}

/** A process that was given a token. */
interface Bearer {
  readonly actor: Actor
  /** As it asked for the token. One that was stopped since may have lost its lease to another meanwhile. */
  readonly longStops: number
}

export class ModelIntuit {
  readonly ledger: GrantRepository
  /** Who has each refresh token's value in hands, by the answer it came with. */
  readonly bearers = new Map<string, Bearer[]>()
  /** What no two calls may do. */
  readonly breaches: string[] = []
  readonly trouble: Trouble
  /** Told of what Intuit did. */
  onDone: (what: string) => void = () => {}
  /** Calls that reached Intuit, by route. */
  readonly calls: Record<Route, number> = { exchange: 0, refresh: 0, revoke: 0, company: 0 }
  readonly #scheduler: Scheduler
  readonly #network = actorNamed('network')
  readonly #refreshing = new Set<Refreshing>()
  #minted = 0

  constructor(scheduler: Scheduler, behaviours: Partial<Behaviours>) {
    this.#scheduler = scheduler
    this.trouble = new Trouble(scheduler.random)
    this.ledger = new GrantRepository({
      now: Date.now,
      chance: () => `canary${++this.#minted}`,
      behaviours: { ...DEFAULT_BEHAVIOURS, ...behaviours },
    })
  }

  /** A person consents. @returns the code */
  consent(realmId: string): string {
    return this.ledger.issueCode({
      clientId: CLIENT,
      userId: 'ada',
      realmId,
      scopes: [],
      redirectUri: REDIRECT,
      authTime: Date.now(),
    })
  }

  /** An admin removes the app inside QuickBooks. */
  disconnect(realmId: string): void {
    this.ledger.end((grant) => grant.realmId === realmId, 'disconnected_in_quickbooks')
  }

  /** The grants of a company that live. */
  living = (realmId: string) =>
    this.ledger.grants().filter((grant) => grant.realmId === realmId && this.ledger.isLive(grant))

  /** Whether a refresh token would be taken now. */
  takes(refreshToken: string): boolean {
    const token = this.ledger.find(refreshToken)
    const grant = token && this.ledger.grantOf(token)
    if (token === undefined || grant === undefined || !this.ledger.isLive(grant)) return false
    return token.retiredAt === null || (this.#graceUntil(token.retiredAt) ?? 0) > Date.now()
  }

  /** Set by the world, which knows the rotation. */
  grace = false
  readonly #graceUntil = (retiredAt: number) => (this.grace ? retiredAt + DAY : null)

  /** Intuit as one process sees it. */
  seenBy(actor: Actor): IntuitGateway {
    const unused = () => Promise.reject(new Error('No simulated process makes requests of its own.'))
    return {
      authorizeUrl: async (state) => `https://intuit.example/connect?state=${state}`,
      exchangeCode: (code) =>
        this.#call(actor, 'exchange', () =>
          this.#granted(this.ledger.exchange(code, { clientId: CLIENT, redirectUri: REDIRECT })),
        ),
      refresh: (token) => this.#refresh(actor, token),
      revoke: (token) =>
        this.#call(actor, 'revoke', () => (this.ledger.revoke(token, CLIENT) ? 'done' : 'unconfirmed')),
      readCompany: (realmId, token) =>
        this.#call(actor, 'company', () => {
          if (this.ledger.accepts(token)?.realmId !== realmId)
            throw new GatewayError('unauthorized', 'no', {
              status: 401,
              fault: { code: '3200', type: null, message: null },
            })
          return { name: `Company ${realmId}`, country: 'US', subscriptionStatus: null, intuitTid: null }
        }),
      readUser: async () => null,
      request: unused,
      faultOf: unused,
    }
  }

  async #refresh(actor: Actor, token: string): Promise<IntuitGrant> {
    const known = this.ledger.find(token)
    const own = { actor, grantId: known?.grantId ?? 'unknown' }
    for (const other of this.#refreshing)
      if (other.grantId === own.grantId && other.actor.alive && actor.alive)
        this.breaches.push(`${own.grantId} is refreshed by ${other.actor.name} and ${actor.name} at once`)
    this.#noteStale(own, token)
    this.#refreshing.add(own)
    const over = () => void this.#refreshing.delete(own)
    return this.#call(
      actor,
      'refresh',
      () => this.#granted(this.ledger.refresh(token, { clientId: CLIENT, rotate: false })),
      over,
    )
  }

  /** A token is sent although a living process has a newer one. */
  #noteStale({ actor, grantId }: Refreshing, token: string): void {
    const known = this.ledger.find(token)
    const newest = known && this.ledger.grantOf(known)?.refreshToken.value
    if (!actor.alive || newest === undefined || newest === token) return
    const bearers = (this.bearers.get(newest) ?? []).filter(
      (bearer) => bearer.actor.alive && bearer.actor.longStops === bearer.longStops,
    )
    const names = bearers.map((bearer) => bearer.actor.name)
    if (names.length > 0)
      this.breaches.push(`${actor.name} sends an old token of ${grantId}: ${names.join()} has a newer one`)
  }

  #granted(issued: Issued | null): IntuitGrant {
    if (issued === null) throw new GatewayError('invalid_grant', 'no', { status: 400 })
    const { grant, access } = issued
    const now = Date.now()
    const seconds = (at: number) => Math.floor((at - now) / SECOND)
    return {
      accessToken: access.value,
      refreshToken: grant.refreshToken.value,
      requestedAt: now,
      expiresIn: seconds(access.expiresAt),
      refreshExpiresIn: seconds(grant.refreshToken.expiresAt),
      hardExpiresIn: seconds(grant.hardExpiresAt),
      idTokenRealmId: null,
      intuitTid: null,
    }
  }

  /** A request goes on its way whatever becomes of its caller, and its answer comes back to the process that still lives. */
  async #call<T>(actor: Actor, route: Route, act: () => T, over = () => {}): Promise<T> {
    const { random, pick } = this.#scheduler
    const fault = this.trouble.strikes() ? pick(FAULTS) : null
    const way = (random() < 0.2 ? 4_000 : 200) * (0.2 + random())
    const requestedAt = Date.now()
    const { longStops } = actor
    if (fault === 'refused') {
      over()
      return this.#answer(actor, () => Promise.reject(ERRORS.refused()))
    }
    const done = this.#carried(
      actor,
      route,
      fault,
      fault === 'late' ? DEADLINE_MS * (0.5 + random()) : way,
      act,
    )
    // Its caller may be dead by the time it fails.
    done.catch(() => {}).finally(over)
    if (fault === 'late' || fault === 'lost_after') {
      await this.#scheduler.pause(this.#network, fault === 'late' ? DEADLINE_MS : way * 2)
      over()
      const error = new GatewayError(fault === 'late' ? 'timeout' : 'network', 'no answer')
      return this.#answer(actor, () => Promise.reject(error))
    }
    const answer = await done.then(
      (value) => () => Promise.resolve(value),
      (error: unknown) => () => Promise.reject(error),
    )
    await this.#scheduler.pause(this.#network, way)
    const received = await this.#answer(actor, answer)
    this.#note({ actor, longStops }, received)
    return typeof received === 'object' && received !== null && 'requestedAt' in received
      ? { ...received, requestedAt }
      : received
  }

  async #carried<T>(actor: Actor, route: Route, fault: Fault | null, ms: number, act: () => T): Promise<T> {
    await this.#scheduler.pause(this.#network, ms)
    if (fault !== null && fault !== 'lost_after' && fault !== 'late') throw ERRORS[fault]()
    this.calls[route]++
    const done = act()
    const living = this.ledger.grants().filter((grant) => this.ledger.isLive(grant))
    this.onDone(
      `${route} for ${actor.name}${fault === null ? '' : ` (${fault})`}: ${living.map(({ id, realmId }) => `${realmId} by ${id}`).join(', ')}`,
    )
    return done
  }

  async #answer<T>(actor: Actor, answer: () => Promise<T>): Promise<T> {
    await this.#scheduler.turn(actor)
    return await answer()
  }

  #note(bearer: Bearer, received: unknown): void {
    if (typeof received !== 'object' || received === null || !('refreshToken' in received)) return
    const value = String(received.refreshToken)
    this.bearers.set(value, [...(this.bearers.get(value) ?? []), bearer])
  }
}
