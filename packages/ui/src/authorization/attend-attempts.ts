// Follows attempts on the server, the only truth, until their outcome is told.
import type { Attempt, AuthorizeReply, Connection } from '@mooring/contract'
import type { Client } from '../client/client.ts'
import { type Path, pathOf } from '../client/paths.ts'
import { problemOf } from '../client/problem-error.ts'
import type { Claimant } from './claim-attempt.ts'
import { type Flow, type FlowStart, PAGE } from './flow.ts'
import { concernedBy, foundFlow } from './flow-of-attempt.ts'
import type { Attendant, Flows } from './flows.ts'
import type { Handed } from './hints.ts'
import { createOutcomeLog } from './outcome-log.ts'
import { currentPage, type Returned } from './return-address.ts'
import { needsLaunch, sendOff } from './send-off.ts'

export interface AttendOptions {
  readonly client: Client
  readonly flows: Flows
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

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Does the work of `Flows` at the adapter, for as long as its provider is mounted. */
export class AttemptAttendant implements Attendant {
  #options: AttendOptions
  #log = createOutcomeLog()
  /** When this page first heard that an attempt waits to be claimed, by id. */
  #unclaimed = new Map<string, number>()
  #known = new Set<string>()
  #asking = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #wait = ASK_EVERY_MS
  #stopped = false

  #claimant: Claimant

