// What a provider does after first paint: follow the event stream and the attempts.
import type { Connection } from '@mooring/contract'
import { AttemptAttendant } from '../../authorization/attend-attempts.ts'
import type { Attendant } from '../../authorization/flows.ts'
import { listenForHints } from '../../authorization/hints.ts'
import { takeReturnedAttempt } from '../../authorization/return-address.ts'
import { isAskedFor } from '../../client/connection-list.ts'
import { startLiveUpdates } from '../../client/live-updates.ts'
import { pathOf } from '../../client/paths.ts'
import { putConnection } from '../../client/put-connection.ts'
import { listenForWaking } from '../../client/wake.ts'
import type { Desk, Root } from '../../hooks/useDesk.ts'
import { partsOf } from '../../hooks/useMooring.ts'

export interface Background {
  readonly attendant: Attendant
  stop(): void
}

export interface BackgroundOptions {
  readonly root: Root
  readonly list: Desk['list']
  readonly queryClient: Desk['queryClient']
  /** From 0 up to 1. */
  readonly chance: () => number
}

/** What follows the list begins when something asks for it: a page with the operators' board alone has none. */
function listAskedFor(queryClient: Desk['queryClient'], list: Desk['list']) {
  let stop = () => {}
  const promise = new Promise<void>((resolve) => {
    const look = () => {
      if (!isAskedFor(queryClient, list)) return
      stop()
      resolve()
    }
    stop = queryClient.getQueryCache().subscribe(look)
    look()
  })
  return { promise, stop }
}

export function startBackground({ root, list, queryClient, chance }: BackgroundOptions): Background {
  const { client } = root
  const { flows, ticker } = partsOf(root)
  const basePath = () => root.props().basePath
  const onConnection = (connection: Connection) => putConnection(queryClient, list, connection)
  const readConnection = async (id: string) => {
    const connection = await client.get<Connection>(pathOf('/connections/:id', id))
    onConnection(connection)
    return connection
  }
  const attendant = new AttemptAttendant({
    client,
    flows,
    basePath,
    readConnection,
    onConnection,
    now: ticker.now,
  })
  const returned = takeReturnedAttempt()
  if (returned) attendant.takeReturned(returned)
  void attendant.takeUntold()

  const asked = listAskedFor(queryClient, list)
  const read = async (staleTime: number) => {
    await asked.promise
    return (await queryClient.fetchQuery({ ...list, staleTime })).cursor
  }
  const stopHints = listenForHints(
    new URL(basePath(), location.href).origin,
    () => void attendant.ask(),
    (handed, answer) => void attendant.claim(handed, answer),
  )
  const live = startLiveUpdates({
    client,
    first: () => read(Number.POSITIVE_INFINITY),
    refetch: () => read(0),
    onConnection,
    onAttempt: (attempt) => void attendant.settle(attempt),
    chance,
  })
  const stopWaking = listenForWaking(ticker.now, () => {
    live.again()
    void attendant.ask()
  })

  return {
    attendant,
    stop() {
      asked.stop()
      stopWaking()
      live.stop()
      stopHints()
      attendant.stop()
    },
  }
}
