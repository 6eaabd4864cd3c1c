// Refuses options that are not known: a misspelt one would be left out without a word.
import { unknownName } from '../platform/known-names.ts'
import { wrong } from './option-checks.ts'
import type {
  AnyOptions,
  DataUse,
  EncryptionKey,
  EventEndpointOptions,
  HostCheck,
  LinkPageOptions,
  QuotaOptions,
  RateLimits,
  SetupOptions,
} from './options.ts'

type Names<T> = Readonly<Record<keyof T & string, true>>

const OPTIONS: Names<AnyOptions> = {
  clientId: true,
  clientSecret: true,
  environment: true,
  redirectUri: true,
  basePath: true,
  eventStream: true,
  store: true,
  encryptionKeys: true,
  identify: true,
  operators: true,
  onEvent: true,
  eventEndpoint: true,
  scopes: true,
  intuitOrigin: true,
  fetch: true,
  now: true,
  logger: true,
  allowedOrigins: true,
  returnTo: true,
  reconnectUrl: true,
  supportContact: true,
  dataUse: true,
  listingName: true,
  linkPage: true,
  whoCan: true,
  webhookVerifierTokens: true,
  syncReportTokens: true,
  multipleConnections: true,
  sharedCompanies: true,
  confirmCompany: true,
  warnBeforeDays: true,
  keepaliveDays: true,
  readyAfterMs: true,
  rateLimits: true,
  quota: true,
  setup: true,
  disconnectImpact: true,
  writeLog: true,
  checks: true,
  backlog: true,
  historySigningKey: true,
  clientSecretIssuedAt: true,
  clientSecretMaxAgeDays: true,
}
const RETURN_TO: Names<NonNullable<AnyOptions['returnTo']>> = {
  default: true,
  allowedOrigins: true,
}
const RATE_LIMITS: Names<RateLimits> = { authorize: true, verify: true, other: true }
const DATA_USE: Names<DataUse> = { reads: true, writes: true, retention: true, policyUrl: true }
const LINK_PAGE: Names<LinkPageOptions> = {
  productName: true,
  workspaceName: true,
  logoUrl: true,
  accentColor: true,
}
const EVENT_ENDPOINT: Names<EventEndpointOptions> = { url: true, secrets: true }
const QUOTA: Names<QuotaOptions> = { readsPerMonth: true, warnAt: true, pauseRuns: true }
const SETUP: Names<SetupOptions> = { import: true, configuration: true }
const KEY: Names<EncryptionKey> = { id: true, secret: true }
const CHECK: Names<HostCheck> = { id: true, title: true, run: true }

/** @throws MooringError `app_misconfigured` for the first name that is not known, with the nearest that is */
export function checkNames(options: AnyOptions): void {
  refuseUnknown('', options, OPTIONS)
  refuseUnknown('returnTo.', options.returnTo, RETURN_TO)
  refuseUnknown('rateLimits.', options.rateLimits, RATE_LIMITS)
  refuseUnknown('dataUse.', options.dataUse, DATA_USE)
  refuseUnknown('linkPage.', options.linkPage, LINK_PAGE)
  refuseUnknown('eventEndpoint.', options.eventEndpoint, EVENT_ENDPOINT)
  refuseUnknown('quota.', options.quota, QUOTA)
  refuseUnknown('setup.', options.setup, SETUP)
  for (const [index, key] of listOf(options.encryptionKeys))
    refuseUnknown(`encryptionKeys[${index}].`, key, KEY)
  for (const [index, check] of listOf(options.checks)) refuseUnknown(`checks[${index}].`, check, CHECK)
}

const listOf = (value: unknown): [number, unknown][] => (Array.isArray(value) ? [...value.entries()] : [])

function refuseUnknown(path: string, value: unknown, known: Readonly<Record<string, true>>): void {
  // A list has no names; what it is instead of an object is said by that option's own check.
  const unknown = Array.isArray(value) ? null : unknownName(value, known)
  if (unknown !== null) throw wrong(`${path}${unknown.name}`, 'is not known', unknown.fix)
}
