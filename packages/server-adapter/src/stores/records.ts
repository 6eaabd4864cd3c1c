// What the repositories store. Times are milliseconds since the epoch; what is sealed is the vault's text.
import type {
  Actor,
  AttemptOutcome,
  AttemptStep,
  Connection,
  DisconnectWhy,
  Environment,
  EventType,
  Permission,
  Problem,
  Reason,
  Status,
} from '@mooring/contract'
import type { CampaignDeadline } from './campaigns.ts'
import type { SetupState, SyncState } from './run-states.ts'

export type { SetupState, SyncState } from './run-states.ts'

/** A connection's row. It has no token: status is read without decrypting anything. */
export interface ConnectionRecord {
  readonly id: string
  readonly tenantId: string
  readonly environment: Environment
  /** HMAC of the realm id: for look-up and uniqueness. Never changes. */
  readonly realmTag: string
  /** The realm id, sealed. */
  readonly realmSealed: string
  /** The last four digits, to show. */
  readonly realmLast4: string
  /**
   * What must be unique among rows that are not disconnected: the environment and tag, plus the tenant
   * where the host lets several tenants share a company.
   */
  readonly realmClaim: string
  status: Status
  reason: Reason | null
  companyName: string | null
  companyCountry: string | null
  authorizedBy: NonNullable<Connection['authorizedBy']> | null
  connectedAt: number | null
  confirmedAt: number | null
  reauthorizedAt: number | null
  disconnectedAt: number | null
  /** When the stored access token ends; null without a grant. */
  accessExpiresAt: number | null
  idleExpiresAt: number | null
  /** True where `idleExpiresAt` came with an import and Intuit has not been asked yet: it warns, and ends nothing. */
  idleIsImported: boolean
  hardExpiresAt: number | null
  proofKind: 'company_read' | 'token_refresh' | 'sync' | 'webhook' | null
  proofAt: number | null
  sync: SyncState
  setup: SetupState
  /** How it ended. One that was taken up again and that a person is still to confirm keeps it until then. */
  disconnect: {
    why: DisconnectWhy | null
    dataDeleted: boolean
    revoke: 'pending' | 'done' | 'queued' | 'unconfirmed'
    /** Its tenant was forgotten. Default false. */
    forgotten?: true
    /** It ended while a person was still to say that it is the right company: the next connect asks again. Default false. */
    unconfirmed?: true
    /** Of the grant it ended with: the next one's is beyond it. Absent where it had none. */
    generation?: number
  } | null
  readonly replaces: string | null
  /** A switch of companies that waits for this connection's company to be confirmed. */
  switching: PendingSwitch | null
  /** Left out of lists: a first company that was never confirmed and is disconnected. */
  hidden: boolean
  /** When background work checks this connection next (keepalive, repair, warnings); null for never. */
  dueAt: number | null
  /** How often in a row a repair was tried in vain. */
  failures: number
  /** When what failed is tried again; null where nothing waits for another try. */
  retryAt: number | null
  /** When Intuit refused the stored grant and nothing explained it: confirmed by one more try. null once it works. */
  refusedAt: number | null
  /** Someone said in QuickBooks' Disconnect URL that this one is gone; verified before it counts. */
  disconnectHintAt: number | null
  /** The scopes of the last consent here; null where it is not known (tokens taken over, rows of before). */
  scopes: readonly string[] | null
  /** The campaigns that have asked for a new consent; null for none. */
  campaigns: readonly CampaignDeadline[] | null
  /** Warnings already sent, as `idle:14`. */
  warned: readonly string[]
  /** Whether links for it may be open: a change of it then has them checked. */
  hasLinks: boolean
  /** Grows by one with each event; the event's `sequence`. */
  sequence: number
  /** Grows by one with each change: writes compare and swap on it. */
  version: number
}

/** What waits for the answer whether a new company is the right one. */
export interface PendingSwitch {
  /** The reason with which the connection that it replaces ends. */
  readonly why: DisconnectWhy
  /** Without an answer by then the new connection ends, ms. */
  readonly until: number
}

/** A grant's row: what the vault sealed, in a table of its own. */
export interface GrantRecord {
  readonly connectionId: string
  readonly tenantId: string
  /**
   * Grows with every grant stored, also across a disconnect: by one with a refresh, at least to the moment's
   * milliseconds with a consent. The fence of a refresh, and part of
   * what the vault binds to.
   */
  generation: number
  accessSealed: string
  refreshSealed: string
  accessExpiresAt: number
  refreshExpiresAt: number | null
  hardExpiresAt: number | null
  /** When Intuit gave this refresh token (not when an access token was last renewed with it). */
  issuedAt: number
  /** Id of the key both were sealed with. */
  keyId: string
}

/** The intent to refresh, durable before Intuit is called. */
export interface RefreshJournalRecord {
  readonly connectionId: string
  /** The generation the refresh started from. */
  readonly generation: number
  readonly fence: number
  readonly startedAt: number
}

/** A lease on a name, with a fencing token that grows with every owner. */
export interface LeaseRecord {
  readonly name: string
  readonly owner: string
  readonly fence: number
  readonly expiresAt: number
}

