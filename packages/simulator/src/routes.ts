// Every path the simulator answers, with Intuit's own where it has one.
import { authorize, chooseCompany, consent, decide, signIn, signOut } from './endpoints/authorize.ts'
import { companyInfo } from './endpoints/company.ts'
import { CONTROL_ROUTES } from './endpoints/control-routes.ts'
import { discovery, jwks, userinfo } from './endpoints/openid.ts'
import { batch, changes, nothingThere, query, readOne, readPreferences, write } from './endpoints/records.ts'
import { revoke } from './endpoints/revoke.ts'
import { token } from './endpoints/token.ts'
import { STYLES_PATH } from './pages/layout.ts'
import { STYLES } from './pages/styles.ts'
import { empty } from './reply.ts'
import type { Endpoint, Route } from './router.ts'

const styles: Endpoint = () => ({
  status: 200,
  headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' },
  body: STYLES,
})

/** Where `redirect-307` leads: what arrives here is on record, and is a secret sent astray. */
const astray: Endpoint = () => empty(404)

const DISCOVERY = ['openid_configuration', 'openid_sandbox_configuration'].flatMap((name) => [
  `/.well-known/${name}`,
  `/.well-known/${name}/`,
])

/** The table of routes. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/connect/oauth2', name: 'authorize', endpoint: authorize },
  { method: 'POST', path: '/connect/oauth2/sign-in', name: 'authorize', endpoint: signIn },
  { method: 'GET', path: '/connect/oauth2/sign-out', name: 'authorize', endpoint: signOut },
  { method: 'POST', path: '/connect/oauth2/company', name: 'authorize', endpoint: chooseCompany },
  { method: 'GET', path: '/connect/oauth2/consent', name: 'authorize', endpoint: consent },
  { method: 'POST', path: '/connect/oauth2/consent', name: 'authorize', endpoint: decide },
  { method: 'POST', path: '/oauth2/v1/tokens/bearer', name: 'token', endpoint: token },
  { method: 'POST', path: '/v2/oauth2/tokens/revoke', name: 'revoke', endpoint: revoke },
  { method: 'GET', path: '/v1/openid_connect/userinfo', name: 'userinfo', endpoint: userinfo },
  { method: 'GET', path: '/op/v1/jwks', name: 'jwks', endpoint: jwks },
  ...DISCOVERY.map((path): Route => ({ method: 'GET', path, name: 'discovery', endpoint: discovery })),
  { method: 'GET', path: '/v3/company/:realmId/companyinfo/:id', name: 'company', endpoint: companyInfo },
  { method: 'GET', path: '/v3/company/:realmId/query', name: 'query', endpoint: query },
  { method: 'POST', path: '/v3/company/:realmId/query', name: 'query', endpoint: query },
  { method: 'POST', path: '/v3/company/:realmId/batch', name: 'batch', endpoint: batch },
  { method: 'GET', path: '/v3/company/:realmId/cdc', name: 'cdc', endpoint: changes },
  { method: 'GET', path: '/v3/company/:realmId/preferences', name: 'entity', endpoint: readPreferences },
  { method: 'GET', path: '/v3/company/:realmId/:entity/:id', name: 'entity', endpoint: readOne },
  { method: 'POST', path: '/v3/company/:realmId/:entity', name: 'entity', endpoint: write },
  { method: 'ANY', path: '/v3/company/:realmId', name: 'entity', endpoint: nothingThere },
  { method: 'ANY', path: '/v3/company/:realmId/*', name: 'entity', endpoint: nothingThere },
  { method: 'GET', path: '/simulator/redirected', name: 'redirected', endpoint: astray },
  { method: 'POST', path: '/simulator/redirected', name: 'redirected', endpoint: astray },
  { method: 'GET', path: STYLES_PATH, name: 'simulator', endpoint: styles },
  ...CONTROL_ROUTES,
]
