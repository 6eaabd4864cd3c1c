// An authorization under way, as the page that shows it knows it.
import type { Attempt, Connection, DisconnectWhy, LinkedStep, Problem } from '@mooring/contract'

/** Which window goes to Intuit: one of its own, this one, or the one that suits the device. */
export type AuthorizeMode = 'auto' | 'popup' | 'redirect'

/** What is to be authorized. */
export interface AuthorizeTarget {
  /** The connection to renew or take up again; left out for a new one. */
  readonly connectionId?: string
  /** Where a redirect comes back to. @default the page it left from */
  readonly returnTo?: string
  /** JSON (≤ 4 kB) that is handed back with the attempt. */
  readonly intent?: unknown
  /** Whether another company may replace this connection's. */
  readonly allowCompanyChange?: boolean
  /** Why the company is changed, with `allowCompanyChange`. @default 'different_company' */
  readonly why?: DisconnectWhy
}

/** The options of a start. */
export interface StartOptions {
  /** Where on the page it belongs: a connection's id, or `NEW_CONNECTION`. */
  readonly key: string
  /** The listener that started it, or `FALLBACK_OWNER`. */
  readonly initiator: string
  readonly target: AuthorizeTarget
  /** @default the provider's */
  readonly mode?: AuthorizeMode
  /** A connection to disconnect first. */
  readonly disconnect?: { readonly connectionId: string; readonly why: DisconnectWhy }
}

/** The key of a connection that does not exist yet. */
export const NEW_CONNECTION = 'new'

/** The page itself, as the starter of what no component started, and the last to show what no component shows. */
export const FALLBACK_OWNER = 'page'

/** An authorization under way, or just ended without success. */
export interface AuthorizationSession {
  /** Its name on this page, and its window's. */
  readonly id: string
  /** Where it may be shown, the best first; none while it is not known yet. */
  readonly keys: readonly string[]
  /** Null when it was found going on in another tab. */
  readonly initiator: string | null
  readonly target: AuthorizeTarget
  /** Whether a company that was not meant was disconnected first. */
  readonly hasLeft: boolean
  readonly phase: 'starting' | 'waiting' | 'ended'
  readonly popup: Window | null
  readonly attemptId: string | null
  /** Only known to the page that started it. */
  readonly authorizeUrl: string | null
  /** Why it ended, or what is in the way while it waits. */
  readonly problem: Problem | null
  /** A person is done at Intuit, and it can't be cancelled any more: the server has what may be the only living grant. */
  readonly isFinishing: boolean
  /** It came back in a browser that handed this page nothing: it waits there, and can only be opened anew from here. */
  readonly isElsewhere: boolean
  /** A person wants it ended, and the server has not said yet that it is. */
  readonly isCancelling: boolean
  /** How it ended where nothing went wrong. */
  readonly ending: 'cancelled' | 'expired' | null
}

/** The half that talks to the adapter; it is loaded after first paint. */
export interface AttemptTracker {
  /** Creates the attempt and sends the window on. Rejects with a `ProblemError`. */
  start(flow: AuthorizationSession, start: StartOptions): Promise<void>
  /** Cancels the attempt on the server, which has the last word. */
  cancel(attemptId: string): Promise<void>
  /** Shows attempts that were found going on: the caller's own, from before a reload or from another tab. */
  restore(attempts: readonly Attempt[]): void
}

/** A dialog that an attempt's outcome asks for. */
export type Prompt =
  | { readonly kind: 'confirm'; readonly connectionId: string; readonly target: AuthorizeTarget }
  | {
      readonly kind: 'mismatch'
      readonly connectionId: string
      readonly problem: Problem
      readonly target: AuthorizeTarget
    }
  /** A switch came back with a company that is another connection of the tenant: is the one it began at still needed? */
  | {
      readonly kind: 'company_in_use'
      readonly connectionId: string
      readonly usedBy: string
      readonly target: AuthorizeTarget
    }

  /** A link asks for one step of a connection. */
  | {
      readonly kind: 'step'
      readonly connectionId: string
      readonly step: DialogStep
      readonly target: AuthorizeTarget
    }

/** A linked step that is a dialog of the page. */
export type DialogStep = Exclude<LinkedStep, 'menu'>

/** The handlers of a component; each outcome is delivered once. */
export interface OutcomeHandlers {
  readonly onConnected?: (connection: Connection) => void
  readonly onReauthorized?: (connection: Connection) => void
  readonly onProblem?: (problem: Problem) => void
  /** Any outcome, as its attempt, which hands back the `intent` it was started with: also after a reload. */
  readonly onOutcome?: (attempt: Attempt) => void
}

/** An attempt that is over, on its way to those it concerns. */
export interface Outcome {
  readonly keys: readonly string[]
  readonly attempt: Attempt
  readonly connection: Connection | null
  /** Called where a handler is mounted; false where another page has delivered it already. */
  readonly claim: () => boolean
}

/** A component or hook that starts, shows and hears of authorizations. */
export interface Listener {
  readonly id: string
  readonly key: string
  /** Who shows a flow that it did not start: the lowest first. Null shows none, not even its own. */
  readonly priority: number | null
  readonly handlers: () => OutcomeHandlers
}
