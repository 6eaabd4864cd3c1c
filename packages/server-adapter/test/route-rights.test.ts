// Every route of the contract, by every right, with one's own, someone else's and no id: who gets what, on both stores.
import {
  PERMISSIONS,
  type Permission,
  ROUTES,
  type Route,
  type RouteName,
  routePath,
} from '@mooring/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { usePostgres } from './instances/postgres-stage.ts'
import { HARBOR, identityOf, openStage, type Stage } from './stage.ts'
import type { StoreLocation } from './store-location.ts'
import { KEY } from './token-lifecycle/test-deps.ts'

/** What an id is of; a link's token is its id for readers. */
type Subject = 'connection' | 'attempt' | 'link' | 'token' | 'campaign'

/** How a route is called. */
interface Line {
  /** The status of its success. Default 200. */
  readonly ok?: number
  /** The code that a caller who is let in gets, where more than a right is needed. */
  readonly code?: string
  /** What its id is of; none for a route without one. */
  readonly of?: Subject
  /** The rights of a caller who is let in, where no single one is named in the contract's table. */
  readonly with?: readonly Permission[]
  /** The rights of callers who are not, whatever the id. */
  readonly without?: readonly (readonly Permission[])[]
  readonly body?: (id: string) => Record<string, unknown>
  readonly headers?: Readonly<Record<string, string>>
  /** The id is in the body. */
  readonly idInBody?: true
}

const REPORT_TOKEN = 'a worker in another language'.replaceAll(' ', '-').padEnd(32, '-')
const ofConnection = { of: 'connection' } as const
/** The host's `operators` takes for one who has this right of its own. */
const operator: Line = { with: ['operate'] }
const OTHERS: readonly Permission[] = ['view', 'audit', 'operate']

/** A route that is not here does not compile. The last ones change most. */
const LINES: Readonly<Record<RouteName, Line>> = {
  listConnections: {},
  getConnection: ofConnection,
  authorize: {
    ok: 201,
    ...ofConnection,
    idInBody: true,
    body: (connectionId) => ({ mode: 'popup', connectionId }),
    with: ['reauthorize'],
    without: [[], OTHERS, [...OTHERS, 'disconnect']],
  },
  launch: {},
  callback: {},
  callbackDone: {},
  getAttempt: { of: 'attempt' },
  attemptSupport: { of: 'attempt', with: [] },
  createLink: { ok: 201, ...ofConnection },
  listLinks: ofConnection,
  revokeLink: { of: 'link' },
  openLink: { of: 'token' },
  startLink: { of: 'token' },
  linkDone: {},
  verify: ofConnection,
  readiness: ofConnection,
  disconnectImpact: ofConnection,
  history: ofConnection,
  verifyHistory: ofConnection,
  backlog: ofConnection,
  listWrites: ofConnection,
  lastTakeBack: ofConnection,
  takeBack: { ...ofConnection, ok: 202 },
  health: ofConnection,
  support: ofConnection,
  events: {},
  disconnected: {},
  reconnect: {},
  webhooks: {},
  operationsLive: {},
  operationsReady: {},
  // Without a token of the host's it is no one's: that has tests of its own.
  reportSync: { headers: { authorization: `Bearer ${REPORT_TOKEN}` } },
  operationsHealth: {},
  operationsConnections: {},
  board: operator,
  boardConnections: operator,
  boardExplain: { ...operator, ...ofConnection },
  boardRenew: { ...operator, ...ofConnection },
  boardWebhooks: operator,
  boardQuota: operator,
  boardQueues: operator,
  boardRetryQueue: { ...operator, ...ofConnection },
  boardSkipEvent: { ...operator, ok: 404, code: 'not_found' },
  boardCampaigns: operator,
  boardCampaign: { ...operator, of: 'campaign' },
  boardEndCampaign: { ...operator, of: 'campaign' },
  boardEndIncident: operator,
  retrySetup: ofConnection,
  completeSetup: ofConnection,
  confirmCompany: ofConnection,
  claimAttempt: {
    ok: 403,
    code: 'state_invalid',
    of: 'attempt',
    with: [],
    body: () => ({ secret: 'of another browser' }),
  },
  cancelAttempt: { of: 'attempt', with: [] },
  disconnect: {
    ...ofConnection,
    with: ['disconnect'],
    without: [[], OTHERS, [...OTHERS, 'connect', 'reauthorize']],
  },
}
const NAMES = Object.keys(LINES) as RouteName[]

/** Methods that no route has. */
const UNTAKEN = ['PUT', 'PATCH', 'DELETE']
/** Load balancers and scanners of mail ask these with HEAD too. */
const WITH_HEAD: readonly RouteName[] = ['operationsLive', 'operationsReady', 'openLink']
const routeOf = (name: RouteName): Route => ROUTES[name]

