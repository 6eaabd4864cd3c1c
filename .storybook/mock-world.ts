// What the mock server knows: connections and attempts, and who listens to their changes.
import { FIXTURE_NOW } from '../packages/contract/src/fixtures/index.ts'
import type { Attempt, Connection, ConnectionList, Link, TakeBack } from '../packages/contract/src/index.ts'
import type { Scenario } from './scenario.ts'

type Kind = 'connection' | 'attempt'
type Listener = (frame: string) => void

/** The state behind one story. Every change is told to the open event streams. */
export interface MockWorld {
  list(): ConnectionList
  connection(id: string): Connection | undefined
  attempt(id: string): Attempt | undefined
  /** Newest first. */
  links(): Link[]
  saveConnection(connection: Connection): Connection
  saveAttempt(attempt: Attempt): Attempt
  /** What was taken back in this story, by connection. */
  readonly takenBack: Map<string, TakeBack>
  saveLink(link: Link): Link
  /** Calls back with each frame of the event stream; returns how to stop. */
  listen(listener: Listener): () => void
}

const TIMESTAMP = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** Moves every time in fixtures as if `FIXTURE_NOW` were now, so that "4 minutes ago" stays true. */
export function movedToNow<T>(value: T, now: number): T {
  const shift = now - Date.parse(FIXTURE_NOW)
  const revive = (_: string, field: unknown) =>
    typeof field === 'string' && TIMESTAMP.test(field)
      ? new Date(Date.parse(field) + shift).toISOString()
      : field
  return JSON.parse(JSON.stringify(value), revive)
}

const byId = <T extends { id: string }>(rows: T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]))

// A first company that was never confirmed and is disconnected is left out, as the contract says.
const isListed = ({ status, confirmedAt }: Connection) => status !== 'disconnected' || confirmedAt !== null

/** A world that starts as the scenario says. */
export function createMockWorld(scenario: Scenario, start: ConnectionList): MockWorld {
  const connections = byId(start.connections)
  const attempts = byId([...start.attempts, ...(scenario.attempts ?? [])])
  const links = byId(scenario.links ?? [])
  const listeners = new Set<Listener>()
  let sequence = 0

  function tell(kind: Kind, data: Connection | Attempt) {
    sequence += 1
    for (const listener of listeners) {
      listener(`id: ${sequence}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`)
    }
  }

  return {
    takenBack: new Map(),
    list: () => ({
      ...start,
      connections: [...connections.values()].filter(isListed),
      attempts: [...attempts.values()].filter(({ outcome }) => outcome === 'pending'),
      cursor: String(sequence),
    }),
    connection: (id) => connections.get(id),
    attempt: (id) => attempts.get(id),
    links: () => [...links.values()].sort((one, other) => other.createdAt.localeCompare(one.createdAt)),
    saveConnection(connection) {
      connections.set(connection.id, connection)
      tell('connection', connection)
      return connection
    },
    saveAttempt(attempt) {
      attempts.set(attempt.id, attempt)
      tell('attempt', attempt)
      return attempt
    },
    saveLink(link) {
      links.set(link.id, link)
      return link
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
