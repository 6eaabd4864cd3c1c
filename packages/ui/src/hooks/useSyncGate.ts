// Whether the host's own sync may run, why not, and what to do about it.
import type { Action, AskableRight, Reason } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import { describeProblem } from '@mooring/messages/describe-problem'
import { type AuthorizeOptions, useAuthorize } from './useAuthorize.ts'
import { useComponentMessages } from './useComponentMessages.ts'
import { useConnection } from './useConnection.ts'
import { useConnections } from './useConnections.ts'
import { useMooring, useSpeech } from './useMooring.ts'

/** Why a sync may not run: the connection's own reason, or one of these. */
export type GateReason =
  | Reason
  | 'loading'
  | 'offline'
  | 'not_connected'
  /** No connection was named, and the tenant has more than one. */
  | 'several_connected'
  | 'awaiting_confirmation'
  | 'sync_running'

/** What `useSyncGate` gives. */
export interface SyncGate {
  readonly allowed: boolean
  /** Null where it is allowed. */
  readonly reason: GateReason | null
  /** What is needed, the same for every caller, or null for nothing. */
  readonly action: Action
  /** The reason in words, and whom to ask where the caller may not take the next step; empty where it is allowed. */
  readonly explain: string
  /** Whether `fix` takes the next step. False where there is none for this caller: then it only checks again. */
  readonly canFix: boolean
  /** Takes the next step: authorizes, asks to confirm the company, or checks again. Call it inside the click. */
  readonly fix: () => void
}

/** What the host wants back of an authorization that `fix` starts. */
export type SyncGateOptions = Pick<AuthorizeOptions, 'intent' | 'onOutcome' | 'returnTo'>

/**
 * An authorization that `fix` starts is shown by the connection's status on the same page, or else at the page's foot.
 * @param connectionId may be left out where the tenant has one connection
 */
export function useSyncGate(connectionId?: string, options: SyncGateOptions = {}): SyncGate {
  const { flows, words, locale } = useMooring()
  const { whoCan, supportContact } = useConnections()
  const more = useComponentMessages()
  const speech = useSpeech()
  const { connection, isAmbiguous, connectedCount, canConnect, isLoading, problem, refetch } =
    useConnection(connectionId)
  // Connects a new one only where it is known that the named one is gone: until then another's news is not for this.
  const own = connection?.id ?? (canConnect ? undefined : connectionId)
  const flow = useAuthorize({ ...options, connectionId: own })
  const closed = (reason: GateReason, action: Action, explain: string, step: Step = null): SyncGate => ({
    ...{ allowed: false, reason, action, canFix: step?.may ?? false },
    explain: step?.may === false ? `${explain} ${step.ask}` : explain,
    fix: step?.may ? step.take : refetch,
  })
  /** Whom to ask, by name where the host names someone. */
  const asking = (right: AskableRight, text: string) => {
    const names = whoCan[right]?.map(({ displayName }) => displayName) ?? []
    return names.length ? `${text} ${new Intl.ListFormat(locale, { type: 'unit' }).format(names)}` : text
  }
  const connect = { may: canConnect, ask: asking('connect', words.askToConnect), take: flow.start }

  if (!connection) {
    if (isLoading) return closed('loading', 'wait', words.loading)
    if (problem) return closed('offline', problem.action, describeProblem(problem, words))
    if (isAmbiguous) return closed('several_connected', null, words.several(connectedCount))
    return closed('not_connected', 'reconnect', words.notConnected, connect)
  }
  const { id, action, can, reason, status, usable, sync } = connection
  const confirm = () => flows.openPrompt({ kind: 'confirm', connectionId: id, target: {} })
  const renew = { may: can.reauthorize, ask: asking('reauthorize', words.askToReauthorize), take: flow.start }
  const steps: Partial<Record<NonNullable<Action>, Step>> = {
    confirm_company: {
      may: can.confirm,
      ask: asking(canConnect ? 'disconnect' : 'connect', words.askToConfirm),
      take: confirm,
    },
    reauthorize: renew,
    contact_admin: renew,
    reconnect: connect,
  }
  const step = (action && steps[action]) ?? null
  const isChecking = status === 'checking'
  if (usable && sync.state === 'running' && !isChecking)
    return closed('sync_running', 'wait', more.syncRunning)
  const { headline, detail } = describeConnection(connection, speech)
  const why = reason ?? (status === 'awaiting_confirmation' ? status : 'not_connected')
  const contact =
    action === 'contact_support' && supportContact ? ` ${more.supportContact}: ${supportContact}` : ''
  const gate = closed(why, action, `${headline} ${detail}${contact}`, step)
  const isWaiting = isChecking && sync.state === 'running'
  return usable && !isWaiting ? { ...gate, allowed: true, reason: null, explain: '' } : gate
}

/** What helps, whether the caller may take it, and what to say where not. */
type Step = { readonly may: boolean; readonly ask: string; readonly take: () => void } | null
