// Conformance: the host's own calls under a company.
import { describe, expect, it } from 'vitest'
import { ACCESS_TOKEN, failureOf, type GatewayStage, HASTY, REALM } from './gateway-stage.ts'
import { answer, beginning, flood, reset } from './intuit-double.ts'

const ROOT = `/v3/company/${REALM}`

const ADDRESSES: [string, string][] = [
  ['/invoice/12', '/invoice/12?minorversion=75'],
  ['/invoice/12?minorversion=70', '/invoice/12?minorversion=70'],
  ['/invoice/12?', '/invoice/12?minorversion=75'],
  ['/invoice/12#top', '/invoice/12?minorversion=75'],
  [
    '/query?query=select%20*%20from%20Customer%20where%20Name%20%3D%20%27a..%2Fb%27',
    '/query?query=select%20*%20from%20Customer%20where%20Name%20%3D%20%27a..%2Fb%27&minorversion=75',
  ],
  ['/a..b', '/a..b?minorversion=75'],
  [`${ROOT}/invoice/12`, '/invoice/12?minorversion=75'],
  [`${ROOT}/query?query=select%20*%20from%20Item`, '/query?query=select%20*%20from%20Item&minorversion=75'],
]

const ESCAPES = [
  'invoice/12',
  '',
  '//evil.example/',
  '/../1/invoice',
  '/..',
  '/a/../../../1',
  '/%2e%2e/1',
  '/%2E./1',
  '/..%2f1',
  '/%252e%252e/1',
  '/%5c..%5c1',
  '/\\evil.example',
  '/a//b',
  '/\t/evil.example',
  '/.\n./1',
  '@evil.example/',
  'https://evil.example/',
  '/v3/company/1/invoice/12',
  '/v3/company',
  '/v3/company/',
  `${ROOT}x/invoice/12`,
  "/query?query=select * from Customer where DisplayName = 'A+B'",
]

const CONTENT_TYPES: [string, RequestInit['body'], Record<string, string>, string | RegExp][] = [
  ['JSON text as JSON', '{"Line":[]}', {}, 'application/json'],
  ['a list in JSON text as JSON', ' [1]', {}, 'application/json'],
  ['other text as what fetch calls it', 'select * from Item', {}, /^text\/plain/],
  ['what the host calls otherwise as that', '{}', { 'content-type': 'application/text' }, 'application/text'],
  ['a form as a form', new URLSearchParams({ a: '{' }), {}, /^application\/x-www-form-urlencoded/],
]

export function describeHostRequests(stage: GatewayStage): void {
  const call = (path: string, init?: RequestInit) => stage.gateway().request(REALM, ACCESS_TOKEN, path, init)

  describe("the host's requests", () => {
    it.each(ADDRESSES)('asks for %s at %s', async (path, expected) => {
      stage.double.script(answer(200, '{}'))
      await call(path)
      expect(stage.double.requests[0]?.url).toBe(ROOT + expected)
    })

    it.each(ESCAPES)('refuses the path %j before any call', async (path) => {
      expect(await failureOf(call(path))).toMatchObject({ kind: 'invalid_request', sent: false })
      expect(stage.double.requests).toEqual([])
    })

    it.each(CONTENT_TYPES)('sends %s', async (_, body, headers, expected) => {
      stage.double.script(answer(200, '{}'))
      await call('/invoice', { method: 'POST', body, headers })
      expect(stage.double.requests[0]?.headers['content-type']).toMatch(expected)
    })

    it('sends what the host gives, under our own authorization', async () => {
      stage.double.script(answer(200, '{}'))
      await call('/invoice', {
        method: 'POST',
        headers: {
          Authorization: 'Bearer other',
          Cookie: 'a=b',
          'Content-Type': 'application/json',
          'x-own': '1',
        },
        body: '{"Line":[]}',
      })
      const [request] = stage.double.requests
      expect(request).toMatchObject({ method: 'POST', body: '{"Line":[]}' })
      expect(request?.headers).toMatchObject({
        authorization: `Bearer ${ACCESS_TOKEN}`,
        'content-type': 'application/json',
        'x-own': '1',
      })
      expect(request?.headers.cookie).toBeUndefined()
    })
  })

  describeAnswers(stage)
  describeFaults(stage)
}

function describeAnswers(stage: GatewayStage): void {
  const call = (path: string, init?: RequestInit) => stage.gateway().request(REALM, ACCESS_TOKEN, path, init)

  describe("the answers to the host's requests", () => {
    it.each([200, 307, 400, 401, 429, 503])('returns a %i as it came', async (status) => {
      stage.double.script(
        answer(status, '{"as":"it came"}', { 'retry-after': '7', location: 'http://evil.example/' }),
      )
      const response = await call('/invoice/1')
      expect(response.status).toBe(status)
      expect(response.headers.get('retry-after')).toBe('7')
      expect(await response.json()).toEqual({ as: 'it came' })
      expect(stage.double.requests).toHaveLength(1)
    })

    it('streams a body larger than what the gateway reads for itself', async () => {
      stage.double.script(flood(2, { bytes: 0 }))
      const response = await call('/invoice/1/pdf')
      expect((await response.arrayBuffer()).byteLength).toBe(2 * 1024 * 1024)
    })

    it('fails where no answer comes, and where it never ends', async () => {
      stage.double.script(reset, beginning(200, '{'))
      expect(await failureOf(call('/invoice/1'))).toMatchObject({ kind: 'network', sent: true })
      const response = await stage.gateway(HASTY).request(REALM, ACCESS_TOKEN, '/invoice/1')
      await expect(response.text()).rejects.toThrow()
    })

    it("hands the host's own abort back as it is", async () => {
      const reason = new Error('enough')
      const controller = new AbortController()
      stage.double.script(() => controller.abort(reason))
      await expect(call('/invoice/1', { signal: controller.signal })).rejects.toBe(reason)
    })
  })
}

function describeFaults(stage: GatewayStage): void {
  describe('the fault of an answer', () => {
    const faultOf = async (status: number, body: unknown) => {
      stage.double.script(answer(status, body))
      const gateway = stage.gateway()
      const response = await gateway.request(REALM, ACCESS_TOKEN, '/invoice/1')
      return { reply: await gateway.faultOf(response), response }
    }

    it('is read without using the answer up', async () => {
      const body = {
        Fault: { Error: [{ code: '6240', Message: 'Duplicate Name' }], type: 'ValidationFault' },
      }
      const { reply, response } = await faultOf(400, body)
      expect(reply).toEqual({
        status: 400,
        fault: { code: '6240', type: 'ValidationFault', message: 'Duplicate Name' },
        intuitTid: '1-double',
      })
      expect(await response.json()).toEqual(body)
    })

    it('is none in a success, and in a body too large to be one', async () => {
      const small = await faultOf(200, { Invoice: { Id: '1' } })
      expect(small.reply).toMatchObject({ status: 200, fault: null })
      const large = 'x'.repeat(500_000)
      const { reply, response } = await faultOf(200, large)
      expect(reply.fault).toBeNull()
      expect(await response.text()).toBe(large)
    })

    it('is none where the answer was used up', async () => {
      const { response } = await faultOf(401, '{}')
      await response.text()
      expect(await stage.gateway().faultOf(response)).toMatchObject({ status: 401, fault: null })
    })
  })
}
