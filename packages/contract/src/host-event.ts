// What is in each event, by its type.
import type {
  Action,
  Actor,
  DisconnectWhy,
  EventType,
  Progress,
  Reason,
  Status,
  WebhookEntity,
} from './types.ts'

/** What changed for the worse, and what is to be done. */
interface Trouble {
  readonly reason: Reason | null
  readonly action: Action
}

/** The work that went on is identified by its run. */
interface Run {
  readonly runId: string | null
  /** True of the run that takes back what was written: it continues by itself after a pause. */
  readonly takeBack?: true
}

interface Paused extends Run, Trouble {
  readonly progress: Progress | null
}

interface Resumed {
  /** RFC 3339. */
  readonly pausedAt: string | null
  readonly progress: Progress | null
}

/** `data` of each type of event. */
export interface HostEventData {
  /** `reconnected`: a disconnected connection was taken up again. `imported`: taken over with its tokens. */
  'connection.connected': { readonly reconnected: boolean; readonly imported?: boolean }
  'connection.confirmed': Readonly<Record<string, never>>
  /** Why it had to be, where it had to. */
  'connection.reauthorized': {
    readonly was: Reason | null
    /** The link it was done with; there only where it was one. */
    readonly linkId?: string
  }
  /** Which clock runs out: `idle` (not used), `hard` (five years), `campaign` (the deadline of the campaign `campaignId`). */
  'connection.expiring': {
    readonly clock: 'idle' | 'hard' | 'campaign'
    readonly daysLeft: number
    readonly campaignId?: string
  }
  'connection.reauthorization_required': Trouble
  'connection.blocked': Trouble
  /** Why it is unknown for now whether it works. */
  'connection.checking': { readonly reason: Reason; readonly action: 'wait' }
  'connection.refresh_failed': {
    /** What went wrong, as the history names it: `timeout`, `network`, `throttled`, `invalid_grant` … */
    readonly code: string
    /** Refreshes that failed in a row, this one counted. */
    readonly tries: number
    /** RFC 3339: when the next is made; null where none is made by itself. */
    readonly retryAt: string | null
    /** What the connection is after it. */
    readonly status: Status
    readonly reason: Reason | null
  }
  'connection.recovered': { readonly was: Reason | null }
  'connection.disconnected': {
    readonly reason: 'by_user' | 'by_host' | 'in_quickbooks'
    readonly why: DisconnectWhy | null
    /** Whether the data is to be deleted: `disconnect.dataDeleted` is true once your handler has resolved. */
    readonly deleteData: boolean
  }
  /** The person who authorized it, whom the host said has left. */
  'connection.owner_left': { readonly userId: string }
  /** `expiresAt`: RFC 3339. The link's address is in no event. */
  'link.created': { readonly linkId: string; readonly expiresAt: string }
  'link.started': { readonly linkId: string }
  'link.used': { readonly linkId: string }
  'link.ended': { readonly linkId: string; readonly state: 'revoked' | 'expired' | 'withdrawn' }
  'sync.started': Run & { readonly resumed: boolean }
  /** The newest progress, not each step of it; `at`: RFC 3339. */
  'sync.progressed': Run & { readonly progress: Progress | null; readonly at: string }
  'sync.succeeded': Run
  /** `code` and `reference` of the problem that the connection's `sync.error` shows. */
  'sync.failed': Run & { readonly code: string; readonly reference: string }
  'sync.paused': Paused
  'sync.resumed': Resumed
  'setup.started': Readonly<Record<string, never>>
  'setup.failed': { readonly code: string; readonly reference: string; readonly tries: number }
  'setup.paused': Paused
  'setup.resumed': Resumed
  'setup.completed': Readonly<Record<string, never>>
  /** `realmId` in full. */
  'webhook.received': { readonly realmId: string | null; readonly entities: readonly WebhookEntity[] }
  /** `deadline`: RFC 3339; `selected`: how many connections. */
  'campaign.started': {
    readonly campaignId: string
    readonly why: 'scopes' | 'keys' | 'hard_expiry' | 'other'
    readonly deadline: string
    readonly selected: number
  }
  /** `done`: re-authorized; `gone`: disconnected meanwhile. */
  'campaign.ended': {
    readonly campaignId: string
    readonly outcome: 'completed' | 'ended_by_operator'
    readonly selected: number
    readonly done: number
    readonly gone: number
  }
  'operations.incident': {
    readonly state: 'began' | 'ended'
    /** RFC 3339. */
    readonly since: string
    readonly code: string
    /** How many connections were refused when it began. */
    readonly connections?: number
  }
  /** The month's metered reads of all tenants; `month` by UTC: `2026-11`. */
  'operations.quota': {
    readonly state: 'near' | 'over'
    readonly month: string
    readonly used: number
    /** The option `quota.readsPerMonth`; null: no limit is known. */
    readonly readsPerMonth: number | null
    /** `intuit`: it refused reads of several companies at once for longer than a minute. */
    readonly source: 'counted' | 'intuit'
  }
}

/** Events for the operator, across tenants. */
type OfNoConnection = `operations.${string}` | `campaign.${string}`

interface EventOf<Type extends EventType> {
  /** At least once: the same id may come again. */
  readonly id: string
  readonly type: Type
  /** RFC 3339. */
  readonly at: string
  /** null for events of no connection. */
  readonly tenantId: Type extends OfNoConnection ? null : string
  readonly connectionId: Type extends OfNoConnection ? null : string
  /** Grows by one with each event of a connection. */
  readonly sequence: number
  /** Who did it; null where no person did. */
  readonly actor: Actor | null
  readonly data: HostEventData[Type]
}

/** An event as the host's `onEvent` gets it: narrowed by its `type`. */
export type HostEvent = { [Type in EventType]: EventOf<Type> }[EventType]

/** No one is asked to connect again what was disconnected on purpose. */
const isOnPurpose = ({ reason }: Pick<Trouble, 'reason'>): boolean =>
  reason === 'by_user' || reason === 'by_host'

/**
 * Whether an event asks a person to act: to re-authorize, connect again, or fix what QuickBooks names. False for what is
 * waited out, or is information only.
 */
export function needsPerson(event: HostEvent): boolean {
  switch (event.type) {
    case 'connection.expiring':
    case 'connection.reauthorization_required':
    case 'connection.owner_left':
    case 'setup.failed':
      return true
    case 'connection.blocked':
    case 'sync.paused':
    case 'setup.paused':
      return event.data.action !== null && event.data.action !== 'wait' && !isOnPurpose(event.data)
    case 'connection.disconnected':
      return event.data.reason === 'in_quickbooks'
    default:
      return false
  }
}
