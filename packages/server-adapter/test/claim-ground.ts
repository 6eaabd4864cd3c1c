// Two browsers at a host whose callback sees no session: the one that started, and the one that came back.
import type { Attempt, AuthorizeReply, ConnectionList } from '@mooring/contract'
import { expect } from 'vitest'
import { type Answer, type BearerBrowser, Browser, secretOf } from './browser.ts'
import type { Stage } from './stage.ts'

export const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
export const WHOLESALE = { user: 'ada', company: 'Harbor Tea Wholesale' }

/** How an attempt gets from the page that started it into the browser that goes to Intuit. */
export type Start = 'popup' | 'redirect' | 'launch'
export const STARTS: readonly Start[] = ['popup', 'redirect', 'launch']

/** Goes through the launch page in this browser. @returns where it leads to at Intuit */
async function launch(stage: Stage, browser: Browser, ticket: string): Promise<string> {
  const answer = await fetch(`${stage.origin}/api/quickbooks/launch`, {
    method: 'POST',
    headers: {
      origin: stage.origin,
      cookie: browser.cookieHeader(),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ ticket }),
  })
  expect(answer.status).toBe(200)
  for (const cookie of answer.headers.getSetCookie()) {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
    browser.cookies.set(name, value)
  }
  return /^0; url=(.*)$/.exec(answer.headers.get('refresh') ?? '')?.[1] ?? ''
}

export interface CameBack {
  readonly started: AuthorizeReply
  /** Where Intuit sent the browser. */
  readonly back: string
  readonly callback: Answer
  readonly secret: string
}

/**
 * One browser starts, another one goes to Intuit and comes back: with its cookie planted there, or through the launch page.
 * @param goes the browser that goes there. @default the starter's own
 */
export async function comeBack(
  stage: Stage,
  starter: BearerBrowser,
  given: {
    start?: Start
    goes?: Browser
    company?: typeof HARBOR_TEA
    body?: Record<string, unknown>
  } = {},
): Promise<CameBack> {
  const { start = 'popup', goes = starter, company = HARBOR_TEA, body = {} } = given
  const started = await starter.authorize({ mode: start === 'redirect' ? 'redirect' : 'popup', ...body })
  if (start !== 'launch') for (const [name, value] of starter.cookies) goes.cookies.set(name, value)
  const authorizeUrl = start === 'launch' ? await launch(stage, goes, started.ticket) : started.authorizeUrl
  const back = await stage.simulator.control.authorize(authorizeUrl, company)
  const callback = await goes.get(back)
  expect(callback.status).toBe(302)
  return { started, back, callback, secret: secretOf(callback) ?? '' }
}

/** A browser without a session. */
export const strangers = (stage: Stage) => new Browser(stage.origin, null)

export const attemptOf = async (browser: Browser, { started }: Pick<CameBack, 'started'>) =>
  (await browser.get<Attempt>(`/attempts/${started.attemptId}`)).body

export const claim = async (browser: Browser, { started }: Pick<CameBack, 'started'>, secret: string) =>
  await browser.post<Attempt & { code?: string }>(`/attempts/${started.attemptId}/claim`, { secret })

export const connectionsOf = async (browser: Browser) =>
  (await browser.get<ConnectionList>('/connections')).body.connections

/** What Intuit still accepts. */
export const living = (stage: Stage) => stage.simulator.control.grants().filter(({ live }) => live)
