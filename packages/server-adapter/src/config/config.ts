// The options after they were checked: what the rest of the adapter reads.
import type { DataUse, Environment } from '@mooring/contract'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/logger.ts'
import type { QuotaConfig } from '../quota/quota-note.ts'
import type { Signer } from '../signatures/signing-key.ts'
import type { StoreFactory } from '../stores/store.ts'
import type { EventEndpoint } from './check-event-endpoint.ts'
import type {
  EncryptionKey,
  Identity,
  LinkPageOptions,
  OperatorIdentity,
  QuickBooksAdapterOptions,
  RateLimits,
  SetupOptions,
} from './options.ts'

/** When the client secret was made, ms since the epoch, and from which age on, ms, the operator is reminded. */
export interface ClientSecretAge {
  readonly issuedAt: number
  readonly mostMs: number
}

/** Checked, with every default filled in. */
export interface Config {
  readonly clientId: string
  readonly clientSecret: string
  readonly environment: Environment
  readonly redirectUri: string
  readonly redirectOrigin: string
  /** The public path the adapter is reached at, from the redirect URI: `/api/quickbooks`. */
  readonly publicPath: string
  /** False only where the redirect URI is http (a developer's machine). */
  readonly secureCookies: boolean
  readonly store: StoreFactory
  readonly encryptionKeys: readonly EncryptionKey[]
  /** Asks the host; it knows what kind of request its own framework hands in. */
  readonly identify: (
    req: unknown,
    context: { tenantId?: string },
  ) => Promise<Identity | null> | Identity | null
  /** Asks the host who of its staff is asking; null where there is no operators' board. */
  readonly operators: ((req: unknown) => Promise<OperatorIdentity | null> | OperatorIdentity | null) | null
  /** The mount path of `handler`, without a slash at its end. */
  readonly basePath: string
  readonly eventStream: 'on' | 'off'
  readonly onEvent: NonNullable<QuickBooksAdapterOptions['onEvent']> | null
  readonly eventEndpoint: EventEndpoint | null
  readonly scopes: readonly string[]
  readonly intuitOrigin: string | null
  readonly fetch: typeof fetch
  readonly now: Clock
  readonly logger: Log
  readonly isAllowedOrigin: (origin: string) => boolean
  /** The origins given as a list, besides the redirect URI's own: the callback's last page posts its message to them. */
  readonly knownOrigins: readonly string[]
  readonly returnTo: { readonly default: string; readonly allowedOrigins: readonly string[] }
  /** The host's page that lists connections: `reconnectUrl`, or where attempts return to by default. A full address. */
  readonly connectionsPage: string
  readonly supportContact: string | null
  readonly dataUse: DataUse | null
  readonly listingName: string | null
  readonly linkPage: {
    readonly productName: string
    readonly workspaceName: NonNullable<LinkPageOptions['workspaceName']> | null
    /** In full. */
    readonly logoUrl: string | null
    readonly accentColor: string
  }
  readonly whoCan: NonNullable<QuickBooksAdapterOptions['whoCan']> | null
  readonly webhookVerifierTokens: readonly string[]
  readonly syncReportTokens: readonly string[]
  readonly multipleConnections: boolean
  readonly sharedCompanies: 'refuse' | 'allow'
  readonly confirmCompany: 'first' | 'never'
  readonly warnBeforeDays: readonly number[]
  readonly keepaliveDays: number
  readonly readyAfterMs: number
  readonly rateLimits: RateLimits | null
  readonly quota: QuotaConfig
  readonly setup: SetupOptions | null
  readonly disconnectImpact: NonNullable<QuickBooksAdapterOptions['disconnectImpact']> | null
  readonly writeLog: boolean
  readonly checks: NonNullable<QuickBooksAdapterOptions['checks']>
  readonly backlog: NonNullable<QuickBooksAdapterOptions['backlog']> | null
  /** null where exported histories are not signed. */
  readonly historySigner: Signer | null
  /** null where no one is to be reminded. */
  readonly clientSecretAge: ClientSecretAge | null
}
