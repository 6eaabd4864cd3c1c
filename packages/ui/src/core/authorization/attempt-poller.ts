// Follows attempts on the server, the only truth, until their outcome is delivered.
import type { Attempt, AuthorizeReply, Connection } from '@mooring/contract'
import type { Client } from '../client.ts'
import { type Path, pathOf } from '../paths.ts'
import { pause } from '../pause.ts'
import { problemOf } from '../problem-error.ts'
import type { Handed } from './attempt-signals.ts'
import {
  type AttemptTracker,
  type AuthorizationSession,
  FALLBACK_OWNER,
  type StartOptions,
} from './authorization-session.ts'
import type { AuthorizationStore } from './authorization-store.ts'
import { currentPage, type Returned } from './callback-params.ts'
import type { Claimant } from './claim-attempt.ts'
import { navigateToIntuit, needsFirstPartyLaunch } from './navigate-to-intuit.ts'
import { createOutcomeLog } from './outcome-log.ts'
import { connectionOf, sessionOf, targetsOf } from './session-of-attempt.ts'

export interface AttemptPollerOptions {
  readonly client: Client
  readonly flows: AuthorizationStore
  readonly basePath: () => string
  /** Resolves with a connection as it is now, shown on the page already. */
  readonly readConnection: (id: string) => Promise<Connection>
  readonly onConnection: (connection: Connection) => void
  /** Ms since epoch. */
  readonly now: () => number
}

/** How often a waiting attempt is asked for (ms): while the page is seen, and at most when it isn't or in vain. */
const ASK_EVERY_MS = 2_000
const ASK_SELDOM_MS = 30_000
/** How long a tab that didn't start an attempt leaves its outcome to the one that did (ms). */
export const OTHER_TAB_MS = 3_000

/** Asks the adapter about attempts on behalf of the authorization store, for as long as its provider is mounted. */
export class AttemptPoller implements AttemptTracker {
  #options: AttemptPollerOptions
  #log = createOutcomeLog()
  /** When this page first heard that an attempt waits to be claimed, by id. */
  #unclaimed = new Map<string, number>()
  #known = new Set<string>()
  #polling = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #wait = ASK_EVERY_MS
  #stopped = false
  #claimant: Claimant

