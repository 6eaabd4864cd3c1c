// What comes in, whatever it is: answered by a problem that says so, and nothing is started by it.
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { json } from 'node:stream/consumers'
import { problemSchema } from '@mooring/contract/schemas'
import express from 'express'
import express4 from 'express-4'
import { afterEach, describe, expect, it } from 'vitest'
import { openEvents } from './event-stream.ts'
import { openStage, type Stage } from './stage.ts'
import { inTime, until } from './until.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const AUTHORIZE = '/api/quickbooks/connections/authorize'

async function post(body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${stage.origin}${AUTHORIZE}`, {
    method: 'POST',
    headers: {
      cookie: stage.browser().cookieHeader(),
      'content-type': 'application/json',
      ...headers,
    },
    body,
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as unknown }
}

/** As long as Intuit's refresh tokens are. */
const SECRET = `AB11${'7'.repeat(46)}`

/** Sends a POST whose body does not go on after its first letter. @returns its socket, once the request has arrived */
async function sendHalf(path: string, headers: readonly string[], arrived: Promise<void>) {
  const { hostname, port } = new URL(stage.origin)
  const socket = connect({ host: hostname, port: Number(port) })
  const head = [`POST ${path} HTTP/1.1`, `Host: ${hostname}`, 'Content-Length: 100', ...headers]
  socket.write(`${head.join('\r\n')}\r\n\r\n{`)
  await inTime(arrived, 'the request arrives')
  return socket
}

/** The host's own middleware, which says when a request has come. */
function arrival() {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  const watch: express.RequestHandler = (_req, _res, next) => {
    next()
    arrive()
  }
  return { arrived, before: [watch] }
}

const attempts = async () => (await stage.browser().list()).attempts

describe('a body', () => {
  const nested = (depth: number) => `{"mode":"popup","intent":${'['.repeat(depth)}${']'.repeat(depth)}}`
  it.each([
    ['nested 30,000 deep', nested(30_000)],
    ['nested a little too deep', nested(66)],
    ['with a prototype for a field', '{"mode":"popup","__proto__":{"tenantId":"northwind"}}'],
    ['with a constructor for a field', '{"mode":"popup","constructor":{}}'],
    ['with a number no machine holds', '{"mode":"popup","intent":1e400}'],
    ['that is null', 'null'],
    ['with a right of its own', '{"mode":"popup","permissions":["operate"]}'],
  ])('%s is refused', async (_, body) => {
    stage = await openStage()
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(problemSchema.parse(answer.body).code).toBe('invalid_request')
    expect(await attempts()).toEqual([])
  })

  it('names the fields that are not known, and repeats nothing that is no name', async () => {
    stage = await openStage()
    const markup = '<b>bold</b>'
    const made = Array.from({ length: 100 }, (_, index) => [`made${index}`, 1])
    const fields = [['tenantId', 'northwind'], [markup, 1], [SECRET, 1], ...made]
    const answer = await post(JSON.stringify({ mode: 'popup', ...Object.fromEntries(fields) }))
    const problem = problemSchema.parse(answer.body)
    expect(answer.status).toBe(400)
    expect(problem.fields).toContainEqual({ path: 'tenantId', message: 'is not known' })
    expect(problem.fields?.length).toBeLessThanOrEqual(20)
    const less = await post(JSON.stringify({ mode: 'popup', [markup]: 1, [SECRET]: 1 }))
    expect(problemSchema.parse(less.body).fields).toEqual([
      { path: '', message: 'has a field that is not known' },
    ])
    expect(JSON.stringify([problem, stage.log])).not.toMatch(/bold|AB11/)
  })

  it('with an intent as deep as people write them is taken', async () => {
    stage = await openStage()
    expect((await post(nested(40))).status).toBe(201)
  })

  it.each([
    ['Express 5', express],
    ['Express 4', express4],
  ])('over 64 kB is too large behind the host’s own parser too, with %s', async (_, framework) => {
    stage = await openStage({ framework, before: [framework.json({ limit: '1mb' })] })
    expect((await post(JSON.stringify({ mode: 'popup', intent: 'x'.repeat(70_000) }))).status).toBe(413)
    const padded = `{"mode":"popup",${' '.repeat(70_000)}"intent":1}`
    expect((await post(padded)).status).toBe(413)
  })

  it('of eight megabytes is answered, not hung up on', async () => {
    stage = await openStage()
    const large = 'x'.repeat(8_000_000)
    expect((await post(large)).status).toBe(413)
    expect((await post(large, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await post('{"mode":"popup"}')).status).toBe(201)
  })
})

describe('a whole connect', () => {
  it.each([
    ['Express 5', express],
    ['Express 4', express4],
  ])('works behind the host’s own parsers, with %s', async (_, framework) => {
    stage = await openStage({
      framework,
      before: [framework.json(), framework.urlencoded({ extended: true })],
    })
    const browser = stage.browser()
    const stream = await openEvents(browser)
    const started = await browser.authorize()
    const launched = await fetch(`${stage.origin}/api/quickbooks/launch`, {
      method: 'POST',
      headers: { origin: stage.origin },
      body: new URLSearchParams({ ticket: started.ticket }),
    })
    const state = /[?&]state=([^&]+)/.exec(launched.headers.get('refresh') ?? '')?.[1] ?? expect.unreachable()
    expect(await launched.text()).not.toContain(state)
    const { id } = await browser.connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
    await stream.until(({ data }) => (data as { status?: string }).status === 'connected')
    expect((await browser.post(`/connections/${id}/disconnect`, { why: 'other' })).status).toBe(200)
    stream.close()
  })
})

describe('a request that is cut short', () => {
  it('is no failure of ours', async () => {
    const { arrived, before } = arrival()
    stage = await openStage({ before })
    const headers = ['Content-Type: application/json', `Cookie: ${stage.browser().cookieHeader()}`]
    const socket = await sendHalf(AUTHORIZE, headers, arrived)
    socket.destroy()
    await until(() => stage.log.length > 0, 'something is logged')
    expect(stage.log).toMatchObject([{ code: 'invalid_request' }])
  })
})

describe('a request whose body does not end', () => {
  it.each(['router', 'handler'] as const)('is answered once it is too large, by the %s', async (entry) => {
    stage = await openStage({ entry })
    const { hostname, port } = new URL(stage.origin)
    const socket = connect({ host: hostname, port: Number(port) })
    const head = [
      `POST ${AUTHORIZE} HTTP/1.1`,
      `Host: ${hostname}`,
      'Transfer-Encoding: chunked',
      'Content-Type: application/json',
      `Cookie: ${stage.browser().cookieHeader()}`,
    ]
    const piece = 'x'.repeat(70_000)
    socket.write(`${head.join('\r\n')}\r\n\r\n${piece.length.toString(16)}\r\n${piece}\r\n`)
    let said = ''
    socket.on('data', (bytes) => {
      said += bytes
    })
    await until(() => said.includes('payload_too_large'), 'the request is answered')
    expect(said).toMatch(/^HTTP\/1\.1 413 /)
    socket.destroy()
  })
})

describe('a request whose body does not come', () => {
  it.each(['router', 'handler'] as const)(
    'does not delay the adapter’s end, and is answered, by the %s',
    async (entry) => {
      const { arrived, before } = arrival()
      stage = await openStage({ entry, before, webhookVerifierTokens: ['verifier'] })
      // Of a stranger: the shape of a signature is all it takes to be read.
      const headers = [`Intuit-Signature: ${'A'.repeat(43)}=`]
      const socket = await sendHalf('/api/quickbooks/webhooks', headers, arrived)
      let said = ''
      socket.on('data', (bytes) => {
        said += bytes
      })
      await inTime(stage.adapter.close(), 'the adapter is closed')
      await until(() => said.includes('store_unavailable'), 'the request is answered')
      expect(said).toMatch(/^HTTP\/1\.1 503 /)
      socket.destroy()
    },
  )
})

describe('an address', () => {
  it.each([
    '/connections/%zz',
    '/connections/%00',
    '/connections/%2e%2e%2fconnections',
    '/connections/__proto__/history',
    '/connections/constructor/readiness',
    '/connections//history',
    '/attempts/%ff',
    '//connections',
    '/Connections',
  ])('%s is not found', async (path) => {
    stage = await openStage()
    const answer = await stage.browser().get(path)
    expect([answer.status, problemSchema.parse(answer.body).code]).toEqual([404, 'not_found'])
  })

  it.each([
    ['5', express],
    ['4', express4],
  ])(
    'with an origin in the request line, as a proxy may send it, is found on Express %s',
    async (_, framework) => {
      stage = await openStage({ framework })
      const address = `${stage.origin}/api/quickbooks/connections?limit=0`
      const asked = request(stage.origin, {
        path: address,
        headers: { cookie: stage.browser().cookieHeader() },
      }).end()
      const [answer] = await once(asked, 'response')
      // Path and query have arrived: a page of no connection is refused.
      expect([answer.statusCode, problemSchema.parse(await json(answer)).code]).toEqual([
        400,
        'invalid_request',
      ])
    },
  )

  it('works under two mounts and with a slash at its end', async () => {
    stage = await openStage({
      before: [
        (req, _res, next) => {
          req.url = req.url.replace('/elsewhere/', '/api/quickbooks/')
          next()
        },
      ],
    })
    expect((await stage.browser().get('/connections/')).status).toBe(200)
    expect((await stage.browser().get(`${stage.origin}/elsewhere/connections`)).status).toBe(200)
  })
})

describe('an origin', () => {
  it('asked of a host’s function that fails is not allowed, and the answer is a problem', async () => {
    stage = await openStage({
      allowedOrigins: () => {
        throw new Error('secret of the host')
      },
    })
    const answer = await post('{"mode":"popup"}', { origin: 'https://app.example' })
    expect(answer.status).toBe(403)
    expect(problemSchema.parse(answer.body).code).toBe('origin_not_allowed')
  })

  it('that is the product’s own at another address is shown where to go, by older browsers too', async () => {
    stage = await openStage()
    const elsewhere = stage.origin.replace('localhost', '127.0.0.1')
    const response = await fetch(`${elsewhere}${AUTHORIZE}`, {
      method: 'POST',
      headers: {
        cookie: stage.browser().cookieHeader(),
        'content-type': 'application/json',
        origin: elsewhere,
        referer: `${elsewhere}/data-sources?tab=1`,
      },
      body: '{"mode":"popup"}',
    })
    expect(await response.json()).toMatchObject({
      code: 'wrong_address',
      openAt: `${stage.origin}/data-sources?tab=1`,
    })
  })

  it('is named in CORS headers of problems too, where it is allowed', async () => {
    stage = await openStage({ allowedOrigins: ['https://app.example'] })
    const answer = await post('{}', { origin: 'https://app.example' })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example')
    expect(answer.headers.get('vary')).toContain('Origin')
    const stranger = await post('{}', { origin: 'https://app.example.evil.example' })
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('an entity tag', () => {
  it('that Apache made its own of still answers 304', async () => {
    stage = await openStage()
    const first = await stage.browser().get('/connections')
    const tag = first.headers.get('etag')?.replace(/"$/, '-gzip"') ?? ''
    expect((await stage.browser().get('/connections', { 'if-none-match': tag })).status).toBe(304)
  })

  it('that a proxy made weak still answers 304', async () => {
    stage = await openStage()
    const first = await stage.browser().get('/connections')
    const tag = `"other", W/${first.headers.get('etag')}`
    expect((await stage.browser().get('/connections', { 'if-none-match': tag })).status).toBe(304)
  })
})