interface Person {
  readonly tenant: string
  readonly user: string
  readonly rights: readonly Permission[]
}
const ada = (rights: readonly Permission[]): Person => ({ tenant: 'harbor', user: 'ada', rights })

interface Reply {
  readonly status: number
  readonly allow: string | null
  readonly body: { readonly code?: string; readonly [field: string]: unknown }
}

let stage: Stage
/** An own one, another tenant's, and one that isn't there. */
let ids: Record<Subject, { own: string; foreign: string; missing: string }>

async function ask(
  person: Person | null,
  name: RouteName,
  id = '',
  method = routeOf(name).method as string,
  sent?: string,
): Promise<Reply> {
  const { path } = routeOf(name)
  const { body = () => ({}), headers = {} } = LINES[name]
  const browser = person === null ? null : stage.browser(person.tenant, person.user, person.rights)
  const leaving = new AbortController()
  const response = await fetch(`${stage.origin}/api/quickbooks${routePath(path, id)}`, {
    method,
    redirect: 'manual',
    signal: leaving.signal,
    headers: {
      ...headers,
      ...(browser === null ? {} : { cookie: browser.cookieHeader() }),
      ...(method === 'POST' ? { origin: stage.origin, 'content-type': 'application/json' } : {}),
    },
    ...(method === 'POST' ? { body: sent ?? JSON.stringify(body(id)) } : {}),
  })
  const type = response.headers.get('content-type') ?? ''
  const isJson = type.includes('json')
  const text = isJson ? await response.text() : '{}'
  if (!isJson) leaving.abort()
  return { status: response.status, allow: response.headers.get('allow'), body: JSON.parse(text || '{}') }
}

/** What is told of a refusal, without what names this one refusal. */
const refusalOf = ({ status, body }: Reply) => ({ status, ...body, reference: '' })

const idsOf = (name: RouteName): string[] => {
  const { of } = LINES[name]
  return of === undefined ? [''] : Object.values(ids[of])
}

/** What the contract's table names. */
function rightsOf(name: RouteName): readonly Permission[] {
  const { permission, also } = routeOf(name)
  return [permission, also].filter((right) => right !== null && right !== undefined)
}

/** Callers who lack a right, with every other. */
function unfitFor(name: RouteName): readonly (readonly Permission[])[] {
  const { permission } = routeOf(name)
  if (permission === null) return LINES[name].without ?? []
  return [[], ...rightsOf(name).map((needed) => PERMISSIONS.filter((right) => right !== needed))]
}

const fitFor = (name: RouteName): readonly Permission[] => LINES[name].with ?? rightsOf(name)

const isForOperators = (name: RouteName) => routeOf(name).rule === 'operator'
const closed = NAMES.filter((name) => routeOf(name).rule !== 'open')

async function connected(tenant: string, user: string, company: string) {
  const browser = stage.browser(tenant, user)
  const { id } = await browser.connect(stage.simulator.control, { user: 'ada', company })
  const { link, url } = await stage.adapter.forTenant(tenant).links.create(id)
  const token = url.slice(url.lastIndexOf('/') + 1)
  return { connection: id, attempt: (await browser.authorize()).attemptId, link: link.id, token }
}

const ground = usePostgres()

