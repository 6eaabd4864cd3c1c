// Sign-in libraries as servers, with nothing but addresses changed: a browser's cookies go along from their start to their callback.
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Auth } from '@auth/core'
import { betterAuth } from 'better-auth'
import { memoryAdapter } from 'better-auth/adapters/memory'
import { genericOAuth } from 'better-auth/plugins'
import express from 'express'
import session from 'express-session'
import library from 'grant'
import passport from 'passport'
import OAuth2Strategy from 'passport-oauth2'
import { expect, it, onTestFinished } from 'vitest'
import type { IntuitSimulator } from '../../src/index.ts'
import { ACCOUNTING, HARBOR_TEA } from '../app.ts'
import { CLIENT, companyRead, consentAt, HARBOR, simulatedIntuit } from './product.ts'

// Its types name a member that is not there at run time: what the package exports is the function itself.
const grant = library as unknown as typeof library.default

/** A product's server, closed when the test ends. Resolves to its origin. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A browser that keeps cookies and follows no redirect. */
function browser(send: typeof fetch = fetch) {
  const cookies = new Map<string, string>()
  return async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await send(new Request(url, { redirect: 'manual', ...init, headers }))
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = line.match(/^([^=]+)=([^;]*)/) ?? []
      cookies.set(name, value)
    }
    return answer
  }
}

const location = (answer: Response): string => answer.headers.get('location') ?? ''
const token = ({ origin }: IntuitSimulator) => `${origin}/oauth2/v1/tokens/bearer`
const authorize = ({ origin }: IntuitSimulator) => `${origin}/connect/oauth2`
const sessions = () => session({ secret: 'sign-in', resave: false, saveUninitialized: true })

it('grant', async () => {
  const sim = await simulatedIntuit()
  const app = express()
  const origin = await serve(app)
  const intuit = {
    ...{ authorize_url: authorize(sim), access_url: token(sim) },
    ...{ key: CLIENT.id, secret: CLIENT.secret, scope: [ACCOUNTING], state: true },
    ...{ callback: '/done', response: ['tokens', 'raw'], transport: 'session' },
  } as const
  app.use(sessions(), grant.express({ defaults: { origin }, intuit }))
  app.get('/done', (request, response) => void response.json(Reflect.get(request.session, 'grant')))
  const visit = browser()
  const back = await consentAt(sim, location(await visit(`${origin}/connect/intuit`)))
  expect(back.searchParams.get('realmId')).toBe(HARBOR_TEA)
  const done = await visit(new URL(location(await visit(back)), origin))
  const { response } = (await done.json()) as { response: { access_token: string; raw: object } }
  expect(await companyRead(sim, response.access_token)).toBe(HARBOR)
})

it('passport-oauth2', async () => {
  const sim = await simulatedIntuit()
  const app = express()
  const origin = await serve(app)
  const options = {
    ...{ authorizationURL: authorize(sim), tokenURL: token(sim), callbackURL: `${origin}/callback` },
    ...{ clientID: CLIENT.id, clientSecret: CLIENT.secret, scope: [ACCOUNTING], state: true },
    passReqToCallback: true,
  } as const
  const strategy = new OAuth2Strategy(
    options,
    (
      request: express.Request,
      accessToken: string,
      refreshToken: string,
      _profile: unknown,
      done: OAuth2Strategy.VerifyCallback,
    ) => done(null, { accessToken, refreshToken, realmId: request.query.realmId }),
  )
  app.use(sessions())
  app.get('/connect', passport.authenticate(strategy, { session: false }))
  app.get('/callback', passport.authenticate(strategy, { session: false }), (request, response) => {
    response.json(request.user)
  })
  const visit = browser()
  const back = await consentAt(sim, location(await visit(`${origin}/connect`)))
  const user = (await (await visit(back)).json()) as { accessToken: string; realmId: string }
  expect(user.realmId).toBe(HARBOR_TEA)
  expect(await companyRead(sim, user.accessToken)).toBe(HARBOR)
})

it('better-auth, as a generic provider from discovery', async () => {
  const sim = await simulatedIntuit()
  const origin = 'http://localhost:3000'
  const tables: Record<string, Record<string, unknown>[]> = {
    ...{ user: [], session: [], account: [], verification: [] },
  }
  const auth = betterAuth({
    ...{ baseURL: origin, secret: 'a-secret-of-the-host-with-32-letters', telemetry: { enabled: false } },
    database: memoryAdapter(tables),
    plugins: [
      genericOAuth({
        config: [
          {
            ...{ providerId: 'intuit', clientId: CLIENT.id, clientSecret: CLIENT.secret },
            discoveryUrl: `${sim.origin}/.well-known/openid_configuration`,
            scopes: ['openid', 'email', 'profile', ACCOUNTING],
            mapProfileToUser: ({ email, givenName }) => ({
              email,
              name: String(givenName),
              emailVerified: true,
            }),
          },
        ],
      }),
    ],
  })
  const visit = browser(async (input) => await auth.handler(input as Request))
  const started = await visit(`${origin}/api/auth/sign-in/social`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ provider: 'intuit', callbackURL: '/done' }),
  })
  const { url } = (await started.json()) as { url: string }
  const done = await visit(await consentAt(sim, url))
  expect([done.status, location(done)]).toEqual([302, '/done'])
  expect(tables.user).toMatchObject([{ email: 'ada@example.com', name: 'Ada' }])
  expect(await companyRead(sim, String(tables.account?.[0]?.accessToken))).toBe(HARBOR)
})

it('Auth.js, with a provider of one’s own', async () => {
  const sim = await simulatedIntuit()
  const origin = 'http://localhost:3000'
  const accounts: { access_token?: string }[] = []
  const visit = browser(
    async (input) =>
      await Auth(input as Request, {
        ...{ secret: 'a-secret-of-the-host', trustHost: true, basePath: '/auth' },
        callbacks: {
          jwt: ({ token: kept, account }) => {
            if (account) accounts.push(account)
            return kept
          },
        },
        providers: [
          {
            ...{ id: 'intuit', name: 'Intuit', type: 'oauth', checks: ['state'] },
            ...{ clientId: CLIENT.id, clientSecret: CLIENT.secret, token: token(sim) },
            authorization: { url: authorize(sim), params: { scope: `email ${ACCOUNTING}` } },
            userinfo: `${sim.origin}/v1/openid_connect/userinfo`,
            profile: ({ sub, email }) => ({ id: sub, email }),
          },
        ],
      }),
  )
  const { csrfToken } = (await (await visit(`${origin}/auth/csrf`)).json()) as { csrfToken: string }
  const started = await visit(`${origin}/auth/signin/intuit`, {
    method: 'POST',
    body: new URLSearchParams({ csrfToken }),
  })
  await visit(await consentAt(sim, location(started)))
  expect(accounts).toHaveLength(1)
  expect(await companyRead(sim, accounts[0]?.access_token ?? '')).toBe(HARBOR)
})
