// What the mock server of one story starts from, and the short ways to say it.
import { connectionFixture, connectionListFixture } from '../packages/contract/src/fixtures/index.ts'
import type {
  Attempt,
  Connection,
  ConnectionList,
  DisconnectImpact,
  Health,
  HistoryPage,
  Problem,
  Readiness,
} from '../packages/contract/src/index.ts'

/** What the mock server starts from; every field may be left out. */
export interface Scenario {
  /** The answer of GET /connections; default: one connected company. */
  list?: ConnectionList
  /** The answer of GET …/disconnect-impact. */
  impact?: DisconnectImpact
  /** The answer of GET …/readiness. */
  readiness?: Readiness
  /** The answer of GET …/history. */
  history?: HistoryPage
  /** The answer of GET …/health. */
  health?: Health
  /** Without `list`, every call fails with it; with `list`, every call but the reading of connections. */
  problem?: Problem
  /** Without `list`, nothing is reached at all; with `list`, the list is read once and then nothing more. */
  offline?: boolean
  /** No call is ever answered. */
  loading?: boolean
  /** The caller's pending attempts. */
  attempts?: Attempt[]
}

/** What a story is besides its component: the scenario, and what the toolbar is set to. */
export interface State {
  parameters: { mooring: Scenario }
  globals?: Record<string, string | object>
}

/** A state that starts from a scenario. */
export const given = (mooring: Scenario): State => ({ parameters: { mooring } })

/** A state with these connections and every right. */
export const on = (...connections: Connection[]): State => given({ list: connectionListFixture(connections) })

/** The rights of somebody who may only look. */
export const MAY_ONLY_LOOK: Connection['can'] = {
  reauthorize: false,
  disconnect: false,
  confirm: false,
  audit: false,
}

/** A company whose name is longer than any line. */
export const LONG_NAMED: Connection['company'] = {
  realmId: '•••• 9012',
  name: 'The Honourable Company of Harbour-Side Tea Merchants, Blenders and Wholesale Purveyors of Fine Leaf',
  country: 'GB',
}

/** A second company, which has to be re-authorized. */
export const NORTHWIND: Connection = connectionFixture('reauthorization_required', 'revoked', {
  id: 'con_northwind',
  company: { realmId: '•••• 5678', name: 'Northwind Bakery', country: 'CA' },
})

/** A third one, with a long name and little time left. */
export const PURVEYORS: Connection = connectionFixture('expiring', 'idle_expiry_near', {
  id: 'con_purveyors',
  company: LONG_NAMED,
})
