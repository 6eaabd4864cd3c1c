// Conformance: deadlines, broken connections, floods, redirects (K01, K02, K04, K11, K18; never a second request).
import { describe, expect, it } from 'vitest'
import {
  ACCESS_TOKEN,
  CODE,
  failureOf,
  type GatewaySettings,
  type GatewayStage,
  HASTY,
  REALM,
  REFRESH_TOKEN,
  tokenReply,
} from './gateway-stage.ts'
import {
  answer,
  beginning,
  broken,
  drip,
  endlessHeaders,
  flood,
  gzipBomb,
  reset,
  type Script,
  silence,
  startIntuitDouble,
} from './intuit-double.ts'

const whole = JSON.stringify(tokenReply())

/** Only its status counts in the answer to a revoke. */
const bomb = gzipBomb(200)

const endlessBody = beginning(503, '<html>')

/** Only a failure that the deadline itself makes waits for it to pass. */
const deadlineFor = (kind: string, script: Script): Partial<GatewaySettings> =>
  kind === 'timeout' || script === endlessBody ? HASTY : {}

const FAILURES: [string, string, Script][] = [
  ['timeout', 'no answer (K01)', silence],
  ['timeout', 'a byte now and then (K02)', drip],
  ['timeout', 'headers and then silence (K02)', beginning(200, whole.slice(0, 9))],
  ['unavailable', 'a 503 whose body never ends', endlessBody],
  ['unavailable', 'a 503 whose body breaks off', broken(503, '<html>')],
  ['network', 'a reset before the answer (K04)', reset],
  ['network', 'a reset within the answer (K04)', broken(200, whole.slice(0, 9))],
  ['invalid_response', 'a gzip bomb (K11)', bomb],
  ['invalid_response', 'endless headers (K11)', endlessHeaders],
  ['invalid_response', 'a redirect', answer(307, '', { location: 'https://evil.example/CANARY' })],
  ['unavailable', 'a 500', answer(500)],
]

export function describeTransport(stage: GatewayStage): void {
  const calls = (settings: Partial<GatewaySettings> = {}): Record<string, () => Promise<unknown>> => ({
    exchange: () => stage.gateway(settings).exchangeCode(CODE),
    refresh: () => stage.gateway(settings).refresh(REFRESH_TOKEN),
    revoke: () => stage.gateway(settings).revoke(REFRESH_TOKEN),
    company: () => stage.gateway(settings).readCompany(REALM, ACCESS_TOKEN),
  })

  describe.each(FAILURES)('%s on %s', (kind, _, script) => {
    it.each(Object.keys(calls()).filter((name) => name !== 'revoke' || script !== bomb))(
      'fails the %s after exactly one request',
      async (name) => {
        stage.double.script(script)
        const call = calls(deadlineFor(kind, script))[name]
        expect(await failureOf(call?.() ?? Promise.resolve())).toMatchObject({ kind, sent: true })
        await expect.poll(() => stage.double.requests.length).toBe(1)
      },
    )
  })

  describeLimits(stage)
  describeReach(stage)
}

function describeLimits(stage: GatewayStage): void {
  describe('limits', () => {
    it('cuts an answer of 200 MB at once (K11)', async () => {
      const sent = { bytes: 0 }
      stage.double.script(flood(200, sent))
      const failure = await failureOf(stage.gateway().refresh(REFRESH_TOKEN))
      expect(failure.kind).toBe('invalid_response')
      expect(sent.bytes).toBeLessThan(16 * 1024 * 1024)
    })

    it('hangs up when its deadline is over', async () => {
      const hungUp = new Promise<void>((resolve) => {
        stage.double.script((response) => void response.on('close', resolve))
      })
      await failureOf(stage.gateway(HASTY).refresh(REFRESH_TOKEN))
      await hungUp
    })

    it('keeps its deadline with a fetch that heeds no signal', async () => {
      const deaf: typeof fetch = () => new Promise(() => {})
      const gateway = stage.gateway({ ...HASTY, fetch: deaf })
      expect(await failureOf(gateway.refresh(REFRESH_TOKEN))).toMatchObject({ kind: 'timeout' })
      expect(await failureOf(gateway.request(REALM, ACCESS_TOKEN, '/invoice/1'))).toMatchObject({
        kind: 'timeout',
      })
    })
  })
}

function describeReach(stage: GatewayStage): void {
  describe('reaching Intuit', () => {
    it('knows that a refused connection never reached Intuit (K18)', async () => {
      const gone = await startIntuitDouble()
      await gone.close()
      const gateway = stage.gateway({ intuitOrigin: gone.origin })
      for (const call of [
        () => gateway.exchangeCode(CODE),
        () => gateway.refresh(REFRESH_TOKEN),
        () => gateway.readCompany(REALM, ACCESS_TOKEN),
        () => gateway.request(REALM, ACCESS_TOKEN, '/invoice/1'),
      ])
        expect(await failureOf(call())).toMatchObject({ kind: 'network', status: null, sent: false })
    })

    it.each(['ENOTFOUND', 'EAI_AGAIN'])('knows that %s never reached Intuit (K18)', async (code) => {
      const nameless: typeof fetch = async (_, init) => {
        const cause = Object.assign(new Error(`${code} CANARY`), { code, request: init })
        throw new TypeError('fetch failed CANARY', { cause })
      }
      const failure = await failureOf(stage.gateway({ fetch: nameless }).refresh(REFRESH_TOKEN))
      expect(failure).toMatchObject({ kind: 'network', sent: false })
      expect(failure.message).toContain(code)
    })

    it('works again after any of it', async () => {
      stage.double.script(reset, answer(200, tokenReply()))
      const gateway = stage.gateway()
      await failureOf(gateway.refresh(REFRESH_TOKEN))
      expect(await gateway.refresh(REFRESH_TOKEN)).toMatchObject({ expiresIn: 3_600 })
    })
  })
}
