// Disconnects a connection.
import type { Connection, DisconnectRequest, Problem } from '@mooring/contract'
import { browserProblem, ProblemError } from '../core/problem-error.ts'
import { useAction, useChange } from './useAction.ts'
import { useConnection } from './useConnection.ts'
import { useMooring } from './useMooring.ts'

/** What `useDisconnect` gives. */
export interface Disconnect {
  /** Resolves with the connection as it is after, or with null where it failed: then `problem` says why. */
  readonly disconnect: (request?: DisconnectRequest) => Promise<Connection | null>
  readonly isDisconnecting: boolean
  readonly problem: Problem | null
}

/**
 * Ends a connection; again, or of one that is disconnected already, changes nothing.
 * @param connectionId may be left out where the tenant has one
 */
export function useDisconnect(connectionId?: string): Disconnect {
  const { words } = useMooring()
  const change = useChange()
  const { connection, isLoading, isAmbiguous, connectedCount } = useConnection(connectionId)
  const id = connectionId ?? connection?.id
  const { run, isRunning, problem } = useAction(id)

  const disconnect = (request: DisconnectRequest = {}) =>
    run(async () => {
      if (id === undefined)
        throw nothingNamed(
          isLoading ? words.loading : isAmbiguous ? words.several(connectedCount) : words.notConnected,
        )
      return await change('/connections/:id/disconnect', id, request)
    })
  return { disconnect, isDisconnecting: isRunning, problem }
}

/** No connection was named, and there is none, or not just one. */
const nothingNamed = (detail: string): ProblemError =>
  new ProblemError({ ...browserProblem('not_found', detail), action: null, retryable: false })
