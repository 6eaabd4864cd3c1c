// Every state of the contract by its name, as the list of connections that a page in it has.
import type { Connection, ConnectionList, Permission, Reason, Status } from '@mooring/contract'
import { connectionFixture, connectionListFixture, STATUS_ROWS } from '@mooring/contract/fixtures'

/**
 * A state by name: a status (with its first reason in the contract's table), a reason, or `not_connected`; or connections of
 * your own, made with `connectionFixture`; or a whole list.
 */
export type TestState =
  | Status
  | Reason
  | 'not_connected'
  | Connection
  | readonly Connection[]
  | ConnectionList

/** What the person on the page may do: the rights that are false, or the list of those that `identify` grants. Default: everything. */
export type TestRights =
  | Partial<Record<'connect' | 'reauthorize' | 'disconnect' | 'confirm' | 'audit', boolean>>
  | readonly Permission[]

/** Every state that has a name, each status and each reason once. */
export const TEST_STATES: readonly (Status | Reason | 'not_connected')[] = [
  ...new Set<Status | Reason | 'not_connected'>([
    'not_connected',
    ...STATUS_ROWS.map(([status]) => status),
    ...STATUS_ROWS.flatMap(([, reason]) => reason ?? []),
  ]),
]

function connectionsOf(state: Exclude<TestState, ConnectionList>): readonly Connection[] {
  if (typeof state === 'object') return 'id' in state ? [state] : state
  if (state === 'not_connected') return []
  const row = STATUS_ROWS.find(([status, reason]) => status === state || reason === state)
  if (!row) throw new RangeError(`There is no state "${state}". Named states: ${TEST_STATES.join(', ')}.`)
  return [connectionFixture(...row)]
}

type Rights = Connection['can'] & Pick<ConnectionList['can'], 'connect'>

function rightsOf(can: TestRights): Rights {
  const may = (name: Permission): boolean => !('includes' in can) || can.includes(name)
  const { connect = may('connect'), ...named } = 'includes' in can ? {} : can
  return {
    connect,
    reauthorize: may('reauthorize'),
    disconnect: may('disconnect'),
    confirm: connect,
    audit: may('audit'),
    ...named,
  }
}

/**
 * The answer of GET /connections in a state.
 * @throws RangeError for a name that there is none of
 */
export function listFixture(state: TestState, can: TestRights = {}): ConnectionList {
  if (typeof state === 'object' && 'connections' in state) return state
  const { connect, ...rights } = rightsOf(can)
  const connections = connectionsOf(state).map((connection) => ({ ...connection, can: rights }))
  return connectionListFixture(connections, { can: { connect } })
}
