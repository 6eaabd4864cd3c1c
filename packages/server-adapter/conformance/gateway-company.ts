// Conformance: reading a company as the proof that a token belongs to it.
import { describe, expect, it } from 'vitest'
import { ACCESS_TOKEN, failureOf, type GatewayStage, REALM } from './gateway-stage.ts'
import { answer } from './intuit-double.ts'

const company = (changes: Record<string, unknown> = {}) => ({
  CompanyInfo: {
    CompanyName: 'Harbor Tea Co.',
    Country: 'US',
    EmployerId: 'CANARY-ein',
    Id: '1',
    NameValue: [
      { Name: 'OfferingSku', Value: 'QuickBooks Online Plus' },
      { Name: 'SubscriptionStatus', Value: 'PAID' },
    ],
    ...changes,
  },
  time: '2026-11-21T04:00:00.000-08:00',
})

const lowerCase = (code: string, detail: string | null = null) => ({
  fault: { error: [{ message: `statusCode; errorCode=00${code}`, detail, code }], type: 'SERVICE' },
})
const XML_429 =
  '<IntuitResponse><Fault type="SERVICE"><Error code="3001"><Message>message=ThrottleExceeded; errorCode=003001; statusCode=429</Message></Error></Fault></IntuitResponse>'

const REFUSALS: [string, number, unknown, string | null][] = [
  ['unauthorized', 401, lowerCase('3200'), '3200'],
  ['unauthorized', 401, '<html>CANARY</html>', null],
  ['forbidden', 403, lowerCase('3100', 'insufficient scope'), '3100'],
  ['throttled', 403, XML_429, '3001'],
  ['throttled', 429, XML_429, '3001'],
  ['throttled', 429, '', null],
  ['unavailable', 503, '<html>CANARY</html>', null],
  ['other_error', 404, '', null],
  ['forbidden', 200, { Fault: { Error: [{ code: '6190', Message: 'Subscription' }], type: 'x' } }, '6190'],
  ['unauthorized', 200, lowerCase('3200'), '3200'],
  ['other_error', 200, { Fault: { Error: [{ code: '9999' }] } }, '9999'],
  ['invalid_response', 200, '<html>CANARY</html>', null],
  ['invalid_response', 200, { CompanyInfo: null }, null],
  ['invalid_response', 200, { CompanyInfo: { CompanyName: 'x'.repeat(70_000) } }, null],
]

export function describeCompanyCalls(stage: GatewayStage): void {
  const read = (changes?: Record<string, unknown>) => {
    stage.double.script(answer(200, company(changes)))
    return stage.gateway().readCompany(REALM, ACCESS_TOKEN)
  }

  describe('reading a company', () => {
    it('asks for this company with this token, and keeps three things of it', async () => {
      expect(await read()).toEqual({
        name: 'Harbor Tea Co.',
        country: 'US',
        subscriptionStatus: 'PAID',
        intuitTid: '1-double',
      })
      const [request] = stage.double.requests
      expect(request).toMatchObject({
        method: 'GET',
        url: `/v3/company/${REALM}/companyinfo/${REALM}?minorversion=75`,
      })
      expect(request?.headers).toMatchObject({
        authorization: `Bearer ${ACCESS_TOKEN}`,
        accept: 'application/json',
      })
    })

    it.each([
      ['  Café 茶 \u{1F375} \n', 'Café 茶 \u{1F375}'],
      ['Evil\u202E.oC aeT\u0000\u0007\u2028\u{D800}', 'Evil.oC aeT'],
      ['\u{1F375}'.repeat(300), '\u{1F375}'.repeat(255)],
      [' \u200F ', null],
      ['', null],
      [42, null],
      [undefined, null],
    ])('shows the name %j as %j', async (CompanyName, name) => {
      expect(await read({ CompanyName })).toMatchObject({ name })
    })

    it.each([[undefined], ['PAID'], [[null, 5, {}]], [[{ Name: 'SubscriptionStatus', Value: 5 }]]])(
      'knows no subscription from %j',
      async (NameValue) => {
        expect(await read({ NameValue })).toMatchObject({ subscriptionStatus: null })
      },
    )
  })

  describeRefusals(stage)
}

function describeRefusals(stage: GatewayStage): void {
  describe('a company that is not read', () => {
    it.each(['', '12a', '../1', '1/2', '１２', '1'.repeat(21), ' 1', '1\n'])(
      'refuses the realm %j before any call',
      async (realmId) => {
        const failure = await failureOf(stage.gateway().readCompany(realmId, ACCESS_TOKEN))
        expect(failure).toMatchObject({ kind: 'invalid_request', sent: false })
        expect(stage.double.requests).toEqual([])
      },
    )

    it('refuses a token that could not stand in a header before any call', async () => {
      const failure = await failureOf(stage.gateway().readCompany(REALM, `${ACCESS_TOKEN}\r\nx: y`))
      expect(failure).toMatchObject({ kind: 'invalid_request', sent: false })
      expect(stage.double.requests).toEqual([])
    })

    it.each(REFUSALS)('fails with %s on %i %j', async (kind, status, body, code) => {
      stage.double.script(answer(status, body))
      const failure = await failureOf(stage.gateway().readCompany(REALM, ACCESS_TOKEN))
      expect(failure).toMatchObject({ kind, status, intuitTid: '1-double' })
      expect(failure.fault?.code ?? null).toBe(code)
      expect(stage.double.requests).toHaveLength(1)
    })

    it('repeats no token, realm or name that a fault repeats (J04)', async () => {
      const secret = `eyJhbGciOiJkaXIi.${'CANARY0'.repeat(9)}`
      const error = {
        Message: `Token ${secret} of ${REALM} is malformed`,
        Detail: 'CANARY Tea Co.',
        code: '120',
      }
      stage.double.script(answer(401, { Fault: { Error: [error], type: 'x' } }))
      const failure = await failureOf(stage.gateway().readCompany(REALM, secret))
      expect(failure.fault?.message).toBe('Token … of … is malformed')
    })
  })
}
