// What the adapter of one story starts from, and the short ways to say it.
import { connectionFixture, connectionListFixture } from '../packages/contract/src/fixtures/index.ts'
import type { Attempt, Connection, ConnectionList, Problem } from '../packages/contract/src/index.ts'
import type { FakeReadings } from '../packages/testing/src/fake-readings.ts'

/** What an adapter starts from, and what components read of it; every field may be left out. */
export interface Scenario extends FakeReadings {
  /** The answer of GET /connections; default: one connected company. */
  list?: ConnectionList
  /** The caller's pending attempts. */
  attempts?: Attempt[]
  /** Without `list`, every call fails with it; with `list`, every call but the reading of connections. */
  problem?: Problem
  /** Without `list`, nothing is reached at all; with `list`, the list is read once and then nothing more. */
  offline?: boolean
  /** No call is ever answered. */
  loading?: boolean
  /** The host wants to know what helped. */
  asksForFeedback?: true
}

/** What a state is called by people, and what it stands for in a sentence. */
export interface Caption {
  title: string
  meaning: string
}

/** What a story is besides its component: the scenario, and what the toolbar is set to. */
export interface State {
  parameters: { mooring: Scenario; caption?: Caption }
  globals?: Record<string, string | object>
}

/** A state of the table: named and explained. */
export interface NamedState extends State {
  parameters: { mooring: Scenario; caption: Caption }
}

/** A state that starts from a scenario. */
export const given = (mooring: Scenario): State => ({ parameters: { mooring } })

/** A state with these connections and every right. */
export const on = (...connections: Connection[]): State => given({ list: connectionListFixture(connections) })

/** Names a state and says what it stands for. */
export const state = (title: string, meaning: string, { parameters, globals }: State): NamedState => ({
  parameters: { mooring: parameters.mooring, caption: { title, meaning } },
  ...(globals && { globals }),
})

/** The same scenario with each of its connections changed. */
export const changed = (scenario: Scenario, change: (connection: Connection) => Connection): Scenario => ({
  ...scenario,
  ...(scenario.list && {
    list: { ...scenario.list, connections: scenario.list.connections.map(change) },
  }),
})

/** The rights of someone who may see everything and change nothing. */
export const READ_ONLY: Connection['can'] = {
  reauthorize: false,
  disconnect: false,
  confirm: false,
  audit: false,
}

/** A company whose name is longer than any line. */
export const LONG_NAMED: Connection['company'] = {
  realmId: null,
  realmIdLast4: '9012',
  name: 'The Honourable Company of Harbour-Side Tea Merchants, Blenders and Wholesale Purveyors of Fine Leaf',
  country: 'GB',
}

/** A second company, which has to be re-authorized. */
export const NORTHWIND: Connection = connectionFixture('reauthorization_required', 'revoked', {
  id: 'con_northwind',
  company: { realmId: null, realmIdLast4: '5678', name: 'Northwind Bakery', country: 'CA' },
})

/** A third one, with a long name and little time left. */
export const PURVEYORS: Connection = connectionFixture('expiring', 'idle_expiry_near', {
  id: 'con_purveyors',
  company: LONG_NAMED,
})