  constructor(options: AttemptPollerOptions) {
    this.#options = options
    this.#claimant = {
      ...{ client: options.client, flows: options.flows, log: this.#log, tried: new Set() },
      isStopped: () => this.#stopped,
      poll: () => this.poll(),
      applyAttempt: (attempt) => this.applyAttempt(attempt),
    }
    for (const handed of this.#log.handed.all()) {
      const [attempt, claim] = handed.split(' ')
      void this.claim({ attempt, claim })
    }
    void this.poll()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  async start(flow: AuthorizationSession, { target, disconnect }: StartOptions): Promise<void> {
    const { client, flows, basePath, onConnection } = this.#options
    if (disconnect) {
      const path = pathOf('/connections/:id/disconnect', disconnect.connectionId)
      const left = await client.post<Connection>(path, { why: disconnect.why })
      onConnection(left)
      // Someone has confirmed it at the same time: it is in use, and nothing is left to choose.
      if (left.status !== 'disconnected') return flows.end(flow.id, null)
    }
    const mode = flow.popup ? 'popup' : 'redirect'
    const returnTo = target.returnTo ?? (flow.popup ? undefined : currentPage(basePath()))
    const reply = await client.post<AuthorizeReply>('/connections/authorize' satisfies Path, {
      ...target,
      mode,
      returnTo,
    })
    this.#known.add(reply.attemptId)
    this.#log.start(reply.attemptId, target)
    if (flows.get(flow.id)?.phase !== 'starting') return this.cancel(reply.attemptId)
    const authorizeUrl = flow.popup && !needsFirstPartyLaunch(basePath()) ? reply.authorizeUrl : null
    flows.update(flow.id, { phase: 'waiting', attemptId: reply.attemptId, authorizeUrl })
    try {
      navigateToIntuit(reply, flow.popup, basePath())
    } catch (thrown) {
      if (flow.popup || !(thrown instanceof DOMException)) throw thrown
      // The frame forbids it in a way that could not be known before. That this ends the attempt is no news of its own.
      this.#log.delivered.addIfAbsent(reply.attemptId)
      flows.update(flow.id, { attemptId: null })
      flows.fail(flow.id, flows.framed())
      return this.cancel(reply.attemptId)
    }
    this.#plan()
  }

  async cancel(attemptId: string): Promise<void> {
    const { client, flows } = this.#options
    try {
      await this.applyAttempt(await client.post<Attempt>(pathOf('/attempts/:id/cancel', attemptId)))
    } catch (thrown) {
      // The attempt may still be finished at Intuit: the page goes on waiting and says why.
      this.#notAnswered(attemptId, thrown)
    }
    const flow = flows.ofAttempt(attemptId)
    if (flow?.isCancelling) flows.update(flow.id, { isCancelling: false })
    this.#plan()
  }

  /** Shows attempts that were found going on: the caller's own, from before a reload or from another tab. */
  restore(attempts: readonly Attempt[]): void {
    const { flows } = this.#options
    for (const attempt of attempts) {
      const found = sessionOf(attempt, this.#log.switchOf(attempt.id))
      const taken = flows.active().some((flow) => flow.keys[0] === found.keys[0])
      if (taken || this.#known.has(attempt.id) || attempt.outcome !== 'pending') continue
      const initiator = this.#log.started.has(attempt.id) ? FALLBACK_OWNER : null
      this.#follow(attempt.id, { ...found, initiator })
    }
    this.#plan()
  }

  /** Takes up the attempt that a redirect brought back to this page. */
  resume({ attemptId, secret }: Returned): void {
    this.#log.start(attemptId)
    this.#follow(attemptId, { initiator: FALLBACK_OWNER })
    if (secret) {
      this.#log.handed.add(`${attemptId} ${secret}`)
      void this.claim({ attempt: attemptId, claim: secret })
    } else void this.poll()
  }

  /** Claims with what the browser that came back handed over; loaded where it is needed, as most adapters see who it is. */
  async claim(handed: Handed, answer?: (message: unknown) => void): Promise<void> {
    const loaded = await import('./claim-attempt.ts').catch(() => null)
    if (this.#stopped) return
    if (loaded) return await loaded.claimAttempt(this.#claimant, handed, answer)
    await pause(ASK_EVERY_MS)
    return await this.claim(handed, answer)
  }

  #follow(attemptId: string, flow: Partial<AuthorizationSession>): void {
    this.#known.add(attemptId)
    this.#options.flows.add({ ...flow, attemptId })
  }

  /** Takes up what ended while no page of this tab was there to hear it: no list names such an attempt any more. */
  async resumePending(): Promise<void> {
    const { client, flows, now } = this.#options
    for (const id of this.#log.pending()) {
      const asked = client.get<Attempt>(pathOf('/attempts/:id', id))
      const attempt = await asked.catch(() => null)
      // What an earlier poller of this page has shown already is no second flow.
      if (!attempt || this.#stopped || this.#known.has(id) || flows.ofAttempt(id)) continue
      if (attempt.outcome === 'pending') this.restore([attempt])
      // Displayed long ago, and no handler was mounted for it.
      else if (this.#log.displayed.has(id) && Date.parse(attempt.expiresAt) < now())
        this.#log.delivered.addIfAbsent(id)
      else {
        this.#follow(id, { initiator: FALLBACK_OWNER })
        void this.applyAttempt(attempt)
      }
    }
  }

  /** Asks for every waiting attempt now. */
  async poll(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const answers = await Promise.all(this.#waiting().map((attemptId) => this.#pollOne(attemptId)))
    const slower = document.hidden || answers.includes(false)
    this.#wait = slower ? Math.min(this.#wait * 2, ASK_SELDOM_MS) : ASK_EVERY_MS
    this.#plan()
  }

  #waiting(): string[] {
    return this.#options.flows
      .active()
      .flatMap(({ phase, attemptId }) => (phase === 'waiting' && attemptId ? attemptId : []))
  }

  #plan(): void {
    if (this.#stopped || this.#timer !== undefined || !this.#waiting().length) return
    this.#timer = setTimeout(() => void this.poll(), this.#wait)
  }

  /** @returns whether the server answered */
  async #pollOne(attemptId: string): Promise<boolean> {
    if (this.#polling.has(attemptId)) return true
    this.#polling.add(attemptId)
    try {
      await this.applyAttempt(await this.#options.client.get<Attempt>(pathOf('/attempts/:id', attemptId)))
      return true
    } catch (thrown) {
      this.#notAnswered(attemptId, thrown)
      return false
    } finally {
      this.#polling.delete(attemptId)
    }
  }

  #notAnswered(attemptId: string, thrown: unknown): void {
    const { flows } = this.#options
    const problem = problemOf(thrown)
    const flow = flows.ofAttempt(attemptId)
    if (!flow || flow.phase === 'ended') return
    if (problem.retryable) flows.update(flow.id, { problem })
    else flows.fail(flow.id, problem)
  }

  /** Takes what the server says of an attempt; the same again, or one of no session here, changes nothing. */
  async applyAttempt(attempt: Attempt): Promise<void> {
    const { flows } = this.#options
    const flow = flows.ofAttempt(attempt.id)
    if (!flow || this.#stopped) return
    const found = flow.keys.length === 0 ? sessionOf(attempt, this.#log.switchOf(attempt.id)) : null
    const isOver = attempt.outcome !== 'pending'
    // Why an attempt failed is its end; the problem of one that goes on was that the server had not answered.
    const wasUnanswered = flow.problem !== null && flow.phase !== 'ended'
    const state = isOver ? null : { ...found, ...this.#stateOf(attempt, flow) }
    const isChanged =
      found || flow.isFinishing !== state?.isFinishing || flow.isElsewhere !== state.isElsewhere
    if (wasUnanswered || (state && isChanged)) flows.update(flow.id, { ...state, problem: null })
    if (!isOver) return
    const { connectionId, problem } = attempt
    // On the page the new connection may already be where it was started.
    if (connectionId && !problem && !found) flows.update(flow.id, { keys: [...flow.keys, connectionId] })
    const connection = await connectionOf(attempt, this.#options.readConnection, () => this.#stopped)
    if (this.#stopped) return
    // Only now: what is over already is not to flash by as if it were going on.
    if (found) flows.update(flow.id, found)
    await this.#complete({ ...flow, ...found }, attempt, connection)
  }

  /** How far an attempt is that goes on. */
  #stateOf({ id, kind, step }: Attempt, { authorizeUrl }: AuthorizationSession) {
    const isHere = this.#log.handed.all().some((handed) => handed.startsWith(`${id} `))
    const now = this.#options.now()
    const isUnclaimed = step === 'verified' && !isHere
    if (isUnclaimed && !this.#unclaimed.has(id)) this.#unclaimed.set(id, now)
    // What hands it over may be on its way.
    const isElsewhere = isUnclaimed && now - (this.#unclaimed.get(id) ?? now) >= OTHER_TAB_MS
    const isFinishing = isHere || (kind === 'reauthorize' && step !== 'started')
    // Its address is used up.
    return { isFinishing, isElsewhere, authorizeUrl: isElsewhere ? null : authorizeUrl }
  }

  async #complete(
    flow: AuthorizationSession,
    attempt: Attempt,
    connection: Connection | null,
  ): Promise<void> {
    const { flows } = this.#options
    const { id, problem } = attempt
    const startedHere = this.#log.started.has(id)
    // What this tab has shown before is only there for a component that wants to hear of it.
    const isNew = !startedHere || this.#log.displayed.addIfAbsent(id)
    if (isNew) this.#show(flow, attempt, startedHere)
    else if (flows.get(flow.id)?.phase !== 'ended') flows.end(flow.id, null)
    if (!startedHere) await pause(OTHER_TAB_MS)
    if (this.#stopped) return
    if (problem && this.#log.delivered.addIfAbsent(`${id} problem`)) flows.report(problem)
    const own = connection ? [connection.id] : []
    const keys = [...new Set([...targetsOf(flow, attempt), ...own])]
    flows.deliver({ keys, attempt, connection, claim: () => this.#log.delivered.addIfAbsent(id) })
    if (startedHere && isNew && connection?.status === 'awaiting_confirmation' && connection.can.confirm) {
      flows.openPrompt({ kind: 'confirm', connectionId: connection.id, target: flow.target })
    } else if (startedHere && isNew && connection) this.#askForOld(flow, connection)
  }

  /** A switch to a company that was connected here already leaves both: maybe one is no longer needed. */
  #askForOld({ target }: AuthorizationSession, inUse: Connection): void {
    const { connectionId, allowCompanyChange } = target
    if (!allowCompanyChange || !connectionId || connectionId === inUse.id || inUse.replaces === connectionId)
      return
    this.#options.flows.openPrompt({ kind: 'company_in_use', connectionId, usedBy: inUse.id, target })
  }

  #show(flow: AuthorizationSession, attempt: Attempt, startedHere: boolean): void {
    const { flows } = this.#options
    const { outcome, problem } = attempt
    const connectionId = attempt.connectionId ?? flow.target.connectionId
    if (outcome === 'cancelled' || outcome === 'expired') flows.end(flow.id, { ending: outcome })
    else if (problem?.code === 'company_mismatch' && connectionId) {
      flows.end(flow.id, null)
      if (startedHere) flows.openPrompt({ kind: 'mismatch', connectionId, problem, target: flow.target })
    } else flows.end(flow.id, problem && { problem })
  }
}