describe.each([
  ['a file', (): StoreLocation | undefined => undefined],
  ['Postgres', (): StoreLocation | undefined => ground.place()],
] as const)('on %s', (_store, place) => {
  beforeAll(async () => {
    const storeLocation = place()
    stage = await openStage({
      encryptionKeys: [KEY],
      rateLimits: false,
      syncReportTokens: [REPORT_TOKEN],
      sharedCompanies: 'allow',
      // What has been connected just now needs a re-authorization already: only then links are made for it.
      warnBeforeDays: [120],
      operators: (req) => {
        const person = identityOf(req.headers.cookie)
        return person?.permissions.includes('operate') ? { id: person.userId } : null
      },
      ...(storeLocation === undefined ? {} : { storeLocation }),
    })
    // Two tenants have one company: neither's consent is to end the other's grant.
    stage.simulator.control.behave({ secondConsentKillsEarlier: false })
    const own = await connected('harbor', 'ada', HARBOR)
    const foreign = await connected('northwind', 'noor', HARBOR)
    const deadline = new Date(stage.simulator.control.clock.now() + 86_400_000).toISOString()
    for (const id of ['scopes-27', 'scopes-28'])
      await stage.adapter.operations.campaigns.start({
        ...{ id, why: 'other', deadline },
        select: { connectedBefore: '2001-01-01T00:00:00Z' },
      })
    ids = {
      connection: { own: own.connection, foreign: foreign.connection, missing: 'con_missing' },
      attempt: { own: own.attempt, foreign: foreign.attempt, missing: 'att_missing' },
      campaign: { own: 'scopes-27', foreign: 'scopes-28', missing: 'none' },
      link: { own: own.link, foreign: foreign.link, missing: 'lnk_missing' },
      token: { own: own.token, foreign: foreign.token, missing: 'x'.repeat(43) },
    }
  }, 60_000)
  afterAll(async () => {
    await stage.close()
  })

  it.each(closed)('%s: who is not signed in gets 401, whatever the id', async (name) => {
    for (const id of idsOf(name)) {
      expect(await ask(null, name, id)).toMatchObject({ status: 401, body: { code: 'not_authenticated' } })
    }
  })

  it.each(NAMES.filter((name) => !closed.includes(name)))(
    '%s: no one is asked who they are',
    async (name) => {
      const reply = await ask(null, name, idsOf(name)[0])
      expect(reply.body.code).not.toBe('not_authenticated')
      expect(reply.status).not.toBe(404)
    },
  )

  it.each(closed.filter((name) => unfitFor(name).length > 0))(
    '%s: who lacks the right gets the same 403 for every id',
    async (name) => {
      for (const rights of unfitFor(name)) {
        const replies = await Promise.all(idsOf(name).map((id) => ask(ada(rights), name, id)))
        expect(new Set(replies.map((reply) => JSON.stringify(refusalOf(reply)))).size).toBe(1)
        expect(replies[0]).toMatchObject({ status: 403, body: { code: 'forbidden' } })
      }
    },
  )

  it.each(closed.filter((name) => routeOf(name).method === 'POST' && unfitFor(name).length > 0))(
    '%s: who lacks the right gets 403, whatever the body',
    async (name) => {
      // None of the rights that this route may ask for.
      const none = name === 'authorize' || name === 'disconnect' ? OTHERS : []
      for (const sent of ['{"nonsense":1}', '{', '[]'])
        expect(await ask(ada(none), name, idsOf(name)[0], 'POST', sent)).toMatchObject({
          status: 403,
          body: { code: 'forbidden' },
        })
    },
  )

  it.each(NAMES.filter(isForOperators))(
    '%s: who is no operator gets 401, whatever their rights',
    async (name) => {
      const all = PERMISSIONS.filter((right) => right !== 'operate')
      for (const id of idsOf(name))
        expect(await ask(ada(all), name, id)).toMatchObject({
          status: 401,
          body: { code: 'not_authenticated' },
        })
    },
  )

  it.each(closed.filter((name) => LINES[name].of !== undefined && !isForOperators(name)))(
    "%s: another tenant's id is the 404 of one that isn't there",
    async (name) => {
      const { of = 'connection' } = LINES[name]
      const [foreign, missing] = await Promise.all(
        [ids[of].foreign, ids[of].missing].map((id) => ask(ada(fitFor(name)), name, id)),
      )
      expect(missing).toMatchObject({ status: 404, body: { code: 'not_found' } })
      expect(foreign && refusalOf(foreign)).toEqual(missing && refusalOf(missing))
    },
  )

  it.each(closed.filter((name) => routeOf(name).rule === 'starter'))(
    "%s: a colleague's attempt is 403, whatever their rights",
    async (name) => {
      const ben = { tenant: 'harbor', user: 'ben', rights: PERMISSIONS }
      expect(await ask(ben, name, ids.attempt.own)).toMatchObject({
        status: 403,
        body: { code: 'forbidden' },
      })
    },
  )

  it.each(NAMES)('%s: no other method is taken', async (name) => {
    const { path } = routeOf(name)
    const taken = NAMES.filter((other) => routeOf(other).path === path).map((other) => routeOf(other).method)
    const methods = WITH_HEAD.includes(name) ? UNTAKEN : [...UNTAKEN, 'HEAD']
    for (const method of methods) {
      const reply = await ask(ada(PERMISSIONS), name, 'con_1', method)
      expect([method, reply.status]).toEqual([method, 405])
      for (const allowed of taken) expect(reply.allow).toContain(allowed)
    }
  })

  it('nothing has changed so far', async () => {
    const noor = { tenant: 'northwind', user: 'noor', rights: PERMISSIONS }
    for (const [person, id] of [
      [ada(PERMISSIONS), ids.connection.own],
      [noor, ids.connection.foreign],
    ] as const)
      expect((await ask(person, 'getConnection', id)).body).toMatchObject({ id, status: 'expiring' })
  })

  it.each(closed)('%s: who has the right and no other gets in', async (name) => {
    const { of, ok = 200, code } = LINES[name]
    const reply = await ask(ada(fitFor(name)), name, of === undefined ? '' : ids[of].own)
    expect([reply.status, reply.body.code]).toEqual([ok, code])
  })
})
