// What a host's server calls: the types of the adapter's own API.

import type {
  DisconnectRequest,
  HostConnection,
  Link,
  LinkReply,
  LinkRequest,
  OperationsHealth,
  Readiness,
  Status,
} from '@mooring/contract'
import type { RequestHandler } from 'express'
import type { CampaignRequest } from './campaigns/campaign-request.ts'
import type { Campaign, CampaignProgress } from './campaigns/campaigns.ts'
import type {
  fromAuthJs,
  fromBetterAuth,
  fromIntuitOauth,
  fromNodeQuickbooks,
} from './clients/from-clients.ts'
import type { CloseOptions } from './config/close-options.ts'
import type { RunTools } from './config/options.ts'
import type { CompanyRequestInit, QueryOptions } from './config/request-options.ts'
import type { StalledQueue } from './events/stalled-queues.ts'
import type { ImportRequest } from './import/import-request.ts'
import type { OperationsPage } from './operations/operations.ts'
import type { Explanation, LookupSubject, TenantConnection } from './operations/operations-lookup.ts'
import type { OperationsStatus } from './operations/operations-status.ts'
import type { QuotaFilter, QuotaUse } from './operations/quota-view.ts'
import type { Scheduling } from './schedules/registry.ts'
import type { RunResult } from './syncs/run-result.ts'
import type { HostToken } from './tokens/token-cache.ts'
import type { WebhookLogFilter, WebhookLogPage } from './webhooks/webhook-log.ts'
import type { TenantWrites } from './writes/tenant-writes.ts'

export type { HostToken as LiveToken }