/** How far an attempt came, and when. */
export interface AttemptStage {
  readonly step: string
  readonly at: number
  /** Of the steps `returned` and `exchanged`. */
  readonly consents?: SeenConsents
}

/** What was stored of a company as a browser came back with a code for it, or as the grant for that code was stored. */
export interface SeenConsents {
  /** The tenant's own connection that had it; null where none had. */
  readonly connectionId: string | null
  /** How many of its consents were stored. */
  readonly saved: number
}

export interface AttemptRecord {
  readonly id: string
  readonly tenantId: string
  readonly userId: string
  readonly displayName: string | null
  readonly actingFor: { readonly userId: string; readonly displayName: string | null } | null
  /** What the starter was allowed when it began; asked again at the callback where the host's session is seen. */
  readonly permissions: readonly Permission[]
  readonly kind: 'connect' | 'reauthorize'
  readonly mode: 'popup' | 'redirect'
  readonly environment: Environment
  connectionId: string | null
  readonly returnTo: string | null
  readonly intent: unknown
  readonly allowCompanyChange: boolean
  /** Why the company is changed, where that was asked for and said. */
  readonly changeWhy: DisconnectWhy | null
  /** The link it was started with, by someone without a login here; null for a person of the host's. */
  readonly linkId: string | null
  readonly stateHash: string
  readonly cookieHash: string
  readonly ticketHash: string
  readonly ticketExpiresAt: number
  /** The origin of the page that was given the ticket: from no other does it count. null where that named none. */
  readonly ticketOrigin: string | null
  ticketUsedAt: number | null
  readonly createdAt: number
  readonly expiresAt: number
  /** When the state was consumed: once. */
  returnedAt: number | null
  /** Written as its state is consumed where the host saw no session on the callback; null where none has to claim it. */
  claim: AttemptClaim | null
  step: AttemptStep
  outcome: AttemptOutcome
  problem: Problem | null
  stages: readonly AttemptStage[]
  intuitTids: readonly string[]
  /** The grant that waits for its company to be read, sealed; and the realm that came with it. */
  waitingGrant: string | null
  waitingRealm: string | null
  /** The name of another company that was chosen with a link, sealed: for the eyes of the browser that chose it. */
  refusedCompany: string | null
  /** When the company is read again. */
  dueAt: number | null
  tries: number
  version: number
}

/** What the claim of an attempt goes by. */
export interface AttemptClaim {
  /** SHA-256 of the secret that only the browser which came back was handed. */
  readonly secretHash: string
  /** When the starter's page came with it. */
  readonly claimedAt: number | null
  /** Whether its connection had a grant as the browser came back: by Intuit's rules the consent may have ended it. */
  readonly endsGrant: boolean
}

/** A host event, written with its change. */
export interface EventRecord {
  readonly id: string
  /** Grows with commit order. Given by the store. */
  readonly position: number
  readonly type: EventType
  readonly at: number
  readonly tenantId: string | null
  readonly connectionId: string | null
  readonly sequence: number
  readonly actor: Actor | null
  readonly data: Record<string, unknown>
}

/** The state of one connection's queue of events. */
export interface DeliveryRecord {
  /** The connection's id, or `operations` for events of no connection. */
  readonly queue: string
  /** The first undelivered event's position. */
  readonly position: number
  tries: number
  dueAt: number
  stalledAt: number | null
}

export interface HistoryRecord {
  readonly id: string
  readonly tenantId: string
  readonly connectionId: string
  /** 1, 2, 3 … within the connection. */
  readonly entry: number
  readonly at: number
  readonly type: string
  /** null once personal data was erased. */
  readonly actor: Actor | null
  readonly outcome: 'succeeded' | 'refused' | 'failed'
  readonly code: string | null
  readonly intuitTid: string | null
  /** `{}` once personal data was erased. */
  readonly data: Record<string, unknown>
  /** Random; hashed with actor and data, so that erasing them leaves the chain verifiable. */
  readonly salt: string | null
  readonly personalDigest: string
  readonly previousHash: string
  readonly hash: string
}

/** What the event stream follows: which connection or attempt changed, in commit order. */
export interface ChangeRecord {
  readonly position: number
  readonly tenantId: string
  readonly kind: 'connection' | 'attempt'
  readonly subjectId: string
  readonly at: number
}

/** A revoke that Intuit has not confirmed yet. */
export interface RevokeRecord {
  /** The connection that ended, or the attempt whose grant was not stored. */
  readonly connectionId: string
  readonly tenantId: string
  /** The company's tag: a connection that has it by now must not be cut off. */
  readonly realmTag: string
  readonly generation: number
  readonly refreshSealed: string
  readonly keyId: string
  tries: number
  dueAt: number
}

/** What the store belongs to: another's is refused at start. */
export interface StoreIdentity {
  readonly clientId: string
  readonly environment: Environment
  readonly redirectOrigin: string
  /** In full. Not in stores of older versions: their next opening adds it. */
  readonly redirectUri?: string
}
