// Disconnects a connection.
import type { Connection, DisconnectRequest, Problem } from '@mooring/contract'
import { ROUTES, routePath } from '@mooring/contract'
import { putConnection } from '../client/put-connection.ts'
import { useAction } from './useAction.ts'
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
  const { client, list, queryClient } = useMooring()
  const { connection } = useConnection(connectionId)
  const { run, isRunning, problem } = useAction()
  const id = connectionId ?? connection?.id

  const disconnect = (request: DisconnectRequest = {}) =>
    run(async () => {
      if (id === undefined) return null
      const after = await client.post<Connection>(routePath(ROUTES.disconnect.path, id), request)
      putConnection(queryClient, list, after)
      return after
    })
  return { disconnect, isDisconnecting: isRunning, problem }
}
