// The authorizations of a page, their windows and listeners. Starting one opens its window inside the click.
import type { Attempt, Problem } from '@mooring/contract'
import { browserProblem, problemOf } from '../client/problem-error.ts'
import {
  type AuthorizeMode,
  type Flow,
  type FlowStart,
  type Listener,
  type Outcome,
  type OutcomeHandlers,
  PAGE,
  type Question,
} from './flow.ts'
import { closePopup, openPopup, prefersRedirect } from './popup.ts'
import { framedProblem, mayLeave } from './top-window.ts'

/** The half that talks to the adapter; it is loaded after first paint. */
export interface Attendant {
  /** Creates the attempt and sends the window on. Rejects with a `ProblemError`. */
  start(flow: Flow, start: FlowStart): Promise<void>
  /** Cancels the attempt on the server, which has the last word. */
  cancel(attemptId: string): Promise<void>
  /** Shows attempts that were found going on: the caller's own, from before a reload or from another tab. */
  adopt(attempts: readonly Attempt[]): void
}

export interface FlowsOptions {
  /** Makes names of windows unlike those of other providers. */
  readonly name: string
  readonly words: () => {
    readonly opening: string
    readonly offline: string
    readonly windowBlocked: string
    readonly framed: string
  }
  readonly onProblem: (problem: Problem) => void
  /** Which door where a start names none. @default 'auto' */
  readonly mode: () => AuthorizeMode | undefined
  /** Undefined where no provider is mounted. Rejects where the attendant can't be loaded. */
  readonly attendant: () => Promise<Attendant> | undefined
}

/** What each handler is told. */
type Told = {
  [Name in keyof OutcomeHandlers]-?: Parameters<NonNullable<OutcomeHandlers[Name]>>[0]
}
type Handlers = { readonly [Name in keyof Told]?: (told: Told[Name]) => void }
type Handler<Name extends keyof Told> = NonNullable<Handlers[Name]>

const fresh: Omit<Flow, 'id'> = {
  slots: [],
  target: {},
  hasLeft: false,
  phase: 'waiting',
  starter: null,
  popup: null,
  attemptId: null,
  authorizeUrl: null,
  problem: null,
  isFinishing: false,
  isElsewhere: false,
  isCancelling: false,
  ending: null,
}

/** What is under way on this page. By itself it does nothing: no timer, no call, no listener on the window. */
export class Flows {
  #options: FlowsOptions
  #flows: readonly Flow[] = []
  #question: Question | null = null
  #untold: readonly Outcome[] = []
  #count = 0
  #watchers = new Set<() => void>()
  #listeners = new Set<Listener>()

  constructor(options: FlowsOptions) {
    this.#options = options
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  readonly question = (): Question | null => this.#question

  ask(question: Question | null): void {
    this.#question = question
    this.#changed()
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher()
  }

  #set(flows: readonly Flow[]): void {
    this.#flows = flows
    this.#changed()
  }

  /** The flows that are not over yet. */
  active(): readonly Flow[] {
    return this.#flows.filter((flow) => flow.phase !== 'ended')
  }

  get(id: string): Flow | undefined {
    return this.#flows.find((flow) => flow.id === id)
  }

  ofAttempt(attemptId: string): Flow | undefined {
    return this.#flows.find((flow) => flow.attemptId === attemptId)
  }

  /** A flow that waits, of a place and target that are not known yet, but for what is said of it. */
  add(flow: Partial<Flow>): Flow {
    const added: Flow = { ...fresh, ...flow, id: `${this.#options.name}-${++this.#count}` }
    const gone = (other: Flow) => other.phase === 'ended' && other.slots[0] === added.slots[0]
    this.#set([...this.#flows.filter((other) => !gone(other)), added])
    return added
  }

  update(id: string, patch: Partial<Flow>): void {
    this.#set(this.#flows.map((flow) => (flow.id === id ? { ...flow, ...patch } : flow)))
  }

  /** Ends a flow: with a problem or an ending it stays to be seen, else it goes. */
  end(id: string, ending: Partial<Pick<Flow, 'problem' | 'ending'>> | null): void {
    closePopup(this.get(id)?.popup ?? null)
    if (ending) this.update(id, { problem: null, ending: null, ...ending, phase: 'ended', popup: null })
    else this.#set(this.#flows.filter((flow) => flow.id !== id))
  }

