// Conformance: what a gateway makes of the token endpoint's answers (K05 to K09, K12, K15, K16, K22).
import { describe, expect, it } from 'vitest'
import { CODE, failureOf, type GatewayStage, NOW, REFRESH_TOKEN, tokenReply } from './gateway-stage.ts'
import { answer } from './intuit-double.ts'

const whole = JSON.stringify(tokenReply())

const UNREADABLE: [string, string | Buffer][] = [
  ['HTML', '<html><body>CANARY maintenance</body></html>'],
  ['nothing', ''],
  ['truncated JSON', whole.slice(0, -10)],
  ['an array', `[${whole}]`],
  ['null', 'null'],
  ['UTF-16', Buffer.from(whole, 'utf16le')],
  ['a byte order mark', `\uFEFF${whole}`],
  ['an error', JSON.stringify({ error: 'invalid_grant' })],
  ['an error beside a grant', JSON.stringify(tokenReply({ error: 'CANARY' }))],
  ['no access token', JSON.stringify(tokenReply({ access_token: undefined }))],
  ['an access token with a line break', JSON.stringify(tokenReply({ access_token: 'CANARY\r\nx: y' }))],
  ['an empty refresh token', JSON.stringify(tokenReply({ refresh_token: '' }))],
  ['a refresh token that is null', JSON.stringify(tokenReply({ refresh_token: null }))],
  ['a refresh token that is a number', JSON.stringify(tokenReply({ refresh_token: 5 }))],
  ['a refresh token of 10 kB', JSON.stringify(tokenReply({ refresh_token: 'R'.repeat(10_240) }))],
]

const REFUSALS: [string, number, unknown][] = [
  ['invalid_grant', 400, { error: 'invalid_grant', error_description: 'Token CANARY invalid' }],
  ['invalid_client', 401, { error: 'invalid_client' }],
  ['invalid_client', 400, { error: 'unauthorized_client' }],
  ['invalid_request', 400, { error: 'invalid_request' }],
  ['other_error', 400, { error: 'CANARY-new-error' }],
  ['other_error', 400, '<html>CANARY</html>'],
  ['other_error', 401, ''],
  ['other_error', 403, ''],
  ['unavailable', 500, ''],
  ['unavailable', 502, '<html>CANARY bad gateway</html>'],
  ['unavailable', 503, '<html>CANARY maintenance</html>'],
  ['unavailable', 504, { error: 'invalid_grant' }],
  ['throttled', 429, '<Fault>CANARY</Fault>'],
]

const NOON = new Date(NOW + 90_000).toUTCString()
const NEXT_YEAR = new Date(NOW + 365 * 86_400_000).toUTCString()

export function describeTokenReplies(stage: GatewayStage): void {
  describeGrants(stage)
  describeRefusals(stage)
}

function describeGrants(stage: GatewayStage): void {
  const refreshed = async (reply: Record<string, unknown>) => {
    stage.double.script(answer(200, reply))
    return stage.gateway().refresh(REFRESH_TOKEN)
  }

  describe('a grant', () => {
    it.each(UNREADABLE)('takes a 200 with %s for no answer at all (K06, K08)', async (_, body) => {
      stage.double.script(answer(200, body), answer(200, body))
      const gateway = stage.gateway()
      for (const call of [() => gateway.refresh(REFRESH_TOKEN), () => gateway.exchangeCode(CODE)])
        expect(await failureOf(call())).toMatchObject({
          kind: 'invalid_response',
          status: 200,
          intuitTid: '1-double',
        })
    })

    it('keeps the old refresh token where a refresh brings none, and refuses an exchange without one (K07)', async () => {
      expect(await refreshed(tokenReply({ refresh_token: undefined }))).toMatchObject({ refreshToken: null })
      stage.double.script(answer(200, tokenReply({ refresh_token: undefined })))
      expect(await failureOf(stage.gateway().exchangeCode(CODE))).toMatchObject({ kind: 'invalid_response' })
    })

    it.each([
      [undefined, 3_600],
      [0, 3_600],
      [-5, 3_600],
      ['soon', 3_600],
      [null, 3_600],
      ['3600', 3_600],
      [1_800.7, 1_800],
      [1e99, 86_400],
    ])('reads expires_in %s as %i s (K09)', async (expires_in, expected) => {
      expect(await refreshed(tokenReply({ expires_in }))).toMatchObject({ expiresIn: expected })
    })

    it.each([
      [undefined, null],
      [-1, null],
      ['never', null],
      ['8640000', 8_640_000],
      [1e99, 158_112_000],
    ])('reads a refresh token that ends in %s s as %s (K09)', async (seconds, expected) => {
      const reply = tokenReply({
        x_refresh_token_expires_in: seconds,
        x_refresh_token_hard_expires_in: seconds,
      })
      expect(await refreshed(reply)).toMatchObject({ refreshExpiresIn: expected, hardExpiresIn: expected })
    })

    it('tolerates fields it does not know', async () => {
      expect(await refreshed(tokenReply({ id_token: 'x', tomorrow: { a: 1 } }))).toMatchObject({
        expiresIn: 3_600,
      })
    })
  })
}

function describeRefusals(stage: GatewayStage): void {
  describe('a refusal', () => {
    it.each(REFUSALS)(
      'fails with %s on %i %j, in one request (K05, K15, K16, K22)',
      async (kind, status, body) => {
        stage.double.script(answer(status, body))
        const failure = await failureOf(stage.gateway().refresh(REFRESH_TOKEN))
        expect(failure).toMatchObject({ kind, status, sent: true, intuitTid: '1-double' })
        expect(stage.double.requests).toHaveLength(1)
      },
    )

    it.each([
      ['30', 30],
      ['31536000', 3_600],
      [NOON, 90],
      [NEXT_YEAR, 3_600],
      ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
      ['-4', null],
      ['CANARY', null],
      ['', null],
    ])('reads Retry-After "%s" as %s s (K12)', async (header, retryAfter) => {
      stage.double.script(answer(429, '', { 'retry-after': header }))
      const failure = await failureOf(stage.gateway().refresh(REFRESH_TOKEN))
      expect(failure).toMatchObject({ kind: 'throttled', retryAfter })
    })

    it('takes no id for a call from a header that is none (K22)', async () => {
      stage.double.script(answer(200, tokenReply(), { intuit_tid: 'a b; c' }))
      expect(await stage.gateway().refresh(REFRESH_TOKEN)).toMatchObject({ intuitTid: null })
    })
  })
}