/** Everything here stays inside one tenant: another's id is NotFoundError. Every error is a MooringError. */
export interface TenantApi {
  readonly connections: {
    list(): Promise<HostConnection[]>
    /** @throws NotFoundError */
    get(id: string): Promise<HostConnection>
    /**
     * Takes over tokens of a hand-written integration: usable at once, no one has to reconnect. Proves the company with one
     * read unless `verify: 'later'`: then its first use does. A company whose business was sold waits for a person's yes. The same
     * again changes nothing.
     * @throws MooringError `invalid_request`, `company_in_use`, `already_connected`, `intuit_unavailable` (stored, and
     *   checked again by itself); ConnectionUnavailableError for dead tokens, with the reason
     */
    import(request: ImportRequest): Promise<HostConnection>
    /** Ends a connection, reason `by_host`. Again: unchanged. @throws NotFoundError */
    disconnect(id: string, options?: DisconnectRequest): Promise<HostConnection>
  }
  readonly tokens: {
    /**
     * Answers within 30 s.
     * @throws ConnectionUnavailableError, of reason `intuit_unavailable` where Intuit does not renew a token for now;
     *   NotFoundError; MooringError `store_unavailable`
     */
    get(id: string): Promise<HostToken>
  }
  /**
   * fetch under `/v3/company/{realmId}`, with a live token, the minor version, one refresh on a 401, and Intuit's limits
   * respected. It answers within 15 s in all, or `init.deadlineMs`; a throttle (429) is handed on at once. A body is sent
   * again after a 401 only where it can be read twice: text, bytes, Blob, FormData, URLSearchParams. JSON text goes out as
   * JSON.
   * @param path begins with `/`; values in it are encoded (`encodeURIComponent`)
   * @returns the answer, whatever its status
   * @throws ConnectionUnavailableError; MooringError `intuit_unavailable` where Intuit can't be reached in time,
   *   `rate_limited` where too many requests of this company wait for their turn, `invalid_request` for a path that leaves
   *   the company, or whose query has a raw `#`, `+`, `&` or `%`; the reason of `init.signal`
   */
  request(id: string, path: string, init?: CompanyRequestInit): Promise<Response>
  /**
   * All rows of a query in Intuit's language, read page by page as they are asked for:
   * ``for await (const customer of books.query(id, sql`select * from Customer where Balance > ${0}`))``.
   * @param statement not encoded; without STARTPOSITION and MAXRESULTS
   * @throws with the first row: what `request` throws; MooringError `invalid_request` where Intuit refuses the query,
   *   `rate_limited` where it asks to be read more slowly
   */
  query<Row = Record<string, unknown>>(
    id: string,
    statement: string,
    options?: QueryOptions,
  ): AsyncIterable<Row>
  readonly syncs: {
    /** A guarded run: tokens are renewed while it runs, without a limit of time. @throws MooringError `sync_running` */
    run<T>(id: string, work: (tools: RunTools) => Promise<T>): Promise<RunResult<T>>
    /** `quickbooks.syncs.schedule` for this tenant's connections alone; it replaces one of the same name for all. */
    schedule: Scheduling['schedule']
  }
  readonly setup: {
    /**
     * The configuration after a first connect is done. Again: changes nothing.
     * @throws NotFoundError, ConnectionUnavailableError where it is disconnected; MooringError `sync_running` while the
     *   import goes on, `invalid_request` where it has failed
     */
    complete(id: string): Promise<HostConnection>
    /**
     * Tries a failed import again now; by itself it is tried once an hour. Where none has failed: changes nothing.
     * @throws NotFoundError, ConnectionUnavailableError where it is disconnected
     */
    retry(id: string): Promise<HostConnection>
  }
  /** Proves the connection by one company read, or finds out why not. @throws NotFoundError */
  verify(id: string): Promise<HostConnection>
  /** The conditions for relying on the connection, each with what to do. Asks Intuit nothing. @throws NotFoundError */
  readiness(id: string): Promise<Readiness>
  readonly history: {
    /** Recomputes the chain. `brokenAt`: the first entry that does not follow, counted from 1. */
    verify(id: string): Promise<{ valid: boolean; entries: number; brokenAt: number | null }>
    /**
     * The whole history, oldest first, as it was when the reading began: `csv` (RFC 4180 with a byte order mark, safe
     * against formulas), `json` (an array of `HistoryEntry`), or `evidence` (JSON with all that its hashes are made of and where it
     * ended, signed with `historySigningKey`: `mooring history verify file.json` checks it anywhere; also of a forgotten tenant,
     * without names). It comes in pieces, so that its length costs no memory: `await pipeline(books.history.export(id, 'csv'), response)`.
     * @throws NotFoundError with the first piece
     */
    export(id: string, form: 'csv' | 'json' | 'evidence'): AsyncIterable<string>
  }
  /** What was written to QuickBooks, and taking it back. */
  readonly writes: TenantWrites
  /** Links with which someone without a login here re-authorizes one connection: for mails of your own. */
  readonly links: {
    /**
     * `url` is its address, given here and never again. Default: 72 hours (1–168).
     * @throws NotFoundError; ConnectionUnavailableError where the connection is disconnected; MooringError `invalid_request` where
     *   a re-authorization does not help it now
     */
    create(connectionId: string, options?: LinkRequest): Promise<LinkReply>
    /** The newest first. @throws NotFoundError */
    list(connectionId: string): Promise<Link[]>
    /** Again, or of one that has ended: unchanged. @throws NotFoundError */
    revoke(id: string): Promise<Link>
  }
  readonly people: {
    /**
     * A person has left: the connections they authorized, and that are not disconnected, are marked (`authorizedBy.left`) until
     * they are re-authorized; `connection.owner_left` is sent for each, once.
     * @returns all that are marked
     */
    left(userId: string): Promise<HostConnection[]>
  }
  /**
   * The tenant is gone, or asks to be forgotten: disconnects every connection (the revokes are queued where Intuit is
   * away), ends what is pending, and erases its people and companies from connections, attempts, events and history.
   * What is left is who-less: the history's chain still verifies. Again: changes nothing.
   */
  forget(): Promise<void>
}

/** From the stored shapes of other libraries to what `connections.import` takes. */
export interface FromClients {
  readonly fromIntuitOauth: typeof fromIntuitOauth
  readonly fromNodeQuickbooks: typeof fromNodeQuickbooks
  readonly fromBetterAuth: typeof fromBetterAuth
  readonly fromAuthJs: typeof fromAuthJs
}

