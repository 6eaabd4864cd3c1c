// Faults as Intuit really wrote them (research: intuit-facts, section 4), and what is none.
import { describe, expect, it } from 'vitest'
import { parseFault } from './fault-parsing.ts'

const gateway401 = (detail: string | null): string =>
  JSON.stringify({
    warnings: null,
    intuitObject: null,
    fault: {
      error: [
        {
          message: 'message=AuthenticationFailed; errorCode=003200; statusCode=401',
          detail,
          code: '3200',
          element: null,
        },
      ],
      type: 'AUTHENTICATION',
    },
    report: null,
    requestId: null,
    time: 1533811101733,
    status: null,
    cdcresponse: [],
  })

const xml = (type: string, error: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<IntuitResponse time="2026-01-01" xmlns="http://schema.intuit.com/finance/v3"><Fault type="${type}">${error}</Fault></IntuitResponse>`

const FAULTS: [string, string, string | null, string | null, string | null][] = [
  [
    '4.5 lower case',
    gateway401(null),
    '3200',
    'AUTHENTICATION',
    'message=AuthenticationFailed; errorCode=003200; statusCode=401',
  ],
  [
    '4.5 with a detail',
    gateway401('Malformed bearer token: too short or too long'),
    '3200',
    'AUTHENTICATION',
    'message=AuthenticationFailed; errorCode=003200; statusCode=401',
  ],
  [
    '4.6 XML',
    xml(
      'AuthenticationFault',
      '<Error code="100"><Message>General Authentication Error</Message><Detail>SRV-110</Detail></Error>',
    ),
    '100',
    'AuthenticationFault',
    'General Authentication Error',
  ],
  [
    '4.6 wrong cluster',
    xml('AuthenticationFault', '<Error code="130"><Message>Accessing Wrong Cluster</Message></Error>'),
    '130',
    'AuthenticationFault',
    'Accessing Wrong Cluster',
  ],
  [
    '4.7 scope',
    '{"fault":{"error":[{"message":"message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403","detail":null,"code":"3100"}],"type":"SERVICE"}}',
    '3100',
    'SERVICE',
    'message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403',
  ],
  [
    '4.8 throttle',
    xml(
      'SERVICE',
      '<Error code="3001"><Message>message=ThrottleExceeded; errorCode=003001; statusCode=429</Message><Detail>The request limit was reached.  Try again later</Detail></Error>',
    ),
    '3001',
    'SERVICE',
    'message=ThrottleExceeded; errorCode=003001; statusCode=429',
  ],
  [
    '4.10 normal form',
    '{"Fault":{"Error":[{"Message":"Duplicate Name","Detail":"It exists","code":"6240","element":""}],"type":"ValidationFault"},"time":"x"}',
    '6240',
    'ValidationFault',
    'Duplicate Name',
  ],
  ['a code with zeros', '{"Fault":{"Error":[{"code":"003200"}],"type":"x"}}', '3200', 'x', null],
  ['a code that is a number', '{"Fault":{"Error":{"code":120}}}', '120', null, null],
  [
    'a code only in the message',
    '{"fault":{"error":[{"message":"m; errorCode=003200; s"}]}}',
    '3200',
    null,
    'm; errorCode=003200; s',
  ],
  ['a fault without errors', '{"Fault":{"type":"SystemFault"}}', null, 'SystemFault', null],
  ['a prefixed XML fault', '<n:Fault type="T"><n:Error code="0120"/></n:Fault>', '120', 'T', null],
]

describe('a fault', () => {
  it.each(FAULTS)('is read from %s', (_, body, code, type, message) => {
    expect(parseFault(body)).toEqual({ code, type, message })
  })

  it.each([
    ['HTML', '<!DOCTYPE html><html><body>503 Service Unavailable</body></html>'],
    ['nothing', ''],
    ['no body', null],
    ['a success', '{"CompanyInfo":{"CompanyName":"Fault"},"time":"x"}'],
    ['a success with its fault empty', '{"fault":null,"queryResponse":{}}'],
    ['a word', '"Fault"'],
    ['an array', '[{"Fault":{"Error":[]}}]'],
    ['half of a fault', '{"Fault":{"Error":[{"code":"120"'],
  ])('is not in %s', (_, body) => {
    expect(parseFault(body)).toBeNull()
  })

  it('is searched in the first eight kilobytes of XML alone, however it goes on', () => {
    const fault = '<Fault type="T"><Error code="120"/></Fault>'
    const behind = (size: number) => parseFault(`<a>${'x'.repeat(size)}${fault}`)
    expect(behind(8_000)).toMatchObject({ code: '120' })
    expect(behind(8_192)).toBeNull()
    expect(parseFault(`${fault}${'<Fault '.repeat(10_000)}`)).toMatchObject({ code: '120', type: 'T' })
    for (const part of ['<Fault ', '<Error ', `<${'a'.repeat(50)}`, '<a:Fault', '<Fault type=', '< '])
      expect(parseFault(part.repeat(65_536 / part.length))).toBeNull()
  })

  it('shows no token, no realm, and no more than 300 characters', () => {
    const Message = `Bearer eyJhbGciOiJkaXIi.c2VjcmV0.${'a1'.repeat(30)} for 9130350000000001\u0007${' word'.repeat(99)}`
    const message = parseFault(JSON.stringify({ Fault: { Error: [{ Message }] } }))?.message
    expect(message).toMatch(/^Bearer … for … {2}word/)
    expect(message).toHaveLength(300)
  })
})
