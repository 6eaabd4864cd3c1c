// The authorizations of a page, their windows and listeners. Starting one opens its window inside the click.
import type { Problem } from '@mooring/contract'
import { browserProblem, problemOf } from '../problem-error.ts'
import {
  type AttemptTracker,
  type AuthorizationSession,
  type AuthorizeMode,
  FALLBACK_OWNER,
  type Listener,
  type Outcome,
  type OutcomeHandlers,
  type Prompt,
  type StartOptions,
} from './authorization-session.ts'
import { closePopup, openPopup, prefersRedirect } from './popup.ts'
import { framedProblem, mayLeave } from './top-window.ts'

export interface AuthorizationStoreOptions {
  /** Makes names of windows unlike those of other providers. */
  readonly name: string
  readonly words: () => {
    readonly opening: string
    readonly offline: string
    readonly windowBlocked: string
    readonly framed: string
  }
  readonly onProblem: (problem: Problem) => void
  /** The mode of a start that names none. @default 'auto' */
  readonly mode: () => AuthorizeMode | undefined
  /** Undefined where no provider is mounted. Rejects where the tracker can't be loaded. */
  readonly tracker: () => Promise<AttemptTracker> | undefined
}

/** The argument of each handler. */
type HandlerArguments = {
  [Name in keyof OutcomeHandlers]-?: Parameters<NonNullable<OutcomeHandlers[Name]>>[0]
}
type Handlers = { readonly [Name in keyof HandlerArguments]?: (argument: HandlerArguments[Name]) => void }
type Handler<Name extends keyof HandlerArguments> = NonNullable<Handlers[Name]>

