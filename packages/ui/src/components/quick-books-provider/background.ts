// What a provider does after first paint: follow the event stream and the attempts.
import type { Connection } from '@mooring/contract'
import { ROUTES, routePath } from '@mooring/contract'
import { AttemptAttendant } from '../../authorization/attend-attempts.ts'
import type { Attendant } from '../../authorization/flows.ts'
import { listenForHints } from '../../authorization/hints.ts'
import { takeReturnedAttempt } from '../../authorization/return-address.ts'
import { putConnection } from '../../client/connection-list.ts'
import { startLiveUpdates } from '../../client/live-updates.ts'
import type { Mooring } from '../../hooks/useMooring.ts'

export interface Background {
  readonly attendant: Attendant
  stop(): void
}

export interface BackgroundOptions {
  readonly mooring: Pick<Mooring, 'client' | 'flows' | 'list' | 'queryClient'>
  readonly basePath: () => string
  /** From 0 up to 1. */
  readonly chance: () => number
}

export function startBackground({ mooring, basePath, chance }: BackgroundOptions): Background {
  const { client, flows, list, queryClient } = mooring
  const onConnection = (connection: Connection) => putConnection(queryClient, list, connection)
  const readConnection = async (id: string) => {
    const connection = await client.get<Connection>(routePath(ROUTES.getConnection.path, id))
    onConnection(connection)
    return connection
  }
  const attendant = new AttemptAttendant({ client, flows, basePath, readConnection, onConnection })
  const returned = takeReturnedAttempt()
  if (returned) attendant.takeReturned(returned)

  const read = async (staleTime?: number) => {
    const known = await queryClient.fetchQuery({ ...list, staleTime: staleTime ?? list.staleTime })
    return known.cursor
  }
  const stopHints = listenForHints(new URL(basePath(), location.href).origin, () => void attendant.ask())
  const stopLive = startLiveUpdates({
    client,
    first: () => read(),
    refetch: () => read(0),
    onConnection,
    onAttempt: (attempt) => void attendant.settle(attempt),
    chance,
  })

  return {
    attendant,
    stop() {
      stopLive()
      stopHints()
      attendant.stop()
    },
  }
}
