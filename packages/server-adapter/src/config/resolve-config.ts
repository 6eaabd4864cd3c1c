// Checks every option at once and fills in the defaults.
import type { Environment } from '@mooring/contract'
import { silentLogger } from '../platform/logger.ts'
import { mooringError } from '../service/mooring-error.ts'
import type { Config } from './config.ts'
import { ACCOUNTING_SCOPE } from './defaults.ts'
import type { QuickBooksAdapterOptions, RateLimits } from './options.ts'

const DEFAULT_RATE_LIMITS: RateLimits = { authorize: 60, verify: 6, other: 600 }
const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]']

/** A wrong option: names it, says what is wrong and how to mend it. */
function wrong(option: string, what: string, mend: string): Error {
  return mooringError('app_misconfigured', `createQuickBooksAdapter: option "${option}" ${what}. ${mend}`)
}

/**
 * @throws MooringError `app_misconfigured`, naming the option, what is wrong and how to mend it
 */
export function resolveConfig(options: QuickBooksAdapterOptions): Config {
  if (typeof options !== 'object' || options === null)
    throw wrong('options', 'are missing', 'Pass an object.')
  const environment = checkEnvironment(options.environment)
  const redirect = checkRedirectUri(options.redirectUri, environment)
  checkRequired(options)
  return {
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    environment,
    redirectUri: options.redirectUri,
    redirectOrigin: redirect.origin,
    publicPath: redirect.pathname.slice(0, -'/callback'.length),
    secureCookies: redirect.protocol === 'https:',
    store: options.store,
    encryptionKeys: options.encryptionKeys,
    identify: options.identify,
    onEvent: checkFunction('onEvent', options.onEvent) ?? null,
    intuitOrigin: checkIntuitOrigin(options.intuitOrigin),
    fetch: checkFunction('fetch', options.fetch) ?? globalThis.fetch,
    now: checkFunction('now', options.now) ?? Date.now,
    logger: options.logger ?? silentLogger,
    isAllowedOrigin: allowedOrigins(options.allowedOrigins, redirect.origin),
    knownOrigins: Array.isArray(options.allowedOrigins)
      ? originList('allowedOrigins', options.allowedOrigins)
      : [],
    webhookVerifierTokens: options.webhookVerifierTokens ?? [],
    rateLimits: checkRateLimits(options.rateLimits),
    ...checkPolicies(options),
    ...checkPlaces(options, redirect.origin),
    ...hostAnswers(options),
  }
}

function checkEnvironment(environment: unknown): Environment {
  if (environment === 'sandbox' || environment === 'production') return environment
  throw wrong(
    'environment',
    'is neither "sandbox" nor "production"',
    'Development keys belong to "sandbox", production keys to "production".',
  )
}

function checkRedirectUri(redirectUri: unknown, environment: Environment): URL {
  const mend =
    'Give the full address registered at Intuit, such as https://app.example.com/api/quickbooks/callback.'
  if (typeof redirectUri !== 'string' || !URL.canParse(redirectUri)) {
    throw wrong('redirectUri', 'is not an address', mend)
  }
  const url = new URL(redirectUri)
  if (url.search !== '' || url.hash !== '' || redirectUri.includes('?') || redirectUri.includes('#')) {
    throw wrong('redirectUri', 'has a query or a fragment, which Intuit does not allow', mend)
  }
  if (url.username !== '' || url.password !== '') throw wrong('redirectUri', 'names a user or password', mend)
  if (!url.pathname.endsWith('/callback')) {
    throw wrong(
      'redirectUri',
      'does not end in "/callback"',
      'It is the mount path of the router plus "/callback".',
    )
  }
  if (url.protocol === 'https:') return url
  if (url.protocol === 'http:' && environment === 'sandbox' && LOCAL_HOSTS.includes(url.hostname)) return url
  const what = environment === 'production' ? 'is not https, which production requires' : 'is not https'
  throw wrong(
    'redirectUri',
    what,
    'Use https; http is for localhost, 127.0.0.1 and [::1] with sandbox keys only.',
  )
}

