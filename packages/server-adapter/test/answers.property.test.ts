// Every reader of what Intuit answers: it gives what it promises or its own error. Beside these: read-notifications.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCompanyInfo } from '../src/gateway/company-reply.ts'
import { parseFault } from '../src/gateway/fault-parsing.ts'
import { readGrant, readObject, tokenFailure } from '../src/gateway/grant-reply.ts'
import { GatewayError } from '../src/gateway/intuit-gateway.ts'
import { MAX_RETRY_AFTER, readRetryAfter } from '../src/gateway/retry-after.ts'
import { anything, digits, holds, json, NOW, orRefused, piecesOf, text } from './properties.ts'

describe('from Intuit', () => {
  const answerOf = (status: number, body: string | null) => ({
    status,
    text: body,
    headers: new Headers(),
    intuitTid: null,
  })
  const body = fc.oneof(
    fc.constant(null),
    text,
    json,
    piecesOf(
      '<Fault type="',
      'AUTHENTICATION',
      '">',
      '<Error code="120">',
      '<Message>',
      '</Fault>',
      '{"Fault":',
      '[{',
      '"',
    ),
    fc
      .record({ Fault: fc.jsonValue(), BatchItemResponse: fc.jsonValue() })
      .map((given) => JSON.stringify(given)),
  )

  it('parseFault gives a fault of texts, or null', () => {
    holds(body, (given) => {
      const fault = parseFault(given)
      if (fault === null) return
      for (const part of Object.values(fault)) expect(part === null || typeof part === 'string').toBe(true)
    })
  })

  it('parseFault takes no longer than its text is long', () => {
    for (const piece of ['<Fault ', '<Fault>'.repeat(3), '<a:Fault b="', '{"Fault":', ' ', '<Error code=']) {
      const long = `<Fault${piece.repeat(20_000)}`
      expect(() => parseFault(long)).not.toThrow()
    }
  }, 5_000)

  it('readRetryAfter gives 0 to an hour, or null', () => {
    const date = fc.date({ noInvalidDate: true }).map((at) => at.toUTCString())
    holds(fc.tuple(fc.oneof(text, digits, date, fc.constant(null)), fc.integer()), ([header, now]) => {
      const seconds = readRetryAfter(header, now)
      if (seconds === null) return
      expect(Number.isInteger(seconds) && seconds >= 0 && seconds <= MAX_RETRY_AFTER).toBe(true)
    })
  })

  it('readObject gives an object of JSON, or null', () => {
    holds(body, (given) => {
      const object = readObject(given)
      expect(object === null || (typeof object === 'object' && !Array.isArray(object))).toBe(true)
    })
  })

  it('a grant is one that can be used, or an error that quotes nothing of the answer', () => {
    const token = fc.oneof(fc.stringMatching(/^[!-~]{1,40}$/), anything)
    const grant = fc.record(
      {
        access_token: token,
        refresh_token: token,
        expires_in: fc.oneof(fc.integer(), fc.double(), digits, anything),
        x_refresh_token_expires_in: fc.oneof(fc.integer(), digits),
        token_type: fc.oneof(fc.constantFrom('bearer', 'Bearer'), anything),
        id_token: anything,
      },
      { requiredKeys: [] },
    )
    const written = grant.map((given) => {
      try {
        return JSON.stringify(given)
      } catch {
        return null
      }
    })
    const purpose = fc.constantFrom('exchange' as const, 'refresh' as const)
    holds(fc.tuple(fc.oneof(written, body), purpose), ([given, why]) => {
      const context = { purpose: why, requestedAt: NOW, now: NOW }
      const read = orRefused(GatewayError, () => readGrant(answerOf(200, given ?? null) as never, context))
      if (read === null) return
      expect(read.accessToken).toMatch(/^[!-~]+$/)
      expect(read.refreshToken === null ? why : 'exchange').toBe(
        read.refreshToken === null ? 'refresh' : 'exchange',
      )
      expect(read.expiresIn).toBeGreaterThan(0)
      expect(read.expiresIn).toBeLessThanOrEqual(86_400)
    })
  })

  it('a refusal has a kind, and a company a name that can be shown', () => {
    holds(fc.tuple(fc.integer({ min: 200, max: 599 }), body), ([status, given]) => {
      const answer = answerOf(status, given) as never
      const failure = tokenFailure(answer, NOW)
      expect(failure).toBeInstanceOf(GatewayError)
      if (given !== null && given.length > 20) expect(failure.message).not.toContain(given)
      const company = orRefused(GatewayError, () => readCompanyInfo(answer, NOW))
      expect(company?.name?.length ?? 0).toBeLessThanOrEqual(300)
    })
  })
})
