// Checks every option at once and fills in the defaults.
import type { Environment } from '@mooring/contract'
import { type Logger, silentLogger } from '../platform/logger.ts'
import {
  checkBasePath,
  checkIntuitOrigin,
  checkOrigins,
  checkRedirectUri,
  checkReturnAddresses,
} from './check-addresses.ts'
import { checkSecretAge, checkSigningKey } from './check-app-keys.ts'
import { checkDataUse } from './check-data-use.ts'
import { checkEventEndpoint } from './check-event-endpoint.ts'
import { checkLinkPage } from './check-link-page.ts'
import { checkNames } from './check-names.ts'
import { checkQuota } from './check-quota.ts'
import { checkRuntime } from './check-runtime.ts'
import { checkTls } from './check-tls.ts'
import type { Config } from './config.ts'
import { ACCOUNTING_SCOPE, READY_AFTER_MS } from './defaults.ts'
import { checkFlag, checkFunction, checkParts, checkText, checkTexts, oneOf, wrong } from './option-checks.ts'
import type { AnyOptions, HostCheck, RateLimits } from './options.ts'

const DEFAULT_RATE_LIMITS: RateLimits = { authorize: 60, verify: 6, other: 600 }

/**
 * @throws MooringError `app_misconfigured`, naming the option, what is wrong and how to fix it
 */
export function resolveConfig(options: AnyOptions): Config {
  checkRuntime(process.versions)
  if (typeof options !== 'object' || options === null)
    throw wrong('options', 'are missing', 'Pass an object.')
  checkNames(options)
  const environment = checkEnvironment(options.environment)
  const redirect = checkRedirectUri(options.redirectUri, environment)
  checkRequired(options)
  const publicPath = redirect.pathname.slice(0, -'/callback'.length)
  const intuitOrigin = checkIntuitOrigin(options.intuitOrigin)
  checkTls(environment, intuitOrigin, process.env)
  const logger = checkLogger(options.logger)
  return {
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    environment,
    redirectUri: options.redirectUri,
    redirectOrigin: redirect.origin,
    publicPath,
    secureCookies: redirect.protocol === 'https:',
    store: options.store,
    encryptionKeys: options.encryptionKeys,
    identify: options.identify as Config['identify'],
    operators: (checkFunction('operators', options.operators) as Config['operators'] | undefined) ?? null,
    basePath: checkBasePath(options.basePath) ?? publicPath,
    eventStream: oneOf('eventStream', options.eventStream, ['on', 'off']) ?? 'on',
    onEvent: checkFunction('onEvent', options.onEvent) ?? null,
    eventEndpoint: checkEventEndpoint(options.eventEndpoint, environment),
    intuitOrigin,
    fetch: checkFunction('fetch', options.fetch) ?? globalThis.fetch,
    now: inWholeMs(checkFunction('now', options.now) ?? Date.now),
    logger,
    webhookVerifierTokens: checkTexts('webhookVerifierTokens', options.webhookVerifierTokens),
    syncReportTokens: checkReportTokens(options.syncReportTokens),
    rateLimits: checkRateLimits(options.rateLimits),
    quota: checkQuota(options.quota, environment),
    linkPage: checkLinkPage(options, redirect),
    ...checkOrigins(options.allowedOrigins, { own: redirect.origin, logger }),
    ...checkPolicies(options),
    ...checkReturnAddresses(options, redirect.origin),
    ...hostAnswers(options),
  }
}

/** Stores have whole milliseconds; a host's clock may be finer. */
const inWholeMs = (now: () => number) => (): number => Math.floor(now())

function checkEnvironment(environment: unknown): Environment {
  if (environment === 'sandbox' || environment === 'production') return environment
  throw wrong(
    'environment',
    'is neither "sandbox" nor "production"',
    'Development keys belong to "sandbox", production keys to "production".',
  )
}

function checkRequired(options: AnyOptions): void {
  for (const option of ['clientId', 'clientSecret'] as const) {
    if (typeof options[option] !== 'string' || options[option].trim() === '') {
      throw wrong(option, 'is missing', "Copy it from your app's keys in Intuit's developer portal.")
    }
  }
  if (typeof options.identify !== 'function') {
    throw wrong(
      'identify',
      'is missing',
      'Pass a function that says who is asking; without it no one is let in.',
    )
  }
  if (typeof options.store?.create !== 'function') {
    throw wrong('store', 'is missing', 'Pass sqliteStore({ path }), postgresStore({ … }) or memoryStore().')
  }
  if (!Array.isArray(options.encryptionKeys) || options.encryptionKeys.length === 0) {
    throw wrong(
      'encryptionKeys',
      'is missing',
      'Pass [{ id, secret }], the secret being 32 random bytes in base64: openssl rand -base64 32',
    )
  }
}

function checkLogger(logger: AnyOptions['logger']): Logger {
  const given = logger ?? silentLogger
  const missing = (['debug', 'info', 'warn', 'error'] as const).find(
    (level) => typeof given[level] !== 'function',
  )
  if (missing === undefined) return given
  throw wrong('logger', `has no ${missing}()`, 'Pass a logger of pino’s shape, or leave it out for silence.')
}

