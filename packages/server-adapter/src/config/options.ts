// The options a host hands in: the public face of the adapter's configuration.
import type {
  Backlog,
  DataUse,
  DisconnectImpact,
  Environment,
  HostConnection,
  HostEvent,
  Permission,
  Person,
  Progress,
} from '@mooring/contract'
import type { Request as ExpressRequest } from 'express'
import type { Logger } from '../platform/logger.ts'
import type { StoreFactory } from '../stores/store.ts'
import type { CompanyRequestInit, QueryOptions } from './request-options.ts'

/** Who is asking, by the host's own session. */
export interface Identity {
  readonly tenantId: string
  readonly userId: string
  readonly displayName?: string | null
  /** What this person may do. What is not granted is refused (403). */
  readonly permissions: readonly Permission[]
  /** Support staff acting for a customer: recorded in the history. */
  readonly actingFor?: { readonly userId: string; readonly displayName: string | null }
}

/** A person of the host's own staff who operates the product across tenants. */
export interface OperatorIdentity {
  /** In the log beside what this person does. */
  readonly id: string
  readonly displayName?: string | null
}

/** A key of the ring: `secret` is 32 bytes in base64. */
export interface EncryptionKey {
  readonly id: string
  readonly secret: string
}

/** How often a route may be called. Counts are per minute. */
export interface RateLimits {
  /** Attempts started, per user. Default 60. */
  readonly authorize: number
  /** Live probes, per connection. Default 6. */
  readonly verify: number
  /** Everything else, per tenant. Default 600. */
  readonly other: number
}

/** One of the host's own lines in the readiness list. */
export interface HostCheck {
  readonly id: string
  readonly title: string
  run(subject: { tenantId: string; connectionId: string }): Promise<{
    status: 'passed' | 'failed' | 'unknown'
    detail: string
    fix?: string
  }>
}

/** What a guarded run or an import is given. */
export interface RunTools {
  /**
   * fetch under `/v3/company/{realmId}` with a live token. A throttle is waited out, and the call repeated where its body
   * can be read twice. If it is refused while it is unknown whether the connection works, it waits for that, at most two minutes.
   * @throws SyncPausedError where a person is needed, or nothing is known by then: the run is paused, whatever it does
   */
  request(path: string, init?: CompanyRequestInit): Promise<Response>
  /**
   * All rows of a query, read page by page with `request`.
   * @param statement not encoded; without STARTPOSITION and MAXRESULTS
   * @throws with the first row: what `request` throws; MooringError `invalid_request` where Intuit refuses the query
   */
  query<Row = Record<string, unknown>>(statement: string, options?: QueryOptions): AsyncIterable<Row>
  progress(report: Progress & { checkpoint?: unknown }): Promise<void>
  /** Aborts when the run can't go on. */
  readonly signal: AbortSignal
  /** The last checkpoint of the run before, or null. */
  readonly resumeFrom: unknown
}

/** The host's work after a company's first connect. */
export interface SetupOptions {
  /** Runs once the company is confirmed; survives a restart; tried three times before `failed`. */
  readonly import?: (tools: RunTools & { connection: HostConnection }) => Promise<void>
  /** True where the customer has a form to fill in before the connection is of use. Default false. */
  readonly configuration?: boolean
}

/** The reads of companies that the app's plan at Intuit has in a month, and what follows when they run out. */
export interface QuotaOptions {
  /**
   * Metered reads of the plan a month: Builder 500,000, Silver 1,000,000, Gold 10,000,000, Platinum 75,000,000 (Intuit's App Partner
   * Program, 2025; yours are in the developer portal). They are the workspace's: where several apps share one, this app's part.
   * null: no limit is known. Default: 500,000 in production; null in a sandbox, whose reads Intuit does not count.
   */
  readonly readsPerMonth?: number | null
  /** The part of `readsPerMonth` at which the operator is warned, above 0 and up to 1. Default 0.8. */
  readonly warnAt?: number
  /**
   * True: guarded runs and set-up imports are paused until the next month as soon as our own count says that the reads are used up.
   * Default false: only once Intuit says so.
   */
  readonly pauseRuns?: boolean
}