function checkRequired(options: QuickBooksAdapterOptions): void {
  for (const option of ['clientId', 'clientSecret'] as const) {
    if (typeof options[option] !== 'string' || options[option].trim() === '') {
      throw wrong(option, 'is missing', "Copy it from your app's keys in Intuit's developer portal.")
    }
  }
  if (typeof options.identify !== 'function') {
    throw wrong(
      'identify',
      'is missing',
      'Pass a function that says who is asking; without it nobody is let in.',
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

function checkFunction<T>(option: string, value: T | undefined): T | undefined {
  if (value === undefined || typeof value === 'function') return value
  throw wrong(option, 'is not a function', 'Pass a function or leave it out.')
}

/** The origin of an address without path, or null. */
function originOnly(value: unknown): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return null
  const url = new URL(value)
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  return bare && /^https?:$/.test(url.protocol) ? url.origin : null
}

function checkIntuitOrigin(value: unknown): string | null {
  if (value === undefined || value === null) return null
  const origin = originOnly(value)
  if (origin !== null) return origin
  throw wrong(
    'intuitOrigin',
    'is not an origin',
    'Give scheme, host and port alone, such as http://localhost:4000.',
  )
}

function allowedOrigins(
  given: QuickBooksAdapterOptions['allowedOrigins'],
  own: string,
): (origin: string) => boolean {
  if (given === undefined) return (origin) => origin === own
  if (typeof given === 'function') return (origin) => origin === own || given(origin) === true
  const known = new Set([own, ...originList('allowedOrigins', given)])
  return (origin) => known.has(origin)
}

function originList(option: string, given: readonly string[]): string[] {
  if (!Array.isArray(given)) throw wrong(option, 'is not a list', 'Pass a list of origins.')
  return given.map((value) => {
    const origin = originOnly(value)
    if (origin !== null) return origin
    throw wrong(
      option,
      `has "${value}", which is not an origin`,
      'Give scheme, host and port; no wildcard, no path.',
    )
  })
}

function checkRateLimits(given: QuickBooksAdapterOptions['rateLimits']): RateLimits | null {
  if (given === false) return null
  const limits = { ...DEFAULT_RATE_LIMITS, ...given }
  for (const [name, perMinute] of Object.entries(limits)) {
    if (!Number.isInteger(perMinute) || perMinute < 1) {
      throw wrong(
        `rateLimits.${name}`,
        'is not a whole number from 1',
        'Give calls per minute, or rateLimits: false.',
      )
    }
  }
  return limits
}

function oneOf<const T extends string>(
  option: string,
  given: unknown,
  choices: readonly T[],
  standard: T,
): T {
  const value = given ?? standard
  const found = choices.find((choice) => choice === value)
  if (found !== undefined) return found
  throw wrong(
    option,
    `is not one of ${choices.map((choice) => `"${choice}"`).join(', ')}`,
    'Correct it or leave it out.',
  )
}

function checkPolicies(options: QuickBooksAdapterOptions) {
  const { keepaliveDays = 7, warnBeforeDays = [30, 14, 7, 1], scopes = [ACCOUNTING_SCOPE] } = options
  if (!Number.isFinite(keepaliveDays) || keepaliveDays < 1 || keepaliveDays > 90) {
    throw wrong(
      'keepaliveDays',
      'is not within 1 to 90',
      'An unused refresh token dies after about 100 days.',
    )
  }
  if (!Array.isArray(warnBeforeDays) || warnBeforeDays.some((days) => !Number.isFinite(days) || days <= 0)) {
    throw wrong('warnBeforeDays', 'is not a list of days above 0', 'For example [30, 14, 7, 1].')
  }
  if (
    !Array.isArray(scopes) ||
    scopes.length === 0 ||
    scopes.some((scope) => !/^[\x21-\x7e]+$/.test(scope))
  ) {
    throw wrong('scopes', 'is not a list of scopes', `For example ["${ACCOUNTING_SCOPE}"].`)
  }
  return {
    keepaliveDays,
    warnBeforeDays: [...warnBeforeDays].sort((one, other) => other - one),
    scopes,
    multipleConnections: options.multipleConnections ?? true,
    sharedCompanies: oneOf('sharedCompanies', options.sharedCompanies, ['refuse', 'allow'], 'refuse'),
    confirmCompany: oneOf('confirmCompany', options.confirmCompany, ['first', 'never'], 'first'),
  }
}

function checkPlaces(options: QuickBooksAdapterOptions, own: string) {
  const returnOrigins = originList('returnTo.allowedOrigins', options.returnTo?.allowedOrigins ?? [])
  const standard = options.returnTo?.default ?? '/'
  if (!URL.canParse(standard, own) || ![own, ...returnOrigins].includes(new URL(standard, own).origin)) {
    throw wrong(
      'returnTo.default',
      'is not on an allowed origin',
      'Give a path, or add its origin to returnTo.allowedOrigins.',
    )
  }
  if (options.reconnectUrl !== undefined && !URL.canParse(options.reconnectUrl, own)) {
    throw wrong('reconnectUrl', 'is not an address', "Give the host's page that lists connections.")
  }
  return {
    returnTo: { default: standard, allowedOrigins: returnOrigins },
    reconnectUrl: options.reconnectUrl ?? null,
  }
}

function hostAnswers(options: QuickBooksAdapterOptions) {
  return {
    supportContact: options.supportContact ?? null,
    listingName: options.listingName ?? null,
    whoCan: checkFunction('whoCan', options.whoCan) ?? null,
    disconnectImpact: checkFunction('disconnectImpact', options.disconnectImpact) ?? null,
    setup: options.setup ?? null,
    checks: options.checks ?? [],
  }
}
