// The `fetch` of other libraries, as hosts behind a proxy pass it: no token is lost by it, or the adapter does not start.
import crossFetch from 'cross-fetch'
import fetchRetry from 'fetch-retry'
import makeFetchHappen from 'make-fetch-happen'
import nodeFetch3 from 'node-fetch'
import nodeFetch2 from 'node-fetch-2'
import { fetch as undiciFetch } from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import { HOUR } from '../src/platform/clock.ts'
import { openStage, type Stage } from './stage.ts'

type Fetch = typeof globalThis.fetch

let stage: Stage | null = null
afterEach(async () => {
  await stage?.close()
  stage = null
})

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

/** Their types differ from the platform's in what no call of ours uses. */
const asFetch = (theirs: unknown) => theirs as Fetch

async function connected(fetch: Fetch) {
  stage = await openStage({ fetch })
  await stage.adapter.start()
  const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
  return { stage, id, tenant: stage.adapter.forTenant('harbor') }
}

describe.each([
  ['node-fetch 2', asFetch(nodeFetch2)],
  ['node-fetch 3', asFetch(nodeFetch3)],
  ['cross-fetch', asFetch(crossFetch)],
  ['make-fetch-happen', asFetch(makeFetchHappen)],
  ['undici', asFetch(undiciFetch)],
  // As polyfills of browsers give it: an answer whose body is no stream.
  [
    'one without streams',
    asFetch(async (...request: Parameters<Fetch>) => {
      const answer = await fetch(...request)
      const { status, headers, redirected } = answer
      return {
        status,
        headers,
        redirected,
        ok: answer.ok,
        text: () => answer.text(),
        clone: () => answer.clone(),
      }
    }),
  ],
])('%s', (_name, fetch) => {
  it('renews tokens, and loses none that Intuit rotated', async () => {
    const { stage, id, tenant } = await connected(fetch)
    const { control } = stage.simulator
    for (let round = 0; round < 2; round += 1) {
      control.clearRequests()
      control.clock.advance(25 * HOUR)
      const { accessToken } = await tenant.tokens.get(id)
      expect(accessToken).toMatch(/./)
      expect(control.requests({ route: 'token' })).toHaveLength(1)
    }
    expect(await tenant.connections.get(id)).toMatchObject({ status: 'connected', usable: true })
  })

  it('makes the host’s own requests, again with a new token where Intuit refuses the old one', async () => {
    const { stage, id, tenant } = await connected(fetch)
    const reply = await tenant.request(id, '/companyinfo/9130355377388383')
    expect(reply.status).toBe(200)
    expect(await reply.text()).toContain('Harbor Tea Co.')
    const { control } = stage.simulator
    control.fault({ route: 'company', kind: 'lower-case-401', times: 1 })
    control.clearRequests()
    expect((await tenant.request(id, '/companyinfo/9130355377388383')).status).toBe(200)
    expect(control.requests({ route: 'token' })).toHaveLength(1)
  })

  it('hands on every answer whole, and hears of a fault inside a success', async () => {
    const { stage, id, tenant } = await connected(fetch)
    const { control } = stage.simulator
    control.clearRequests()
    const fault = JSON.stringify({
      Fault: { Error: [{ Message: 'No', code: '6190' }], type: 'ValidationFault' },
    })
    const large = JSON.stringify({ BatchItemResponse: [{ Invoice: { Line: 'x'.repeat(200_000) } }] })
    for (const body of [fault, large]) {
      const lift = control.fault({ route: 'query', kind: 'status', status: 200, body })
      const answer = await tenant.request(id, '/query?query=select')
      expect([answer.status, answer.ok, await answer.text()]).toEqual([200, true, body])
      lift()
    }
    expect(control.requests({ route: 'company' })).toHaveLength(1)
  })
})