const INITIAL: Omit<AuthorizationSession, 'id'> = {
  keys: [],
  target: {},
  hasLeft: false,
  phase: 'waiting',
  initiator: null,
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
export class AuthorizationStore {
  #options: AuthorizationStoreOptions
  #flows: readonly AuthorizationSession[] = []
  #prompt: Prompt | null = null
  #pending: readonly Outcome[] = []
  #count = 0
  #watchers = new Set<() => void>()
  #listeners = new Set<Listener>()

  constructor(options: AuthorizationStoreOptions) {
    this.#options = options
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  readonly prompt = (): Prompt | null => this.#prompt

  openPrompt(prompt: Prompt | null): void {
    this.#prompt = prompt
    this.#changed()
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher()
  }

  #set(flows: readonly AuthorizationSession[]): void {
    this.#flows = flows
    this.#changed()
  }

  /** The flows that are not over yet. */
  active(): readonly AuthorizationSession[] {
    return this.#flows.filter((flow) => flow.phase !== 'ended')
  }

  get(id: string): AuthorizationSession | undefined {
    return this.#flows.find((flow) => flow.id === id)
  }

  ofAttempt(attemptId: string): AuthorizationSession | undefined {
    return this.#flows.find((flow) => flow.attemptId === attemptId)
  }

  /** A flow that waits and whose owner and target are not known yet. */
  add(flow: Partial<AuthorizationSession>): AuthorizationSession {
    const added: AuthorizationSession = { ...INITIAL, ...flow, id: `${this.#options.name}-${++this.#count}` }
    const gone = (other: AuthorizationSession) => other.phase === 'ended' && other.keys[0] === added.keys[0]
    this.#set([...this.#flows.filter((other) => !gone(other)), added])
    return added
  }

  update(id: string, patch: Partial<AuthorizationSession>): void {
    this.#set(this.#flows.map((flow) => (flow.id === id ? { ...flow, ...patch } : flow)))
  }

  /** Ends a flow: with a problem or an ending it stays to be seen, else it goes. */
  end(id: string, ending: Partial<Pick<AuthorizationSession, 'problem' | 'ending'>> | null): void {
    closePopup(this.get(id)?.popup ?? null)
    if (ending) this.update(id, { problem: null, ending: null, ...ending, phase: 'ended', popup: null })
    else this.#set(this.#flows.filter((flow) => flow.id !== id))
  }

  /**
   * Starts an authorization; call it inside the click, or the window is blocked. Where one is under way for this target,
   * two clicks are one flow: a later one, maybe elsewhere on the page, leads back to its window.
   * @returns the flow once its window is on its way, or has failed; null when there was one already
   */
  async begin(start: StartOptions): Promise<AuthorizationSession | null> {
    const current = this.active().find((flow) => flow.keys.includes(start.key))
    if (current && start.disconnect) this.#replace(current)
    else if (current) {
      if (current.phase === 'waiting') this.openAgain(current, start)
      return null
    }
    const { mode = this.#options.mode() ?? 'auto', key, initiator, target } = start
    const isStuck = !mayLeave()
    const byPopup = mode === 'popup' || isStuck || (mode === 'auto' && !prefersRedirect(window))
    const hasLeft = start.disconnect !== undefined
    const flow = this.add({ keys: [key], initiator, target, hasLeft, phase: 'starting' })
    const popup = byPopup ? openPopup(flow.id, this.#options.words().opening) : null
    // Only a page that is not to be left, or can't be, stays where it is.
    if (!popup && (isStuck || mode === 'popup')) {
      this.fail(flow.id, isStuck ? this.framed() : this.#blocked())
      return null
    }
    this.update(flow.id, { popup })
    await this.#withTracker(flow.id, (tracker) => tracker.start(this.get(flow.id) ?? flow, start))
    return this.get(flow.id) ?? null
  }

  /** Shows Intuit's window again; inside a click. Where that isn't possible, a new attempt replaces the old one. */
  openAgain(flow: AuthorizationSession, start: StartOptions): void {
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
      void begun.then(() => this.#options.tracker()).then((tracker) => tracker?.cancel(attemptId))
  }

  #blocked(): Problem {
    return browserProblem('popup_blocked', this.#options.words().windowBlocked)
  }

  /** The problem of a frame that neither opens a window nor lets this one go. */
  framed(): Problem {
    return framedProblem(this.#options.words().framed, location.href)
  }

  /** It is over once the server says so: until then it may still be finished at Intuit. */
  cancel(flow: AuthorizationSession): void {
    const { id, attemptId, popup } = flow
    if (!attemptId) {
      this.end(id, { ending: 'cancelled' })
      return
    }
    closePopup(popup)
    this.update(id, { popup: null, problem: null, isCancelling: true })
    void this.#withTracker(id, (tracker) => tracker.cancel(attemptId))
  }

  /** Another attempt replaces it, which is not to wait for that. */
  #replace({ id, attemptId }: AuthorizationSession): void {
    this.end(id, null)
    if (attemptId) void this.#options.tracker()?.then((tracker) => tracker.cancel(attemptId))
  }

  async #withTracker(id: string, work: (tracker: AttemptTracker) => Promise<void>): Promise<void> {
    try {
      const tracker = await this.#options.tracker()?.catch(() => null)
      if (tracker) await work(tracker)
      else this.fail(id, browserProblem('offline', this.#options.words().offline))
    } catch (thrown) {
      this.fail(id, problemOf(thrown))
    }
  }

  /** Ends a session with a problem and calls the handlers of its targets. */
  fail(id: string, problem: Problem): void {
    const flow = this.get(id)
    this.end(id, { problem })
    if (flow) this.#call(flow.keys, 'onProblem', problem)
    this.report(problem)
  }

  /** Calls the provider's own `onProblem`. */
  report(problem: Problem): void {
    this.#options.onProblem(problem)
  }

  /** Calls the page's handlers for an outcome; where there are none yet, it waits for one, here or on another page. */
  deliver(outcome: Outcome): void {
    const { attempt, connection, keys, claim } = outcome
    const { problem } = attempt
    this.#pending = this.#pending.filter((other) => other.attempt.id !== attempt.id)
    const success = attempt.outcome === 'connected' ? 'onConnected' : 'onReauthorized'
    // A cancelled attempt is no news but an outcome.
    const news = problem ? 'onProblem' : connection ? success : 'onOutcome'
    if (!this.#handlersFor(keys, 'onOutcome').size && !this.#handlersFor(keys, news).size) {
      this.#pending = [...this.#pending, outcome]
      return
    }
    if (!claim()) return
    this.#call(keys, 'onOutcome', attempt)
    if (problem) this.#call(keys, 'onProblem', problem)
    else if (connection) this.#call(keys, success, connection)
  }

  /** A handler that several components were given counts once. */
  #handlersFor<Name extends keyof HandlerArguments>(keys: readonly string[], name: Name): Set<Handler<Name>> {
    const concerned = [...this.#listeners].filter(({ key }) => keys.includes(key))
    return new Set(concerned.flatMap(({ handlers }) => (handlers() as Handlers)[name] ?? []))
  }

  /** None is stopped by another's error. */
  #call<Name extends keyof HandlerArguments>(
    keys: readonly string[],
    name: Name,
    argument: HandlerArguments[Name],
  ): void {
    for (const handler of this.#handlersFor(keys, name)) queueMicrotask(() => handler(argument))
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    for (const outcome of this.#pending) this.deliver(outcome)
    if (this.#flows.length) this.#changed()
    return () => {
      this.#listeners.delete(listener)
      if (this.#flows.length) this.#changed()
    }
  }

  /** The session that this listener, or the page, shows. */
  ownedBy(id: string): AuthorizationSession | null {
    return this.#flows.find((flow) => this.#ownerOf(flow) === id) ?? null
  }

  /** The session of a target, whatever shows it. */
  forTarget(key: string): AuthorizationSession | null {
    return this.#flows.find(({ keys }) => keys.includes(key)) ?? null
  }

  /**
   * The component that started it shows it, while it is still of the same connection; else another one of that connection
   * does, or else the page.
   */
  #ownerOf({ initiator, keys, problem }: AuthorizationSession): string | undefined {
    const near = [...this.#listeners].filter(({ key }) => keys.includes(key))
    const orderOf = ({ id, key, priority }: Listener) =>
      id === initiator ? -1 : Number(priority) * keys.length + keys.indexOf(key)
    const [first] = near
      .filter(({ priority }) => priority !== null)
      .sort((one, other) => orderOf(one) - orderOf(other))
    if (first) return first.id
    const isKnown = keys.length > 0 || problem !== null
    return near.length > 0 || (initiator !== null && isKnown) ? FALLBACK_OWNER : undefined
  }
}
