// What the mock server of one story starts from, and the short ways to say it.
import { connectionFixture, connectionListFixture } from '../packages/contract/src/fixtures/index.ts'
import type {
  Attempt,
  Backlog,
  BoardCampaigns,
  BoardConnection,
  BoardExplanation,
  BoardOverview,
  BoardQueues,
  BoardQuota,
  BoardWebhooks,
  Connection,
  ConnectionList,
  DisconnectImpact,
  Health,
  HistoryPage,
  Link,
  Problem,
  Readiness,
  TakeBack,
  TakeBackResult,
  WritesPage,
} from '../packages/contract/src/index.ts'

/** What a story's board starts from; every field may be left out. */
export interface BoardScenario {
  overview?: BoardOverview
  connections?: BoardConnection[]
  /** A filter by company finds nothing in this many connections, and there are more. */
  looked?: number
  explanation?: Partial<BoardExplanation>
  webhooks?: BoardWebhooks
  queues?: BoardQueues
  quota?: BoardQuota
  campaigns?: BoardCampaigns
}

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
  /** The first entry of the history that is not as it was written. */
  historyBrokenAt?: number
  /** The links of each connection at the start. */
  links?: Link[]
  /** The answer of GET …/health. */
  health?: Health
  /** The answer of GET …/writes. */
  writes?: WritesPage
  /** The answer of GET …/writes/take-back. */
  takeBack?: TakeBack
  /** What taking back comes to. */
  plan?: TakeBackResult
  /** What the operators' board reads. */
  board?: BoardScenario
  /** Without `list`, every call fails with it; with `list`, every call but the reading of connections. */
  problem?: Problem
  /** Without `list`, nothing is reached at all; with `list`, the list is read once and then nothing more. */
  offline?: boolean
  /** The answer of GET …/backlog. */
  backlog?: Backlog
  /** The host wants to know what helped. */
  asksForFeedback?: true
  /** No call is ever answered. */
  loading?: boolean
  /** The caller's pending attempts. */
  attempts?: Attempt[]
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

/** The rights of somebody who may only look. */
export const MAY_ONLY_LOOK: Connection['can'] = {
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
