// What a provider does after first paint: follow the event stream and the attempts.
import type { Connection } from '@mooring/contract'
import { AttemptPoller } from '../core/authorization/attempt-poller.ts'
import { onAttemptSignal } from '../core/authorization/attempt-signals.ts'
import { takeReturnedAttempt } from '../core/authorization/callback-params.ts'
import { onListAskedFor } from '../core/list-asked-for.ts'
import { startLiveUpdates } from '../core/live-updates.ts'
import { pathOf } from '../core/paths.ts'
import { putConnection } from '../core/put-connection.ts'
import { onPageResume } from '../core/resume-detector.ts'
import type { SubscriptionOptions, Subscriptions } from './lazy-components.ts'
import { servicesOf } from './services.ts'

export function startSubscriptions(options: SubscriptionOptions): Subscriptions {
  const { instance, list, queryClient, chance } = options
  const { client } = instance
  const { flows, clock } = servicesOf(instance)
  const basePath = () => instance.props().basePath
  const onConnection = (connection: Connection) => putConnection(queryClient, list, connection)
  const readConnection = async (id: string) => {
    const connection = await client.get<Connection>(pathOf('/connections/:id', id))
    onConnection(connection)
    return connection
  }
  const tracker = new AttemptPoller({
    client,
    flows,
    basePath,
    readConnection,
    onConnection,
    now: clock.now,
  })
  const returned = takeReturnedAttempt()
  if (returned) tracker.resume(returned)
  void tracker.resumePending()

  let stopWaiting = () => {}
  // What follows the list begins when something asks for it.
  const asked = new Promise<void>((resolve) => {
    stopWaiting = onListAskedFor(queryClient, list, resolve)
  })
  const read = async (staleTime: number) => {
    await asked
    return (await queryClient.fetchQuery({ ...list, staleTime })).cursor
  }
  const stopSignals = onAttemptSignal(
    new URL(basePath(), location.href).origin,
    () => void tracker.poll(),
    (handed, answer) => void tracker.claim(handed, answer),
  )
  const live = startLiveUpdates({
    client,
    first: () => read(Number.POSITIVE_INFINITY),
    refetch: () => read(0),
    onConnection,
    onAttempt: (attempt) => void tracker.applyAttempt(attempt),
    chance,
  })
  const stopResuming = onPageResume(clock.now, () => {
    live.again()
    void tracker.poll()
  })

  return {
    tracker,
    stop() {
      stopWaiting()
      stopResuming()
      live.stop()
      stopSignals()
      tracker.stop()
    },
  }
}
