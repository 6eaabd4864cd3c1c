// What people and hosts do at random: with their own ids, with other tenants', and with ids that no one has.
import { randomUUID } from 'node:crypto'
import {
  type LinkReply,
  PERMISSIONS,
  type Permission,
  ROUTES,
  type Route,
  routePath,
} from '@mooring/contract'
import { MooringError } from '../../src/index.ts'
import { DAY, HOUR, MINUTE } from '../../src/platform/clock.ts'
import { Browser, secretOf } from '../browser.ts'
import { BUTTON } from '../links/link-ground.ts'
import type { CanaryGround, Tenant } from './canary-ground.ts'

export interface Chance {
  readonly random: () => number
  pick<T>(items: readonly T[]): T
}

/** Who acts, and on what. */
interface Deed {
  readonly ground: CanaryGround
  readonly chance: Chance
  readonly tenant: Tenant
  readonly rights: readonly Permission[]
  /** Its own, or not: then it must not be found. */
  readonly isOwn: boolean
  readonly connectionId: string
  readonly attemptId: string
}

const OF_ONE: readonly Route[] = Object.values(ROUTES).filter(({ path }) => path.includes(':id'))
const READS = OF_ONE.filter(({ method }) => method === 'GET')
/** These ask Intuit, or end something. */
const RARE = OF_ONE.filter(({ method }) => method === 'POST')
const BODIES: readonly Record<string, unknown>[] = [
  {},
  { deleteData: true },
  { why: 'different_company' },
  { id: 'x' },
]

