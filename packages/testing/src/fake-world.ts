// The state of the fake adapter: connections and attempts, and who listens to their changes.
import type { Attempt, Connection, ConnectionList, TakeBack } from '@mooring/contract'
import type { FakeReadings } from './fake-readings.ts'

type Listener = (frame: string) => void
type Ended = () => void

export interface FakeWorld {
  list(): ConnectionList
  /** Replaces it, without an event. Attempts it lacks can be read by their ids still. */
  setList(list: ConnectionList): void
  connection(id: string): Connection | undefined
  attempts(): readonly Attempt[]
  attempt(id: string): Attempt | undefined
  saveConnection(connection: Connection): Connection
  saveAttempt(attempt: Attempt): Attempt
  readonly readings: FakeReadings
  /** Attempts that may come back with another company than their connection's. */
  readonly mayChangeCompany: Set<string>
  /** What was taken back, by connection. */
  readonly takenBack: Map<string, TakeBack>
  /** Calls back with each frame of the event stream, and at its end; returns how to stop. */
  listen(listener: Listener, ended?: Ended): () => void
  endStreams(): void
}

const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]))

// A first company that was never confirmed and is disconnected is left out, as the contract says.
const isListed = ({ status, confirmedAt }: Connection) => status !== 'disconnected' || confirmedAt !== null

export function createFakeWorld(start: ConnectionList, readings: FakeReadings): FakeWorld {
  let rest = start
  let connections = byId(start.connections)
  const attempts = byId(start.attempts)
  const unlisted = new Set<string>()
  const listeners = new Map<Listener, Ended | undefined>()
  let sequence = Number(start.cursor) || 0

  function publish(kind: 'connection' | 'attempt', data: Connection | Attempt): void {
    sequence += 1
    const frame = `id: ${sequence}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`
    for (const listener of listeners.keys()) listener(frame)
  }

  const isPending = ({ id, outcome }: Attempt) => outcome === 'pending' && !unlisted.has(id)

  return {
    readings,
    mayChangeCompany: new Set(),
    takenBack: new Map(),
    list: () => ({
      ...rest,
      connections: [...connections.values()].filter(isListed),
      attempts: [...attempts.values()].filter(isPending),
      cursor: String(sequence),
    }),
    setList(list) {
      rest = list
      connections = byId(list.connections)
      for (const id of attempts.keys()) unlisted.add(id)
      for (const attempt of list.attempts) {
        attempts.set(attempt.id, attempt)
        unlisted.delete(attempt.id)
      }
    },
    connection: (id) => connections.get(id),
    attempts: () => [...attempts.values()],
    attempt: (id) => attempts.get(id),
    saveConnection(connection) {
      connections.set(connection.id, connection)
      publish('connection', connection)
      return connection
    },
    saveAttempt(attempt) {
      attempts.set(attempt.id, attempt)
      publish('attempt', attempt)
      return attempt
    },
    listen(listener, ended) {
      listeners.set(listener, ended)
      return () => listeners.delete(listener)
    },
    endStreams() {
      const open = [...listeners.values()]
      listeners.clear()
      for (const ended of open) ended?.()
    },
  }
}