describe('a fetch that would lose tokens', () => {
  const refusal = async (fetch: Fetch) => {
    stage = await openStage({ fetch })
    return await stage.adapter.start().then(
      () => null,
      (error: Error) => error,
    )
  }

  it('is refused at the start where it sends a lost request again', async () => {
    const error = await refusal(asFetch(fetchRetry(fetch, { retries: 1, retryDelay: 50 })))
    expect(error).toMatchObject({ code: 'app_misconfigured' })
    expect(error?.message).toMatch(/"fetch" can't be used, for it sends a request again/)
  })

  it('is refused at the start where it follows redirects', async () => {
    const error = await refusal((input, init) => fetch(input, { ...init, redirect: 'follow' }))
    expect(error?.message).toMatch(/follows redirects/)
  })

  it('is refused at the start where its answers can’t be read, with the name of what failed', async () => {
    const broken = async (...request: Parameters<Fetch>) => {
      const answer = await fetch(...request)
      return { status: answer.status, headers: answer.headers, body: null, redirected: false }
    }
    const error = await refusal(asFetch(broken))
    expect(error?.message).toMatch(/an answer could not be read through it: .*TypeError/)
  })

  it.each([
    ['nothing', undefined],
    ['an object without headers', { ok: true, status: 200, json: async () => ({}) }],
  ])('is refused at the start where it gives %s, wherever that comes from', async (_what, given) => {
    const error = await refusal(asFetch(async () => given))
    expect(error).toMatchObject({ code: 'app_misconfigured' })
    expect(error?.message).toMatch(/"fetch" can't be used, for an answer could not be read/)
  })

  it('is not judged where it does not get to this machine, as through a proxy', async () => {
    const answerOfProxy = async () => new Response('Forbidden by the proxy', { status: 403 })
    expect(await refusal(answerOfProxy)).toBeNull()
  })

  it('is not judged where it never answers, and is tried no more than once', async () => {
    let calls = 0
    const silent: Fetch = () => {
      calls += 1
      return new Promise(() => {})
    }
    expect(await refusal(silent)).toBeNull()
    expect(calls).toBe(1)
  })
})

describe('of a host that never starts its adapter', () => {
  const unfit: Fetch = (input, init) => fetch(input, { ...init, redirect: 'follow' })
  const REFUSED = {
    code: 'app_misconfigured',
    message: expect.stringMatching(/option "fetch" can't be used/),
  }
  const SHOWN = { code: 'app_misconfigured', detail: expect.not.stringMatching(/fetch/) }

  it('sends no code through a fetch that would lose tokens, and the same code goes through a good one', async () => {
    stage = await openStage({ fetch: unfit })
    const { control } = stage.simulator
    const browser = stage.browser()
    const { attemptId, authorizeUrl } = await browser.authorize()
    const back = await control.authorize(authorizeUrl, HARBOR_TEA)
    control.clearRequests()
    const refused = await browser.get(back)
    expect(refused.headers.get('location')).toMatch(/callback\/done\?problem=app_misconfigured$/)
    expect(control.requests()).toEqual([])
    expect((await browser.get(`/attempts/${attemptId}`)).body).toMatchObject({ outcome: 'pending' })
    expect(stage.log).toContainEqual(
      expect.objectContaining({ code: 'app_misconfigured', problem: REFUSED.message }),
    )
    await stage.restart({ fetch })
    await browser.get(back)
    expect((await browser.get(`/attempts/${attemptId}`)).body).toMatchObject({ outcome: 'connected' })
  })

  it('sends no token, changes no connection and tells no one', async () => {
    stage = await openStage()
    const { control } = stage.simulator
    const { id } = await stage.browser().connect(control, HARBOR_TEA)
    await stage.adapter.runDueWork()
    const before = stage.events.length
    await stage.restart({ fetch: unfit })
    control.clearRequests()
    const tenant = stage.adapter.forTenant('harbor')
    await expect(tenant.request(id, '/companyinfo/9130355377388383')).rejects.toMatchObject(REFUSED)
    expect((await stage.browser().post(`/connections/${id}/verify`)).body).toMatchObject(SHOWN)
    control.clock.advance(10 * 24 * HOUR)
    await expect(tenant.tokens.get(id)).rejects.toMatchObject(REFUSED)
    await expect(stage.adapter.operations.renew(id)).rejects.toMatchObject(REFUSED)
    await expect(stage.adapter.runDueWork()).rejects.toMatchObject(REFUSED)
    const given = { realmId: '9130355377391207', refreshToken: 'a-token-of-another-company' }
    await expect(tenant.connections.import(given)).rejects.toMatchObject(REFUSED)
    expect(control.requests()).toEqual([])
    expect(stage.events).toHaveLength(before)
    await stage.restart({ fetch })
    await stage.adapter.runDueWork()
    expect(control.requests({ route: 'token' })).toHaveLength(1)
    expect(await tenant.connections.get(id)).toMatchObject({ status: 'connected', usable: true })
  })

  it('queues a revoke until a good fetch can send it', async () => {
    stage = await openStage()
    const { control } = stage.simulator
    const { id } = await stage.browser().connect(control, HARBOR_TEA)
    await stage.restart({ fetch: unfit })
    control.clearRequests()
    await stage.adapter.forTenant('harbor').connections.disconnect(id)
    control.clock.advance(HOUR)
    await expect(stage.adapter.runDueWork()).rejects.toMatchObject(REFUSED)
    expect(control.requests()).toEqual([])
    await stage.restart({ fetch })
    control.clock.advance(HOUR)
    await stage.adapter.runDueWork()
    expect(await stage.adapter.forTenant('harbor').connections.get(id)).toMatchObject({
      disconnect: { revoke: 'done' },
    })
  })

  it('tries a good one once, whatever comes first', async () => {
    const tried: string[] = []
    const noted: Fetch = (input, init) => {
      const { origin, pathname } = new URL(String(input))
      if (origin !== stage?.simulator.origin) tried.push(pathname)
      return fetch(input, init)
    }
    stage = await openStage({ fetch: noted })
    await stage.adapter.runDueWork()
    await stage.browser().get('/connections')
    expect(tried).toEqual([])
    const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    stage.simulator.control.clock.advance(2 * HOUR)
    await Promise.all([
      stage.adapter.forTenant('harbor').tokens.get(id),
      stage.adapter.runDueWork(),
      stage.adapter.start(),
    ])
    expect(tried).toEqual(['/token', '/elsewhere', '/lost'])
  })
})