  constructor(options: AttendOptions) {
    this.#options = options
    this.#claimant = {
      ...{ client: options.client, flows: options.flows, log: this.#log, tried: new Set() },
      isStopped: () => this.#stopped,
      ask: () => this.ask(),
      settle: (attempt) => this.settle(attempt),
    }
    for (const handed of this.#log.handed.all()) {
      const [attempt, claim] = handed.split(' ')
      void this.claim({ attempt, claim })
    }
    void this.ask()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  async start(flow: Flow, { target, leave }: FlowStart): Promise<void> {
    const { client, flows, basePath, onConnection } = this.#options
    if (leave) {
      const path = pathOf('/connections/:id/disconnect', leave.connectionId)
      const left = await client.post<Connection>(path, { why: leave.why })
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
    const authorizeUrl = flow.popup && !needsLaunch(basePath()) ? reply.authorizeUrl : null
    flows.update(flow.id, { phase: 'waiting', attemptId: reply.attemptId, authorizeUrl })
    try {
      sendOff(reply, flow.popup, basePath())
    } catch (thrown) {
      if (flow.popup || !(thrown instanceof DOMException)) throw thrown
      // The frame forbids it in a way that could not be known before. That this ends the attempt is no news of its own.
      this.#log.told.take(reply.attemptId)
      flows.update(flow.id, { attemptId: null })
      flows.fail(flow.id, flows.framed())
      return this.cancel(reply.attemptId)
    }
    this.#plan()
  }

  async cancel(attemptId: string): Promise<void> {
    const { client, flows } = this.#options
    try {
      await this.settle(await client.post<Attempt>(pathOf('/attempts/:id/cancel', attemptId)))
    } catch (thrown) {
      // The attempt may still be finished at Intuit: the page goes on waiting and says why.
      this.#notAnswered(attemptId, thrown)
    }
    const flow = flows.ofAttempt(attemptId)
    if (flow?.isCancelling) flows.update(flow.id, { isCancelling: false })
    this.#plan()
  }

  /** Shows attempts that were found going on: the caller's own, from before a reload or from another tab. */
  adopt(attempts: readonly Attempt[]): void {
    const { flows } = this.#options
    for (const attempt of attempts) {
      const found = foundFlow(attempt, this.#log.switchOf(attempt.id))
      const taken = flows.active().some((flow) => flow.slots[0] === found.slots[0])
      if (taken || this.#known.has(attempt.id) || attempt.outcome !== 'pending') continue
      this.#follow(attempt.id, { ...found, starter: this.#log.started.has(attempt.id) ? PAGE : null })
    }
    this.#plan()
  }

  /** Takes up the attempt that a redirect brought back to this page. */
  takeReturned({ attemptId, secret }: Returned): void {
    this.#log.start(attemptId)
    this.#follow(attemptId, { starter: PAGE })
    if (secret) {
      this.#log.handed.add(`${attemptId} ${secret}`)
      void this.claim({ attempt: attemptId, claim: secret })
    } else void this.ask()
  }

  /** Claims with what the browser that came back handed over; loaded where it is needed, as most adapters see who it is. */
  async claim(handed: Handed, answer?: (message: unknown) => void): Promise<void> {
    const loaded = await import('./claim-attempt.ts').catch(() => null)
    if (this.#stopped) return
    if (loaded) return await loaded.claimAttempt(this.#claimant, handed, answer)
    await pause(ASK_EVERY_MS)
    return await this.claim(handed, answer)
  }

  #follow(attemptId: string, flow: Partial<Flow>): void {
    this.#known.add(attemptId)
    this.#options.flows.add({ ...flow, attemptId })
  }

  /** Takes up what ended while no page of this tab was there to hear it: no list names such an attempt any more. */
  async takeUntold(): Promise<void> {
    const { client, flows, now } = this.#options
    for (const id of this.#log.untold()) {
      const asked = client.get<Attempt>(pathOf('/attempts/:id', id))
      const attempt = await asked.catch(() => null)
      // What an earlier attendant of this page has shown already is no second flow.
      if (!attempt || this.#stopped || this.#known.has(id) || flows.ofAttempt(id)) continue
      if (attempt.outcome === 'pending') this.adopt([attempt])
      // Shown long ago, and nobody came to hear of it.
      else if (this.#log.shown.has(id) && Date.parse(attempt.expiresAt) < now()) this.#log.told.take(id)
      else {
        this.#follow(id, { starter: PAGE })
        void this.settle(attempt)
      }
    }
  }

  /** Asks for every waiting attempt now. */
  async ask(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const answers = await Promise.all(this.#waiting().map((attemptId) => this.#askFor(attemptId)))
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
    this.#timer = setTimeout(() => void this.ask(), this.#wait)
  }

  /** @returns whether the server answered */
  async #askFor(attemptId: string): Promise<boolean> {
    if (this.#asking.has(attemptId)) return true
    this.#asking.add(attemptId)
    try {
      await this.settle(await this.#options.client.get<Attempt>(pathOf('/attempts/:id', attemptId)))
      return true
    } catch (thrown) {
      this.#notAnswered(attemptId, thrown)
      return false
    } finally {
      this.#asking.delete(attemptId)
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

  /** Takes what the server says of an attempt; the same again, or of nobody here, changes nothing. */
  async settle(attempt: Attempt): Promise<void> {
    const { flows } = this.#options
    const flow = flows.ofAttempt(attempt.id)
    if (!flow || this.#stopped) return
    const found = flow.slots.length === 0 ? foundFlow(attempt, this.#log.switchOf(attempt.id)) : null
    const isOver = attempt.outcome !== 'pending'
    // Why an attempt failed is its end; the problem of one that goes on was that the server had not answered.
    const wasUnanswered = flow.problem !== null && flow.phase !== 'ended'
    const state = isOver ? null : { ...found, ...this.#stateOf(attempt, flow) }
    const isChanged =
      found || flow.isFinishing !== state?.isFinishing || flow.isElsewhere !== state.isElsewhere
    if (wasUnanswered || (state && isChanged)) flows.update(flow.id, { ...state, problem: null })
    if (!isOver) return
    const connection = await this.#connectionOf(attempt)
    if (this.#stopped) return
    // Only now: what is over already is not to flash by as if it were going on.
    if (found) flows.update(flow.id, found)
    await this.#conclude({ ...flow, ...found }, attempt, connection)
  }

  /** How far an attempt is that goes on. */
  #stateOf({ id, kind, step }: Attempt, { authorizeUrl }: Flow) {
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

  async #conclude(flow: Flow, attempt: Attempt, connection: Connection | null): Promise<void> {
    const { flows } = this.#options
    const { id, problem } = attempt
    const startedHere = this.#log.started.has(id)
    // What this tab has shown before is only there for a component that wants to hear of it.
    const isNew = !startedHere || this.#log.shown.take(id)
    if (isNew) this.#show(flow, attempt, startedHere)
    else if (flows.get(flow.id)?.phase !== 'ended') flows.end(flow.id, null)
    if (!startedHere) await pause(OTHER_TAB_MS)
    if (this.#stopped) return
    if (problem && this.#log.told.take(`${id} problem`)) flows.report(problem)
    const own = connection ? [connection.id] : []
    const slots = [...new Set([...concernedBy(flow, attempt), ...own])]
    flows.tell({ slots, attempt, connection, claim: () => this.#log.told.take(id) })
    if (startedHere && isNew && connection?.status === 'awaiting_confirmation' && connection.can.confirm) {
      flows.ask({ kind: 'confirm', connectionId: connection.id, target: flow.target })
    } else if (startedHere && isNew && connection) this.#askForOld(flow, connection)
  }

  /** A switch to a company that was connected here already leaves both: maybe one is no longer needed. */
  #askForOld({ target }: Flow, held: Connection): void {
    const { connectionId, allowCompanyChange } = target
    if (!allowCompanyChange || !connectionId || connectionId === held.id || held.replaces === connectionId)
      return
    this.#options.flows.ask({ kind: 'held', connectionId, heldBy: held.id, target })
  }

  #show(flow: Flow, attempt: Attempt, startedHere: boolean): void {
    const { flows } = this.#options
    const { outcome, problem } = attempt
    const connectionId = attempt.connectionId ?? flow.target.connectionId
    if (outcome === 'cancelled' || outcome === 'expired') flows.end(flow.id, { ending: outcome })
    else if (problem?.code === 'company_mismatch' && connectionId) {
      flows.end(flow.id, null)
      if (startedHere) flows.ask({ kind: 'mismatch', connectionId, problem, target: flow.target })
    } else flows.end(flow.id, problem && { problem })
  }

  /** The connection of a success; asked for until it is had, as the outcome must not be lost. */
  async #connectionOf({ outcome, connectionId }: Attempt): Promise<Connection | null> {
    if ((outcome !== 'connected' && outcome !== 'reauthorized') || !connectionId) return null
    for (let wait = ASK_EVERY_MS / 4; !this.#stopped; wait = Math.min(wait * 2, ASK_SELDOM_MS)) {
      try {
        return await this.#options.readConnection(connectionId)
      } catch {
        await pause(wait)
      }
    }
    return null
  }
}
