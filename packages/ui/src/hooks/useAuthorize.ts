// Starts an authorization and follows it to its end.
import type { Problem } from '@mooring/contract'
import { useEffect, useId, useInsertionEffect, useRef, useSyncExternalStore } from 'react'
import {
  type AuthorizeMode,
  type AuthorizeTarget,
  type Flow,
  type FlowStart,
  NEW_CONNECTION,
  type OutcomeHandlers,
} from '../authorization/flow.ts'
import type { Flows } from '../authorization/flows.ts'
import { useMooring } from './useMooring.ts'

export interface AuthorizeOptions extends AuthorizeTarget, OutcomeHandlers {
  /** @default the provider's */
  readonly mode?: AuthorizeMode
  /**
   * Whether the caller shows `state`, `openAgain`, `cancel` and `problem` itself. Otherwise the components of the same
   * connection do, or else the foot of the page. @default false
   */
  readonly presentsProgress?: boolean
}

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
  /** Whether another company is to take the connection's place. */
  readonly isSwitch: boolean
  /** Whether a company that was not meant was given up on the way here. */
  readonly hasLeft: boolean
  /** Call it inside the click, or the browser blocks the window. While one is under way it does nothing. */
  readonly start: () => void
  /** Shows Intuit's window again; inside the click. */
  readonly openAgain: () => void
  readonly cancel: () => void
  /** Takes away what is said of an end without success. */
  readonly dismiss: () => void
}

/**
 * The authorization of one connection, or of a new one. The provider shows the dialogs that its outcome asks for.
 * Callbacks are called once per outcome, also after a reload.
 */
export function useAuthorize(options: AuthorizeOptions = {}): Authorize {
  return useFlow(options, options.presentsProgress ? 0 : null)
}

/**
 * @param rank who shows an authorization that none of those who could has started: the lowest; null shows none
 */
export function useFlow(options: AuthorizeOptions, rank: number | null): Authorize {
  const { flows } = useMooring()
  const id = useId()
  const latest = useRef(options)
  useInsertionEffect(() => {
    latest.current = options
  })
  const slot = options.connectionId ?? NEW_CONNECTION
  useEffect(() => flows.listen({ id, slot, rank, handlers: () => latest.current }), [flows, id, slot, rank])
  const flow = useSyncExternalStore(
    flows.subscribe,
    () => (rank === null ? flows.inSlot(slot) : flows.shownBy(id)),
    none,
  )

  const startOf = (): FlowStart => {
    const { connectionId, returnTo, intent, allowCompanyChange, why, mode } = latest.current
    return { slot, starter: id, mode, target: { connectionId, returnTo, intent, allowCompanyChange, why } }
  }
  return authorizeWith(flows, flow, startOf)
}

const none = () => null

/** A flow as those see it who show it. */
export const authorizeWith = (flows: Flows, flow: Flow | null, startOf: () => FlowStart): Authorize => ({
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
  openAgain: () => flow && flows.openAgain(flow, startOf()),
  cancel: () => flow && flows.cancel(flow),
  dismiss: () => flow?.phase === 'ended' && flows.end(flow.id, null),
})