/** What `createQuickBooksAdapter` gives. */
export interface QuickBooksAdapter extends FromClients {
  /** Mount it: `app.use('/api/quickbooks', quickbooks.router)`. */
  readonly router: RequestHandler
  /**
   * The same routes for hosts that speak the platform's `Request` and `Response`: Next.js route handlers, React Router, Hono,
   * SvelteKit, Bun, Deno, functions. The path is matched from the redirect URI's mount path, or from `basePath`; any
   * other is 404. Never rejects.
   */
  readonly handler: (request: Request) => Promise<Response>
  /** Opens the store and starts the background work. @throws MooringError where store or keys are not what they must be */
  start(): Promise<void>
  /**
   * Ends the background work and closes the store, losing nothing. Called inside of a handler that it would wait for
   * (`onEvent`, `identify`, `setup.import`), it resolves at once, and is done when the handler has ended.
   * @throws MooringError `invalid_request` for a drain that is not a time
   */
  close(options?: CloseOptions): Promise<void>
  /** Does all background work that is due now, and resolves when it is done: for cron, serverless and tests. */
  runDueWork(): Promise<void>
  /** Runs that begin by themselves, for every tenant's connections. */
  readonly syncs: Scheduling
  forTenant(tenantId: string): TenantApi
  readonly operations: {
    health(): Promise<OperationsHealth>
    /** Whether the adapter lives and its work gets done, as `/operations/live` and `/operations/ready` report. Never rejects. */
    status(): Promise<OperationsStatus>
    /**
     * All tenants' connections, page by page: without `can`, the realm id in full.
     * @param filter `cursor`: the `nextCursor` of the page before
     * @throws MooringError `invalid_request` for a status there is not
     */
    connections(filter?: { status?: Status; cursor?: string }): Promise<OperationsPage>
    /**
     * The connection with its tenant, wherever it is; by a realm id the one that is not disconnected, else the newest. null
     * where there is none.
     * @throws MooringError `invalid_request` unless exactly one of the two is given
     */
    find(subject: LookupSubject): Promise<TenantConnection | null>
    /**
     * "Why is this broken?" in one answer: the support bundle with readiness, refreshes, last events and what the host has
     * not taken yet. Asks Intuit nothing.
     * @throws NotFoundError
     */
    explain(connectionId: string): Promise<Explanation>
    /**
     * The log of the webhooks that Intuit signed, 50 a page, the newest first, stored for 30 days: arrived, worked on or parked, and
     * why. What no verifier token fits is only counted per hour.
     * @throws MooringError `invalid_request` for a cursor that no page gave
     */
    webhooks(filter?: WebhookLogFilter): Promise<WebhookLogPage>
    /**
     * The month's reads of companies that count against Intuit's plan: used, foreseen, for what, and by whom. Asks Intuit nothing.
     * @throws MooringError `invalid_request` for a cursor that no page gave
     */
    quota(filter?: QuotaFilter): Promise<QuotaUse>
    /**
     * A refresh now, whatever the clocks say. @returns the connection as it then is, whatever Intuit said
     * @throws NotFoundError
     */
    renew(connectionId: string): Promise<TenantConnection>
    /** Queues of events that are stalled, the longest first: what `retryEvents` and `skipEvent` are for. */
    stalledQueues(): Promise<StalledQueue[]>
    /** Tries a stalled queue of events again; where none waits, changes nothing. @throws NotFoundError */
    retryEvents(connectionId: string): Promise<void>
    /** Gives up one event, so that those behind it go on. */
    skipEvent(eventId: string): Promise<void>
    /** Everyone of a selection has to authorize anew by a day: new scopes, new keys, the end of the five years. */
    readonly campaigns: {
      /**
       * Begins a campaign: its connections are `expiring/upgrade_required` once they are asked, and after the deadline
       * `reauthorization_required/upgrade_required`, their tokens refreshed but not handed out. The same again changes nothing.
       * @throws MooringError `invalid_request`, naming each field; so too where the id is taken by another campaign
       */
      start(request: CampaignRequest): Promise<CampaignProgress>
      /** All, the oldest first. */
      list(): Promise<Campaign[]>
      /** @throws NotFoundError */
      progress(id: string): Promise<CampaignProgress>
      /** Ends the campaign: no one is asked any more, and connections that only it had stopped work again. Again: changes nothing. @throws NotFoundError */
      end(id: string): Promise<CampaignProgress>
    }
    /**
     * Ends an incident of Intuit's before it ends by itself (with the first refresh, or after six hours): each of its
     * connections gets its own verdict by one more try, now. Where there is none: changes nothing.
     */
    endIncident(): Promise<void>
    /**
     * Seals everything with the first key. Resumable. Call it once every instance has that key first: until then the
     * others go on sealing with the old one. @returns how many secrets were sealed anew
     */
    rotateKeys(): Promise<{ resealed: number }>
  }
}
