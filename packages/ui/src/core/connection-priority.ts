// Which connections need a person, and all of them, the most urgent first.
import type { Connection, Status } from '@mooring/contract'

const NEEDING: readonly Status[] = [
  'reauthorization_required',
  'blocked',
  'awaiting_confirmation',
  'expiring',
]
const BY_URGENCY: readonly Status[] = [...NEEDING, 'checking', 'connected', 'disconnected']

const inOrder = (connections: readonly Connection[], order: readonly Status[]): Connection[] =>
  order.flatMap((status) => connections.filter((connection) => connection.status === status))

/** What Mooring repairs by itself, what is fine and what was ended on purpose needs no person. */
export const needingAttention = (connections: readonly Connection[]): Connection[] =>
  inOrder(connections, NEEDING)

/** Within one status they stay in the server's order. */
export const byUrgency = (connections: readonly Connection[]): Connection[] =>
  inOrder(connections, BY_URGENCY)

const SET_UP: readonly Connection['setup']['state'][] = ['failed', 'configuration_required', 'importing']

/** Whose set-up is under way: what waits for a person first. */
export const beingSetUp = (connections: readonly Connection[]): Connection[] =>
  SET_UP.flatMap((state) =>
    connections.filter(({ status, setup }) => status !== 'disconnected' && setup.state === state),
  )