/** Where events are posted to, signed as Standard Webhooks says. */
export interface EventEndpointOptions {
  /** https in production. Redirects are not followed. */
  readonly url: string
  /** `whsec_` and 24 to 64 random bytes in base64. Each signs: give the new and the old while receivers change over. */
  readonly secrets: readonly string[]
}

/** The page that people without a login see who were sent a link: they are asked to trust it. */
export interface LinkPageOptions {
  /** Default: `listingName`, or else the redirect URI's host. */
  readonly productName: string
  /** The name of the customer's account, as its people know it. Waited for 1 s; default: none is named. */
  readonly workspaceName?: (tenantId: string) => Promise<string | null> | string | null
  /** An https address, or a path of the redirect URI's origin. Default: no picture. */
  readonly logoUrl?: string
  /** Of the page's button: `#rgb` or `#rrggbb`. Default: a blue. */
  readonly accentColor?: string
}

/**
 * Everything `createQuickBooksAdapter` takes.
 * @typeParam HostRequest what `identify` is given: Express's request from `router`, the platform's `Request` from `handler`
 */
export interface QuickBooksAdapterOptions<HostRequest = ExpressRequest> {
  /** From Intuit's developer portal: development keys for sandbox, production keys for production. */
  readonly clientId: string
  readonly clientSecret: string
  readonly environment: Environment
  /**
   * The address Intuit sends people back to, exactly as registered there: the mount path plus `/callback`, without
   * a query. https, but for localhost, 127.0.0.1 and [::1] with sandbox keys.
   */
  readonly redirectUri: string
  /**
   * Where `handler` is mounted, where that is not the path of `redirectUri`: '' or '/' in frameworks that strip all of
   * it before they hand a request on. Default: the path of `redirectUri` without `/callback`.
   */
  readonly basePath?: string
  /**
   * Default `'on'`. `'off'` for platforms that buffer an answer until it has ended (functions): `/events` answers 404 at once,
   * and the kit asks for the list now and then instead.
   */
  readonly eventStream?: 'on' | 'off'
  /** `sqliteStore({ path })`, `postgresStore(...)` or `memoryStore()`. */
  readonly store: StoreFactory
  /** The first encrypts, every one decrypts. */
  readonly encryptionKeys: readonly EncryptionKey[]
  /**
   * Who is signed in. null for no one (401). There is no default that lets anyone in. On the callback it is given the
   * attempt's `tenantId`; null there means "unknown". Throwing, or taking over 5 s, is `identity_unavailable`.
   */
  readonly identify: (
    req: HostRequest,
    context: { tenantId?: string },
  ) => Promise<Identity | null> | Identity | null
  /**
   * Opens the operators' board (`/operations/board`, for `OperationsBoard` of `@mooring/ui`): who is asking, where that is one of
   * your own staff who may see and repair the connections of all tenants; null for everybody else (401). It has nothing to do with
   * `identify`. Throwing, or taking over 5 s, is `identity_unavailable`. Default: there is no board (404).
   */
  readonly operators?: (req: HostRequest) => Promise<OperatorIdentity | null> | OperatorIdentity | null
  /** At least once, in order per connection; throw to have it tried again. Default: no event is delivered. */
  readonly onEvent?: (event: HostEvent) => Promise<void> | void
  /**
   * Posts each event to an address of yours, for services that are not Node: at least once, in order per connection, any answer but 2xx
   * tried again. Beside `onEvent` or instead of it; where both are set they share a queue, and an event is done once both have taken it.
   */
  readonly eventEndpoint?: EventEndpointOptions
  /** Default `['com.intuit.quickbooks.accounting']`. */
  readonly scopes?: readonly string[]
  /** One origin for every Intuit URL, with Intuit's own paths: what a simulator is plugged in with. */
  readonly intuitOrigin?: string
  /**
   * What calls Intuit, as behind a company's proxy: undici's, node-fetch 2 or 3, cross-fetch, make-fetch-happen or any
   * other of the same shape. `start()`, or else the first call that has a code or a token to send, tries it against an
   * answer of this machine and rejects with `app_misconfigured` where it can't be used: nothing is sent. It must send
   * each request once: one that retries (fetch-retry) sends a refresh token twice, which can end a connection. Default:
   * the global fetch.
   */
  readonly fetch?: typeof fetch
  /** Milliseconds since the epoch. Every decision of time uses it, leases too. Default `Date.now`. */
  readonly now?: () => number
  /** Pino-shaped. Default: silent. */
  readonly logger?: Logger
  /** Browser origins besides the redirect URI's own. */
  readonly allowedOrigins?: readonly string[] | ((origin: string) => boolean)
  /** Where a redirect attempt may return to. A path on the redirect URI's origin always may. */
  readonly returnTo?: { readonly default?: string; readonly allowedOrigins?: readonly string[] }
  /** The host's page that lists connections: Intuit's Connect/Reconnect URL leads there. */
  readonly reconnectUrl?: string
  readonly supportContact?: string
  /** What the data is used for: shown before consent and in the confirmation. Default: nothing is said. */
  readonly dataUse?: DataUse
  /** The app's name inside QuickBooks. */
  readonly listingName?: string
  /** The appearance of a link's page, and whom it names. */
  readonly linkPage?: LinkPageOptions
  readonly whoCan?: (
    tenantId: string,
    permission: Permission,
  ) => Promise<readonly Person[]> | readonly Person[]
  readonly webhookVerifierTokens?: readonly string[]
  /**
   * What workers in another language show as `Authorization: Bearer <token>` when they report a run to `POST /operations/syncs`; each
   * at least 32 characters, several while one is replaced. They reach all tenants: they belong on your servers only. Default: none, and the
   * route is not there.
   */
  readonly syncReportTokens?: readonly string[]
  /** Default true. */
  readonly multipleConnections?: boolean
  /** Whether several tenants may connect the same company. Default 'refuse'. */
  readonly sharedCompanies?: 'refuse' | 'allow'
  /** Whether a person confirms a company before its first use. Default 'first'. */
  readonly confirmCompany?: 'first' | 'never'
  /** Days before either clock ends on which the host is warned. Default [30, 14, 7, 1]. */
  readonly warnBeforeDays?: readonly number[]
  /** At most so many days without a refresh, 1–90, and always before the first warning of `warnBeforeDays`. Default 7. */
  readonly keepaliveDays?: number
  /**
   * Milliseconds: `operations.status()` and `/operations/ready` say "not ready" while work that is due has waited for
   * longer. For hosts that call `runDueWork()` by cron, more than its period. Default 900,000 (15 minutes).
   */
  readonly readyAfterMs?: number
  /** Default 60/min per user, 6/min per connection, 600/min per tenant. false: none. */
  readonly rateLimits?: Partial<RateLimits> | false
  /** The month's reads of Intuit's plan: counted, foreseen, and reported at 80 % and 100 %. */
  readonly quota?: QuotaOptions
  readonly setup?: SetupOptions
  /** What a disconnect would stop, leave and delete, in the host's words. */
  readonly disconnectImpact?: (
    connection: HostConnection & { tenantId: string },
  ) => Promise<DisconnectImpact> | DisconnectImpact
  /** Whether what is written to QuickBooks is noted, without contents, for 400 days. Default true. */
  readonly writeLog?: boolean
  readonly checks?: readonly HostCheck[]
  /**
   * How much of your own work waits while a connection is paused: `{ count: 12, label: 'invoices' }`, or null for nothing. Asked when
   * a user sees a paused sync, waited for 3 s; an error is logged, and no number is shown then. Default: no number is shown.
   */
  readonly backlog?: (
    connection: HostConnection & { tenantId: string },
  ) => Promise<Backlog | null> | Backlog | null
  /**
   * Signs histories that are exported as evidence: an Ed25519 private key (PKCS8; DER in base64, or PEM), made by
   * `mooring keys new --signing`. As secret as `encryptionKeys`. Default: exports are not signed, and say so.
   */
  readonly historySigningKey?: string
  /** When `clientSecret` was made in Intuit's portal: RFC 3339, or a day. Default: not known. */
  readonly clientSecretIssuedAt?: string
  /**
   * Days after which the operator is reminded, in the log and by `mooring doctor`, to make a new client secret; it needs
   * `clientSecretIssuedAt`. Intuit states no age at which one ends. Default: no reminder.
   */
  readonly clientSecretMaxAgeDays?: number
}

export type { DataUse, Person }

/** The options, whatever `identify` is given. */
export type AnyOptions = QuickBooksAdapterOptions<never>
