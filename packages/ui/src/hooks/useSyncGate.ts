// Whether the host's own sync may run, why not, and what to do about it.
import type { Action, Reason } from '@mooring/contract'
import { describeConnection } from '../messages/describe-connection.ts'
import { describeProblem } from '../messages/describe-problem.ts'
import { type AuthorizeOptions, useAuthorize } from './useAuthorize.ts'
import { useConnection } from './useConnection.ts'
import { useMooring } from './useMooring.ts'
import { useSpeech } from './useSpeech.ts'
import { useWordsOnDemand } from './useWordsOnDemand.ts'

/** Why a sync may not run: the connection's own reason, or one of these. */
export type GateReason =
  | Reason
  | 'loading'
  | 'offline'
  | 'not_connected'
  | 'awaiting_confirmation'
  | 'sync_running'

/** What `useSyncGate` gives. */
export interface SyncGate {
  readonly allowed: boolean
  /** Null where it is allowed. */
  readonly reason: GateReason | null
  /** What is needed, or null for nothing. */
  readonly action: Action
  /** The reason in words; empty where it is allowed. */
  readonly explain: string
  /**
   * Takes the next step: authorizes, asks to confirm the company, or looks again. Call it inside the click.
   */
  readonly fix: () => void
}

/** What the host wants back of an authorization that `fix` starts. */
export type SyncGateOptions = Pick<AuthorizeOptions, 'intent' | 'onOutcome' | 'returnTo'>

/**
 * An authorization that `fix` starts is shown by the connection's status on the same page, or else at the page's foot.
 * @param connectionId may be left out where the tenant has one connection
 */
export function useSyncGate(connectionId?: string, options: SyncGateOptions = {}): SyncGate {
  const { flows, words } = useMooring()
  const more = useWordsOnDemand()
  const speech = useSpeech()
  const { connection, isLoading, problem, refetch } = useConnection(connectionId)
  const flow = useAuthorize({ ...options, connectionId: connection?.id ?? connectionId })
  const closed = (reason: GateReason, action: Action, explain: string, fix: () => void): SyncGate => ({
    allowed: false,
    ...{ reason, action, explain, fix },
  })

  if (!connection) {
    if (isLoading) return closed('loading', 'wait', words.loading, refetch)
    if (problem) return closed('offline', problem.action, describeProblem(problem, words), refetch)
    return closed('not_connected', 'reconnect', words.notConnected, flow.start)
  }
  const { action, reason, status, usable, sync } = connection
  const { headline, detail } = describeConnection(connection, speech)
  if (usable && sync.state === 'running') return closed('sync_running', 'wait', more.syncRunning, refetch)
  if (usable) return { allowed: true, reason: null, action, explain: '', fix: refetch }

  const confirm = () => flows.ask({ kind: 'confirm', connectionId: connection.id, target: {} })
  const authorizes = action === 'reauthorize' || action === 'reconnect'
  const fix = action === 'confirm_company' ? confirm : authorizes ? flow.start : refetch
  const why = reason ?? (status === 'awaiting_confirmation' ? status : 'not_connected')
  return closed(why, action, `${headline} ${detail}`, fix)
}
