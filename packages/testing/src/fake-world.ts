// What the stand-in for the adapter knows: connections and attempts, and who listens to their changes.
import type { Attempt, Connection, ConnectionList } from '@mooring/contract'

type Listener = (frame: string) => void

export interface FakeWorld {
  list(): ConnectionList
  connection(id: string): Connection | undefined
  attempt(id: string): Attempt | undefined
  saveConnection(connection: Connection): Connection
  saveAttempt(attempt: Attempt): Attempt
  /** Calls back with each frame of the event stream; returns how to stop. */
  listen(listener: Listener): () => void
}

const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]))

// A first company that was never confirmed and is disconnected is left out, as the contract says.
const isListed = ({ status, confirmedAt }: Connection) => status !== 'disconnected' || confirmedAt !== null

export function createFakeWorld(start: ConnectionList): FakeWorld {
  const connections = byId(start.connections)
  const attempts = byId(start.attempts)
  const listeners = new Set<Listener>()
  let sequence = 0

  function publish(kind: 'connection' | 'attempt', data: Connection | Attempt): void {
    sequence += 1
    const frame = `id: ${sequence}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`
    for (const listener of listeners) listener(frame)
  }

  return {
    list: () => ({
      ...start,
      connections: [...connections.values()].filter(isListed),
      attempts: [...attempts.values()].filter(({ outcome }) => outcome === 'pending'),
      cursor: String(sequence),
    }),
    connection: (id) => connections.get(id),
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
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