function checkRateLimits(given: AnyOptions['rateLimits']): RateLimits | null {
  if (given === false) return null
  const limits: Record<string, number> = { ...DEFAULT_RATE_LIMITS, ...checkParts('rateLimits', given) }
  for (const [name, perMinute] of Object.entries(limits)) {
    const option = `rateLimits.${name}`
    if (!Number.isInteger(perMinute) || perMinute < 1) {
      throw wrong(option, 'is not a whole number from 1', 'Give calls per minute, or rateLimits: false.')
    }
  }
  return { ...DEFAULT_RATE_LIMITS, ...limits }
}

/** A shorter one could be guessed. */
const REPORT_TOKEN_LETTERS = 32

function checkReportTokens(given: AnyOptions['syncReportTokens']): readonly string[] {
  const tokens = checkTexts('syncReportTokens', given)
  if (tokens.every((token) => token.length >= REPORT_TOKEN_LETTERS && /^[\x21-\x7e]+$/.test(token)))
    return tokens
  throw wrong(
    'syncReportTokens',
    'has one that is shorter than 32 characters, or that no header can have',
    'Make one: openssl rand -base64 32',
  )
}

function checkPolicies(options: AnyOptions) {
  const { keepaliveDays = 7, warnBeforeDays = [30, 14, 7, 1], scopes = [ACCOUNTING_SCOPE] } = options
  if (!Number.isFinite(keepaliveDays) || keepaliveDays < 1 || keepaliveDays > 90) {
    throw wrong(
      'keepaliveDays',
      'is not within 1 to 90',
      'An unused refresh token dies after about 100 days.',
    )
  }
  const { readyAfterMs = READY_AFTER_MS } = options
  if (!Number.isFinite(readyAfterMs) || readyAfterMs <= 0) {
    throw wrong('readyAfterMs', 'is not a length of time in ms', 'For example 900_000.')
  }
  if (!Array.isArray(warnBeforeDays) || warnBeforeDays.some((days) => !Number.isFinite(days) || days <= 0)) {
    throw wrong('warnBeforeDays', 'is not a list of days above 0', 'For example [30, 14, 7, 1].')
  }
  if (
    !Array.isArray(scopes) ||
    scopes.length === 0 ||
    scopes.some((scope) => typeof scope !== 'string' || !/^[\x21-\x7e]+$/.test(scope))
  ) {
    throw wrong('scopes', 'is not a list of scopes', `For example ["${ACCOUNTING_SCOPE}"].`)
  }
  return {
    keepaliveDays,
    readyAfterMs,
    warnBeforeDays: [...warnBeforeDays].sort((one, other) => other - one),
    scopes,
    multipleConnections: checkFlag('multipleConnections', options.multipleConnections, true),
    sharedCompanies: oneOf('sharedCompanies', options.sharedCompanies, ['refuse', 'allow']) ?? 'refuse',
    writeLog: checkFlag('writeLog', options.writeLog, true),
    confirmCompany: oneOf('confirmCompany', options.confirmCompany, ['first', 'never']) ?? 'first',
  } as const
}

function hostAnswers(options: AnyOptions) {
  return {
    supportContact: checkText('supportContact', options.supportContact),
    dataUse: checkDataUse(options.dataUse),
    listingName: checkText('listingName', options.listingName),
    whoCan: checkFunction('whoCan', options.whoCan) ?? null,
    disconnectImpact: checkFunction('disconnectImpact', options.disconnectImpact) ?? null,
    setup: checkSetup(options.setup),
    checks: checkOwnChecks(options.checks),
    backlog: checkFunction('backlog', options.backlog) ?? null,
    historySigner: checkSigningKey(options.historySigningKey),
    clientSecretAge: checkSecretAge(options),
  }
}

function checkSetup(setup: AnyOptions['setup']): Config['setup'] {
  if (setup === undefined) return null
  const given = checkParts('setup', setup)
  checkFunction('setup.import', given.import)
  checkFlag('setup.configuration', given.configuration, false)
  return setup
}

/** Ids of the readiness list that are Mooring's own. */
const OWN_CHECKS = [
  'configuration',
  'callback',
  'access_token',
  'refresh_token',
  'company',
  'webhooks',
  'sync',
]

function checkOwnChecks(checks: AnyOptions['checks']): readonly HostCheck[] {
  if (checks === undefined) return []
  if (!Array.isArray(checks)) throw wrong('checks', 'is not a list', 'Pass [{ id, title, run }].')
  const taken = new Set(OWN_CHECKS)
  for (const [index, check] of checks.entries()) {
    const option = `checks[${index}]`
    checkFunction(`${option}.run`, check?.run ?? 'missing')
    const id = checkText(`${option}.id`, check.id ?? '')
    checkText(`${option}.title`, check.title ?? '')
    if (id === null || taken.has(id)) {
      throw wrong(`${option}.id`, 'is the id of another check', 'Give each check an id of its own.')
    }
    taken.add(id)
  }
  return checks
}
