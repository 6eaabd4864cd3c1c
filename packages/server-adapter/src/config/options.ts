// The options a host hands in: the public face of the adapter's configuration.
import type {
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
import type { CompanyRequestInit } from '../service/request-terms.ts'
import type { StoreFactory } from '../stores/store.ts'

/** Who is asking, by the host's own session. */
export interface Identity {
  readonly tenantId: string
  readonly userId: string
  readonly displayName?: string | null
  /** What this person may do. What is not granted is refused (403). */
  readonly permissions: readonly Permission[]
  /** Support staff acting for a customer: kept in the history. */
  readonly actingFor?: { readonly userId: string; readonly displayName: string | null }
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
   * can be read twice. Refused while nobody knows whether the connection works, it waits for that, at most two minutes.
   * @throws SyncPausedError where a person is needed, or nothing is known by then: the run is paused, whatever it does
   */
  request(path: string, init?: CompanyRequestInit): Promise<Response>
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

/** The page that somebody without a login sees who was sent a link: they are asked to trust it. */
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
   * Default `'on'`. `'off'` for platforms that hold back an answer until it has ended (functions): `/events` answers 404 at once,
   * and the kit asks for the list now and then instead.
   */
  readonly eventStream?: 'on' | 'off'
  /** `sqliteStore({ path })`, `postgresStore(...)` or `memoryStore()`. */
  readonly store: StoreFactory
  /** The first encrypts, every one decrypts. */
  readonly encryptionKeys: readonly EncryptionKey[]
  /**
   * Who is asking. null for nobody (401). There is no default that lets anybody in. On the callback it is given the
   * attempt's `tenantId`; null there means "can't tell". Throwing, or taking over 5 s, is `identity_unavailable`.
   */
  readonly identify: (
    req: HostRequest,
    context: { tenantId?: string },
  ) => Promise<Identity | null> | Identity | null
  /** At least once, in order per connection; throw to have it tried again. Default: nothing is told. */
  readonly onEvent?: (event: HostEvent) => Promise<void> | void
  /** Default `['com.intuit.quickbooks.accounting']`. */
  readonly scopes?: readonly string[]
  /** One origin for every Intuit URL, with Intuit's own paths: what a simulator is plugged in with. */
  readonly intuitOrigin?: string
  /**
   * What calls Intuit, as behind a company's proxy: undici's, node-fetch 2 or 3, cross-fetch, make-fetch-happen or any
   * other of the same shape. `start()` tries it against an answer of this machine and rejects with
   * `app_misconfigured` where it can't be used. It must send each request once: one that retries (fetch-retry) sends a
   * refresh token twice, which can end a connection. Default: the global fetch.
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
  /** How the page of a link looks, and whom it names. */
  readonly linkPage?: LinkPageOptions
  readonly whoCan?: (
    tenantId: string,
    permission: Permission,
  ) => Promise<readonly Person[]> | readonly Person[]
  readonly webhookVerifierTokens?: readonly string[]
  /** Default true. */
  readonly multipleConnections?: boolean
  /** Whether several tenants may hold one company. Default 'refuse'. */
  readonly sharedCompanies?: 'refuse' | 'allow'
  /** Whether a person confirms a company before its first use. Default 'first'. */
  readonly confirmCompany?: 'first' | 'never'
  /** Days before either clock ends on which the host is told. Default [30, 14, 7, 1]. */
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
  readonly setup?: SetupOptions
  /** What a disconnect would stop, keep and delete, in the host's words. */
  readonly disconnectImpact?: (
    connection: HostConnection & { tenantId: string },
  ) => Promise<DisconnectImpact> | DisconnectImpact
  /** Whether what is written to QuickBooks is noted, without contents, for 400 days. Default true. */
  readonly writeLog?: boolean
  readonly checks?: readonly HostCheck[]
}

export type { DataUse, Person }

/** The options, whatever `identify` is given. */
export type AnyOptions = QuickBooksAdapterOptions<never>
