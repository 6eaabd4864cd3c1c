// The gateway on intuit-oauth: it builds the requests, our transport sends them, our readers read the answers.
import { createCompanyReader } from './company-reader.ts'
import { DEADLINES, type Deadlines } from './deadlines.ts'
import { endpointsFor, type IntuitEndpoints } from './endpoints.ts'
import { readGrant, readObject, tokenFailure } from './grant-reply.ts'
import { GatewayError, type IntuitGateway, type IntuitGrant, type IntuitUser } from './intuit-gateway.ts'
import { type IntuitAnswer, type IntuitCall, send } from './transport.ts'

type OAuthClient = InstanceType<typeof import('intuit-oauth')>

export interface IntuitOauthGatewayOptions {
  readonly clientId: string
  readonly clientSecret: string
  readonly environment: 'sandbox' | 'production'
  readonly redirectUri: string
  readonly scopes: readonly string[]
  /** One origin for every address of Intuit's, with Intuit's own paths. Default: the real hosts. */
  readonly intuitOrigin?: string
  readonly fetch: typeof globalThis.fetch
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Shorter deadlines, for tests. @internal */
  readonly deadlines?: Partial<Deadlines>
}

/** What intuit-oauth hands to its `loadResponse`. */
interface BuiltRequest {
  readonly method: 'GET' | 'POST'
  readonly headers: Record<string, string>
  readonly data?: Record<string, string>
}

interface GatewayContext {
  readonly options: IntuitOauthGatewayOptions
  readonly endpoints: IntuitEndpoints
  readonly deadline: number
}

/** Not with the adapter: intuit-oauth brings 241 modules along. */
const loadClient = async () => (await import('intuit-oauth')).default

/** A client of its own for each call: a client that serves two calls hands one the other's token. */
async function freshClient({ options }: GatewayContext, accessToken?: string): Promise<OAuthClient> {
  const Client = await loadClient()
  return new Client({
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    environment: options.environment,
    redirectUri: options.redirectUri,
    includeRefreshTokenHardExpiresIn: true,
    logging: false,
    token: accessToken === undefined ? undefined : { access_token: accessToken },
  })
}

/** Form or JSON, as the request's own header says. */
function bodyOf({ data, headers }: BuiltRequest): string | undefined {
  if (data === undefined) return undefined
  return headers['Content-Type'] === 'application/json'
    ? JSON.stringify(data)
    : new URLSearchParams(data).toString()
}

/** The address is ours: intuit-oauth's are statics, which anybody in the process can change. */
const callOf = (request: BuiltRequest, url: string, deadline: number): IntuitCall => ({
  url,
  method: request.method,
  // A connection of its own: one that Intuit closed while it idled would be taken for an answer that was lost.
  headers: { ...request.headers, connection: 'close' },
  body: bodyOf(request),
  deadline,
})

/**
 * Lets intuit-oauth build a request, sends it once, and returns Intuit's answer. What the library makes of that answer
 * is not read: it takes errors for successes, and its errors contain the client's secret and the token.
 */
async function ask(
  context: GatewayContext,
  client: OAuthClient,
  call: { url: string; start(client: OAuthClient): Promise<unknown> },
): Promise<IntuitAnswer> {
  let answer: Promise<IntuitAnswer> | undefined
  client.loadResponse = async (request: BuiltRequest) => {
    answer ??= send(context.options.fetch, callOf(request, call.url, context.deadline))
    const { status } = await answer
    return { status, headers: {}, data: {} }
  }
  await call.start(client).catch(() => {})
  if (answer === undefined)
    throw new GatewayError('invalid_request', 'The request to Intuit could not be built.', { sent: false })
  return answer
}

async function authorizeUrl(context: GatewayContext, state: string): Promise<string> {
  const client = await freshClient(context)
  const built = client.authorizeUri({ scope: [...context.options.scopes], state })
  const url = new URL(context.endpoints.authorize)
  url.search = built.slice(built.lastIndexOf('?'))
  return url.href
}

async function exchangeCode(context: GatewayContext, code: string): Promise<IntuitGrant> {
  // Without a code intuit-oauth would post an empty body.
  if (code === '') throw new GatewayError('invalid_request', 'There is no code to exchange.', { sent: false })
  const client = await freshClient(context)
  const requestedAt = context.options.now()
  const answer = await ask(context, client, {
    url: context.endpoints.token,
    start: (oauth) => oauth.createToken(`?code=${encodeURIComponent(code)}`),
  })
  return readGrant(answer, { purpose: 'exchange', requestedAt, now: context.options.now() })
}

async function refresh(context: GatewayContext, refreshToken: string): Promise<IntuitGrant> {
  const client = await freshClient(context)
  const requestedAt = context.options.now()
  const answer = await ask(context, client, {
    url: context.endpoints.token,
    start: (oauth) => oauth.refreshUsingToken(refreshToken),
  })
  return readGrant(answer, { purpose: 'refresh', requestedAt, now: context.options.now() })
}

async function revoke(context: GatewayContext, refreshToken: string): Promise<'done' | 'unconfirmed'> {
  const answer = await ask(context, await freshClient(context), {
    url: context.endpoints.revoke,
    start: (oauth) => oauth.revoke({ refresh_token: refreshToken }),
  })
  if (answer.status < 300) return 'done'
  const failure = tokenFailure(answer, context.options.now())
  // Intuit answers 400 where the token is gone already; a refused client has revoked nothing.
  if (answer.status === 400 && failure.kind !== 'invalid_client') return 'unconfirmed'
  throw failure
}

async function readUser(context: GatewayContext, accessToken: string): Promise<IntuitUser | null> {
  if (!context.options.scopes.includes('openid')) return null
  try {
    const answer = await ask(context, await freshClient(context, accessToken), {
      url: context.endpoints.userinfo,
      start: (oauth) => oauth.getUserInfo(),
    })
    return answer.status < 300 ? userIn(answer.text) : null
  } catch {
    return null
  }
}

/** An address Intuit has not verified says nothing about who consented. */
function userIn(text: string | null): IntuitUser | null {
  const body = readObject(text)
  if (body === null) return null
  const { email, emailVerified } = body
  const usable = typeof email === 'string' && emailVerified !== false && /^[^\s\p{C}]{3,254}$/u.test(email)
  return { email: usable ? email : null }
}

/** The gateway to Intuit. Nothing is called, and intuit-oauth is not loaded, before the first call or `prepare`. */
export function createIntuitOauthGateway(options: IntuitOauthGatewayOptions): IntuitGateway {
  const endpoints = endpointsFor(options.environment, options.intuitOrigin)
  const deadlines = { ...DEADLINES, ...options.deadlines }
  const context: GatewayContext = { options, endpoints, deadline: deadlines.token }
  return {
    async prepare() {
      await loadClient()
    },
    authorizeUrl: (state) => authorizeUrl(context, state),
    exchangeCode: (code) => exchangeCode(context, code),
    refresh: (refreshToken) => refresh(context, refreshToken),
    revoke: (refreshToken) => revoke(context, refreshToken),
    readUser: (accessToken) => readUser(context, accessToken),
    ...createCompanyReader({ base: endpoints.company, deadlines, fetch: options.fetch, now: options.now }),
  }
}
