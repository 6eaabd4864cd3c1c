// The situations the toolbar offers; a story that brings its own `parameters.mooring` is not touched by them.
import {
  attemptFixture,
  connectionFixture,
  connectionListFixture,
  problemFixture,
  STATUS_ROWS,
} from '../packages/contract/src/fixtures/index.ts'
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

const one = (connection: Connection): Scenario => ({ list: connectionListFixture([connection]) })

const statusScenarios = STATUS_ROWS.map(([status, reason]): [string, Scenario] => [
  reason ? `${status}: ${reason}` : status,
  one(connectionFixture(status, reason)),
])

const mayOnlyLook = { reauthorize: false, disconnect: false, confirm: false, audit: false }

const longName =
  'The Honourable Company of Harbour-Side Tea Merchants, Blenders and Wholesale Purveyors of Fine Leaf'

/** Every scenario by its name in the toolbar. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  journey: { list: connectionListFixture([]) },
  ...Object.fromEntries(statusScenarios),
  'attempt pending': { list: connectionListFixture([]), attempts: [attemptFixture()] },
  'no permission': {
    list: connectionListFixture(
      [connectionFixture('reauthorization_required', 'revoked', { can: mayOnlyLook })],
      { can: { connect: false } },
    ),
  },
  'long company name': one(
    connectionFixture('connected', null, {
      company: { realmId: '•••• 1234', name: longName, country: 'GB' },
    }),
  ),
  'several companies': {
    list: connectionListFixture([
      connectionFixture(),
      connectionFixture('reauthorization_required', 'revoked', {
        id: 'con_northwind',
        company: { realmId: '•••• 5678', name: 'Northwind Bakery', country: 'CA' },
      }),
    ]),
  },
  loading: { loading: true },
  offline: { offline: true },
  'server error': { problem: problemFixture('internal') },
}
