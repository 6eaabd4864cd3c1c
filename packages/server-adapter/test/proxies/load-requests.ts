// What is asked of a host: by its people, its own work, Intuit, and tenants that come and go.
import type { Attempt, AuthorizeReply, Connection } from '@mooring/contract'
import { type Answer, Browser } from '../browser.ts'
import { ALL } from '../stage.ts'
import { type RollingSite, TOKEN } from './rolling-site.ts'

/** Intuit waits so long for a webhook's answer, as the simulator does. */
const INTUIT_WAITS_MS = 3_000

/** A company that is connected, and whose. */
export interface Books {
  readonly tenantId: string
  readonly id: string
  readonly realmId: string
}

/** What was asked, and what came of it. */
export interface Tally {
  /** How often, by kind. */
  readonly requests: Record<string, number>
  slowestMs: number
  /** Webhooks that Intuit did not wait for, and sends again. */
  late: number
  /** Ids of attempts that were begun, by tenant. */
  readonly begun: Map<string, string[]>
  /** Ids of entities in webhooks that were acknowledged. */
  readonly notified: string[]
}

export interface Ground {
  readonly site: RollingSite
  readonly books: readonly Books[]
  readonly tally: Tally
  oneOf<T>(list: readonly T[]): T
}

/** An answer that is not the one that was expected. */
class Refused extends Error {}

export const browserOf = ({ origin }: RollingSite, tenantId: string) =>
  new Browser(origin, `${tenantId}/ada/${ALL.join(',')}`)

/** One request, counted. @throws Refused where it has another status */
async function ask<T extends { readonly status: number | null }>(
  { tally }: Ground,
  kind: string,
  expected: readonly number[],
  send: () => Promise<T>,
): Promise<T> {
  tally.requests[kind] = (tally.requests[kind] ?? 0) + 1
  const before = performance.now()
  const answer = await send()
  tally.slowestMs = Math.max(tally.slowestMs, performance.now() - before)
  if (expected.includes(answer.status ?? 0)) return answer
  throw new Refused(`${kind}: ${answer.status} ${reasonOf(answer)}`)
}

/** What an answer says of itself, without what is new in each. */
function reasonOf(answer: object): string {
  const { body, text } = answer as Partial<Answer<{ detail?: string } | null>>
  return body?.detail ?? text?.replaceAll(/<[^>]*>|\s+/g, ' ').slice(0, 120) ?? ''
}

/** A page that asks whether anything has changed. @param etags of the last list, by tenant */
export async function list(ground: Ground, etags: Map<string, string>): Promise<void> {
  const { tenantId } = ground.oneOf(ground.books)
  const etag = etags.get(tenantId)
  const known: Record<string, string> = etag === undefined ? {} : { 'if-none-match': etag }
  const browser = browserOf(ground.site, tenantId)
  const { headers } = await ask(ground, 'list', [200, 304], () => browser.get('/connections', known))
  etags.set(tenantId, headers.get('etag') ?? '')
}

export async function useToken(ground: Ground): Promise<void> {
  const { tenantId, id } = ground.oneOf(ground.books)
  const address = `${ground.site.origin}/token/${tenantId}/${id}`
  await ask(ground, 'token', [200], () => browserOf(ground.site, tenantId).get(address))
}

/** A person who goes no further. */
export async function begin(ground: Ground): Promise<void> {
  const { tenantId } = ground.oneOf(ground.books)
  const browser = browserOf(ground.site, tenantId)
  const { body } = await ask(ground, 'authorize', [201], () =>
    browser.post<AuthorizeReply>('/connections/authorize', { mode: 'popup' }),
  )
  ground.tally.begun.set(tenantId, [...(ground.tally.begun.get(tenantId) ?? []), body.attemptId])
}

/** @param id of the entity that has changed */
export async function notify(ground: Ground, id: string): Promise<void> {
  const { realmId } = ground.oneOf(ground.books)
  const { origin, simulator } = ground.site
  await ask(ground, 'webhook', [200], async () => {
    const began = performance.now()
    const { attempts } = await simulator.control.sendWebhook({
      ...{ url: `${origin}/api/quickbooks/webhooks`, verifierToken: TOKEN, shape: 'cloudevents' },
      events: [{ realmId, name: 'Invoice', id, operation: 'Create' }],
    })
    const status = attempts[0]?.status ?? null
    const isLate = status === null && performance.now() - began >= INTUIT_WAITS_MS
    if (isLate) ground.tally.late++
    return { status: isLate ? 200 : status }
  })
  ground.tally.notified.push(id)
}

/** A tenant and its company, which no one has connected. */
export type Newcomer = Omit<Books, 'id'>

export function newcomer({ simulator: { control } }: RollingSite, index: number): Newcomer {
  const realmId = String(4_620_816_366_000_000_000n + BigInt(index))
  control.companies.add({ realmId, name: `Newcomer ${index}` })
  control.setAdmin('ada', realmId, true)
  return { realmId, tenantId: `newcomer-${index}` }
}

/** The whole way from the button to a confirmed connection, and its end. */
export async function connect(ground: Ground, { tenantId, realmId }: Newcomer): Promise<void> {
  const browser = browserOf(ground.site, tenantId)
  const step = <T>(expected: number, send: () => Promise<Answer<T>>) =>
    ask(ground, 'connect', [expected], send)
  const { body: started } = await step(201, () =>
    browser.post<AuthorizeReply>('/connections/authorize', { mode: 'popup' }),
  )
  const person = { user: 'ada', company: realmId }
  const back = await ground.site.simulator.control.authorize(started.authorizeUrl, person)
  const { headers } = await step(302, () => browser.get(back))
  const location = headers.get('location')
  if (location !== `/api/quickbooks/callback/done?attempt=${started.attemptId}`)
    throw new Refused(`connect: the callback led to ${location?.replace(/attempt=.*/, 'another attempt')}`)
  const { body: attempt } = await step(200, () => browser.get<Attempt>(`/attempts/${started.attemptId}`))
  if (attempt.connectionId === null) throw new Refused(`connect: ${attempt.problem?.code}`)
  const path = `/connections/${attempt.connectionId}`
  const { body } = await step(200, () => browser.post<Connection>(`${path}/confirm-company`))
  if (body.status !== 'connected') throw new Refused(`connect: confirmed and ${body.status}`)
  await step(200, () => browser.post(`${path}/disconnect`))
}
