// An authorization as the components see it that show it.
import type { Problem } from '@mooring/contract'
import type { AuthorizationSession, StartOptions } from './authorization-session.ts'
import type { AuthorizationStore } from './authorization-store.ts'

/** What `useAuthorize` gives. */
export interface Authorize {
  /** `ended`: without success; `problem` or `ending` says how. After a success it is `idle` again. */
  readonly state: 'idle' | 'starting' | 'waiting' | 'ended'
  /** The attempt on the server, once there is one: for its support details. */
  readonly attemptId: string | null
  /** The connection that is being renewed or taken up again; null for a new one. */
  readonly connectionId: string | null
  readonly problem: Problem | null
  /** Nothing is left to do at QuickBooks, and it can't be cancelled any more. */
  readonly isFinishing: boolean
  /**
   * It came back from QuickBooks in a window or browser that this page has not heard from, and waits there. `openAgain`
   * starts it anew.
   */
  readonly isElsewhere: boolean
  /** `cancel` was called, and the server has not answered yet. Then there is nothing to open again or to cancel. */
  readonly isCancelling: boolean
  readonly ending: 'cancelled' | 'expired' | null
  /** Whether another company is to replace the connection's. */
  readonly isSwitch: boolean
  /** Whether a company that was not meant was given up on the way here. */
  readonly hasLeft: boolean
  /** Call it inside the click, or the browser blocks the window. While one is under way it does nothing. */
  readonly start: () => void
  /** Starts what has ended once more, as it was started: a switch is one again. Inside the click. */
  readonly retry: () => void
  /** Shows Intuit's window again; inside the click. */
  readonly openAgain: () => void
  readonly cancel: () => void
  /** Takes away what is said of an end without success. */
  readonly dismiss: () => void
}

/** A flow as those see it who show it. */
export const authorizeWith = (
  flows: AuthorizationStore,
  flow: AuthorizationSession | null,
  startOf: () => StartOptions,
): Authorize => ({
  state: flow?.phase ?? 'idle',
  attemptId: flow?.attemptId ?? null,
  connectionId: flow?.target.connectionId ?? null,
  problem: flow?.problem ?? null,
  isFinishing: flow?.isFinishing ?? false,
  isElsewhere: flow?.isElsewhere ?? false,
  isCancelling: flow?.isCancelling ?? false,
  ending: flow?.ending ?? null,
  isSwitch: flow?.target.allowCompanyChange ?? false,
  hasLeft: flow?.hasLeft ?? false,
  start: () => void flows.begin(startOf()),
  retry: () => flow && void flows.begin({ ...startOf(), target: flow.target }),
  openAgain: () => flow && flows.openAgain(flow, startOf()),
  cancel: () => flow && flows.cancel(flow),
  dismiss: () => flow?.phase === 'ended' && flows.end(flow.id, null),
})