  /**
   * Starts an authorization; call it inside the click, or the window is blocked. Where one is under way in this slot,
   * two clicks are one flow: a later one, maybe at another place of the page, leads back to its window.
   * @returns the flow once its window is on its way, or has failed; null when there was one already
   */
  async begin(start: FlowStart): Promise<Flow | null> {
    const current = this.active().find((flow) => flow.slots.includes(start.slot))
    if (current && start.leave) this.#replace(current)
    else if (current) {
      if (current.phase === 'waiting') this.openAgain(current, start)
      return null
    }
    const { mode = this.#options.mode() ?? 'auto', slot, starter, target } = start
    const isStuck = !mayLeave()
    const byPopup = mode === 'popup' || isStuck || (mode === 'auto' && !prefersRedirect(window))
    const hasLeft = start.leave !== undefined
    const flow = this.add({ slots: [slot], starter, target, hasLeft, phase: 'starting' })
    const popup = byPopup ? openPopup(flow.id, this.#options.words().opening) : null
    // Only a page that is not to be left, or can't be, stays where it is.
    if (!popup && (isStuck || mode === 'popup')) {
      this.fail(flow.id, isStuck ? this.framed() : this.#blocked())
      return null
    }
    this.update(flow.id, { popup })
    await this.#attend(flow.id, (attendant) => attendant.start(this.get(flow.id) ?? flow, start))
    return this.get(flow.id) ?? null
  }

  /** Shows Intuit's window again; inside a click. Where that isn't possible, a new attempt takes the old one's place. */
  openAgain(flow: Flow, start: FlowStart): void {
    const { id, target, attemptId, authorizeUrl } = flow
    const popup = authorizeUrl && openPopup(id, this.#options.words().opening)
    if (popup) {
      popup.location.replace(authorizeUrl)
      this.update(id, { popup, problem: null })
      return
    }
    if (authorizeUrl && (start.mode ?? this.#options.mode()) === 'popup') {
      const problem = this.#blocked()
      this.update(id, { problem })
      this.report(problem)
      return
    }
    this.end(id, null)
    // With an address to go to, its window was blocked.
    const begun = this.begin({ ...start, target, mode: authorizeUrl ? 'redirect' : start.mode })
    if (attemptId)
      void begun.then(() => this.#options.attendant()).then((attendant) => attendant?.cancel(attemptId))
  }

  #blocked(): Problem {
    return browserProblem('popup_blocked', this.#options.words().windowBlocked)
  }

  /** The problem of a frame that neither opens a window nor lets this one go. */
  framed(): Problem {
    return framedProblem(this.#options.words().framed, location.href)
  }

  /** It is over once the server says so: until then it may still be finished at Intuit. */
  cancel(flow: Flow): void {
    const { id, attemptId, popup } = flow
    if (!attemptId) {
      this.end(id, { ending: 'cancelled' })
      return
    }
    closePopup(popup)
    this.update(id, { popup: null, problem: null, isCancelling: true })
    void this.#attend(id, (attendant) => attendant.cancel(attemptId))
  }

  /** Another attempt takes its place, which is not to wait for that. */
  #replace({ id, attemptId }: Flow): void {
    this.end(id, null)
    if (attemptId) void this.#options.attendant()?.then((attendant) => attendant.cancel(attemptId))
  }

  async #attend(id: string, work: (attendant: Attendant) => Promise<void>): Promise<void> {
    try {
      const attendant = await this.#options.attendant()?.catch(() => null)
      if (attendant) await work(attendant)
      else this.fail(id, browserProblem('offline', this.#options.words().offline))
    } catch (thrown) {
      this.fail(id, problemOf(thrown))
    }
  }

  /** Ends a flow with a problem and tells those it concerns. */
  fail(id: string, problem: Problem): void {
    const flow = this.get(id)
    this.end(id, { problem })
    if (flow) this.#call(flow.slots, 'onProblem', problem)
    this.report(problem)
  }

  /** Tells the provider's own `onProblem`. */
  report(problem: Problem): void {
    this.#options.onProblem(problem)
  }

  /** Tells an outcome to everything on the page that wants to hear of it, or keeps it for what comes later, here or elsewhere. */
  tell(outcome: Outcome): void {
    const { attempt, connection, slots, claim } = outcome
    const { problem } = attempt
    this.#untold = this.#untold.filter((other) => other.attempt.id !== attempt.id)
    const success = attempt.outcome === 'connected' ? 'onConnected' : 'onReauthorized'
    // A cancelled attempt is no news but an outcome.
    const news = problem ? 'onProblem' : connection ? success : 'onOutcome'
    if (!this.#heard(slots, 'onOutcome').size && !this.#heard(slots, news).size) {
      this.#untold = [...this.#untold, outcome]
      return
    }
    if (!claim()) return
    this.#call(slots, 'onOutcome', attempt)
    if (problem) this.#call(slots, 'onProblem', problem)
    else if (connection) this.#call(slots, success, connection)
  }

  /** A handler that several components were given counts once. */
  #heard<Name extends keyof Told>(slots: readonly string[], name: Name): Set<Handler<Name>> {
    const concerned = [...this.#listeners].filter(({ slot }) => slots.includes(slot))
    return new Set(concerned.flatMap(({ handlers }) => (handlers() as Handlers)[name] ?? []))
  }

  /** None is stopped by another's error. */
  #call<Name extends keyof Told>(slots: readonly string[], name: Name, told: Told[Name]): void {
    for (const handler of this.#heard(slots, name)) queueMicrotask(() => handler(told))
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    for (const outcome of this.#untold) this.tell(outcome)
    if (this.#flows.length) this.#changed()
    return () => {
      this.#listeners.delete(listener)
      if (this.#flows.length) this.#changed()
    }
  }

  /** The flow that this listener, or the page, is the one to show. */
  shownBy(id: string): Flow | null {
    return this.#flows.find((flow) => this.#presenter(flow) === id) ?? null
  }

  /** The flow of a slot, whoever shows it. */
  inSlot(slot: string): Flow | null {
    return this.#flows.find(({ slots }) => slots.includes(slot)) ?? null
  }

  /** Whoever starts an attempt shows it; where that is no component, or one that is gone, the page does. */
  #presenter({ starter, slots, problem }: Flow): string | undefined {
    const near = [...this.#listeners].filter(({ id, slot }) => id === starter || slots.includes(slot))
    const places = near.flatMap(({ id, slot, rank }) =>
      rank === null ? [] : [{ id, order: id === starter ? -1 : rank * slots.length + slots.indexOf(slot) }],
    )
    const [first] = places.sort((one, other) => one.order - other.order)
    if (first) return first.id
    const isKnown = slots.length > 0 || problem !== null
    return near.length > 0 || (starter !== null && isKnown) ? PAGE : undefined
  }
}