async function call(deed: Deed, { method, path }: Route): Promise<void> {
  const { ground, tenant, rights, isOwn, connectionId, attemptId } = deed
  const id = path.startsWith('/attempts') ? attemptId : connectionId
  const { origin } = ground.stage
  const browser = ground.browser(tenant, rights)
  const isPost = method === 'POST'
  const response = await ground.stage.adapter.handler(
    new Request(`${origin}/api/quickbooks${routePath(path, id)}`, {
      method,
      headers: {
        cookie: browser.cookieHeader(),
        ...(isPost ? { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' } : {}),
      },
      ...(isPost ? { body: JSON.stringify(deed.chance.pick(BODIES)) } : {}),
    }),
  )
  if (!isOwn && response.status < 400)
    ground.finds.push(`${method} ${path} answers ${response.status} for an id that is not ${tenant.id}'s`)
  const said = JSON.stringify([...response.headers])
  ground.read(tenant, `${method} ${path}`, `${said}\n${await response.text()}`)
}

async function list({ ground, tenant, rights }: Deed): Promise<void> {
  const browser = ground.browser(tenant, rights)
  const response = await ground.stage.adapter.handler(
    new Request(`${ground.stage.origin}/api/quickbooks/connections`, {
      headers: { cookie: browser.cookieHeader() },
    }),
  )
  ground.read(tenant, 'the list', await response.text())
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

type Books = ReturnType<CanaryGround['stage']['adapter']['forTenant']>
const OF_HOST: Readonly<Record<string, (books: Books, id: string) => Promise<unknown>>> = {
  'connections.get': (books, id) => books.connections.get(id),
  readiness: (books, id) => books.readiness(id),
  'history.export': (books, id) => textOf(books.history.export(id, id < 'con_g' ? 'csv' : 'json')),
  'history.verify': (books, id) => books.history.verify(id),
  'tokens.get': async (books, id) => ({ ...(await books.tokens.get(id)), accessToken: null }),
}

/** What a host's server asks for in a tenant's name. */
async function askAsHost({ ground, chance, tenant, isOwn, connectionId }: Deed): Promise<void> {
  const [name, ask] = chance.pick(Object.entries(OF_HOST))
  const books = ground.stage.adapter.forTenant(tenant.id)
  try {
    const answer = await ask(books, connectionId)
    if (!isOwn) ground.finds.push(`${name} finds an id that is not ${tenant.id}'s`)
    ground.read(tenant, name, JSON.stringify(answer))
  } catch (error) {
    if (!(error instanceof MooringError)) throw error
    ground.read(tenant, `an error of ${name}`, `${error.stack}\n${JSON.stringify(error)}`)
  }
}

/** The way through Intuit and back; the address that the browser ends at says nothing. */
async function authorize({ ground, chance, tenant }: Deed): Promise<void> {
  const { control } = ground.stage.simulator
  const { connectionId, realmId } = chance.pick(tenant.companies)
  const browser = ground.browser(tenant)
  const started = await browser.authorize(chance.random() < 0.7 ? { connectionId } : {})
  const url = new URL(started.authorizeUrl)
  ground.owns(tenant, started.attemptId)
  tenant.attempts.push(started.attemptId)
  for (const secret of [started.ticket, url.searchParams.get('state'), ...browser.cookies.values()])
    if (secret !== undefined && !secret?.includes('tenant')) ground.keepSecret(secret)
  const back = await control.authorize(started.authorizeUrl, { user: 'ada', company: realmId })
  // A browser may bring no session along on Intuit's redirect: then the page claims what came back.
  const isSeen = chance.random() < 0.5
  const returning = isSeen ? browser : new Browser(browser.origin, null)
  for (const [name, value] of browser.cookies) if (name !== 'session') returning.cookies.set(name, value)
  const answer = await returning.get(back)
  ground.read(tenant, 'the callback', `${JSON.stringify([...answer.headers])}\n${answer.text}`)
  if (answer.headers.get('location') === null) return
  const secret = secretOf(answer)
  ground.keepSecret(secret)
  if (secret === null) return
  const claimed = await browser.post(`/attempts/${started.attemptId}/claim`, { secret })
  ground.read(tenant, 'a claim', claimed.text)
}

/** A campaign asks all, so that links can be made; a person who follows one has no login. */
async function followLink({ ground, chance, tenant }: Deed): Promise<void> {
  const { stage } = ground
  const { control } = stage.simulator
  await askAll(ground)
  const { connectionId, realmId } = chance.pick(tenant.companies)
  const browser = ground.browser(tenant)
  const made = await browser.post<LinkReply>(`/connections/${connectionId}/links`, {
    recipient: { name: `person-${String(tenant.index).padStart(2, '0')}-reader` },
  })
  if (made.status !== 201) return ground.read(tenant, 'a link refused', made.text)
  const path = new URL(made.body.url).pathname.replace('/api/quickbooks', '')
  ground.keepSecret(path.split('/').at(-1))
  const reader = new Browser(stage.origin, null)
  const page = await reader.get(path)
  // The page's own button holds its address.
  ground.read(tenant, 'the page of a link', page.text.replaceAll(path, ''))
  const started = await reader.post(`${path}/start`, undefined, BUTTON)
  if (started.status !== 303) return ground.read(tenant, 'the button of a link', started.text)
  for (const secret of reader.cookies.values()) ground.keepSecret(secret)
  const back = await control.authorize(started.headers.get('location') ?? '', {
    user: 'ada',
    company: realmId,
  })
  const callback = await reader.get(back)
  const done = await reader.get('/link/done')
  ground.read(tenant, 'the end of a link', `${JSON.stringify([...callback.headers])}\n${done.text}`)
}

async function askAll({ stage }: CanaryGround): Promise<void> {
  const deadline = new Date(stage.simulator.control.clock.now() + 400 * DAY).toISOString()
  const { campaigns } = stage.adapter.operations
  for (const { id, endedAt } of await campaigns.list()) if (endedAt === null) await campaigns.end(id)
  await campaigns.start({
    id: `all-${randomUUID().slice(0, 8)}`,
    why: 'keys',
    deadline,
    select: {},
  })
}

async function explain({ ground, tenant, chance }: Deed): Promise<void> {
  const { connectionId } = chance.pick(tenant.companies)
  const { operations } = ground.stage.adapter
  ground.read(tenant, 'explain', JSON.stringify(await operations.explain(connectionId)))
}

const FAULTS = [
  { kind: 'html-503' },
  { kind: 'json-429' },
  { kind: 'garbage-200' },
  { kind: 'error-200' },
  { kind: 'reset' },
  { kind: 'invalid_client' },
] as const

/** Intuit's bad days, and time that goes by; then the work that is due. */
async function goOn({ ground, chance }: Deed): Promise<void> {
  const { control } = ground.stage.simulator
  control.clearFaults()
  control.clock.advance(chance.pick([MINUTE, 10 * MINUTE, HOUR]))
  if (chance.random() < 0.5)
    control.fault({ route: chance.pick(['token', 'company'] as const), ...chance.pick(FAULTS), times: 2 })
  await ground.stage.adapter.runDueWork()
}

/** How likely each is, of 1,000. */
const DEEDS: readonly (readonly [number, (deed: Deed) => Promise<void>])[] = [
  [420, (deed) => call(deed, deed.chance.pick(READS))],
  [220, list],
  [335, askAsHost],
  [8, (deed) => call(deed, deed.chance.pick(RARE))],
  [3, authorize],
  [2, followLink],
  [10, explain],
  [4, goOn],
]
const ALL = DEEDS.reduce((sum, [weight]) => sum + weight, 0)

/** Ids that are the tenant's in two of three; else another's, or no one's. */
export function deedOf(ground: CanaryGround, chance: Chance): () => Promise<void> {
  const { random, pick } = chance
  const tenant = pick(ground.tenants)
  const isOwn = random() < 0.66
  const others = ground.tenants.filter((other) => other !== tenant)
  const owner = isOwn ? tenant : pick(others)
  const isThere = isOwn || random() < 0.8
  const rights = PERMISSIONS.filter((right) => right !== 'operate' && random() < 0.7)
  const deed: Deed = {
    ground,
    chance,
    tenant,
    rights,
    isOwn,
    connectionId: isThere ? pick(owner.companies).connectionId : 'con_00000000000000000000',
    attemptId: (isThere ? owner.attempts.at(-1) : null) ?? 'att_00000000000000000000',
  }
  let dice = random() * ALL
  const [, act] = DEEDS.find(([weight]) => {
    dice -= weight
    return dice < 0
  }) ?? [0, list]
  return () => act(deed)
}
