// What the doctor tries, finds and could not try.
import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { DAY } from '../../src/platform/clock.ts'
import { runOnFile } from '../run-on-file.ts'
import { openStage } from '../stage.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'
import { type CliGround, openCliGround } from './cli-ground.ts'

let ground: CliGround
beforeEach(async () => {
  const opened = await openCliGround(
    await openStage({ encryptionKeys: [KEY], webhookVerifierTokens: ['verifier-canary'] }),
  )
  ground = opened
  return () => opened.stage.close()
})

/** A proxy in front of the stage. @returns its origin */
async function openWay(change: (request: IncomingMessage) => unknown): Promise<string> {
  const server = createServer(async (request, response) => {
    change(request)
    const { host: _host, connection: _connection, ...headers } = request.headers
    const asked = forward(`${ground.stage.origin}${request.url}`, { method: request.method, headers })
    request.pipe(asked)
    const [answer] = await once(asked, 'response')
    response.writeHead(answer.statusCode, answer.headers)
    answer.pipe(response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

interface Findings {
  readonly findings: readonly { readonly check: string; readonly outcome: string; readonly found: string }[]
}

/** @returns the exit code, and what was found by the name of each check */
async function examined() {
  const { code, data } = await ground.json('doctor')
  const { findings } = data as Findings
  return { code, found: Object.fromEntries(findings.map((each) => [each.check, each])) }
}

it('is well on a product that runs, and says what it could not try', async () => {
  await ground.configure(`webhookVerifierTokens: ['verifier-canary'],`)
  const { code, out } = await ground.run('doctor')
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/\n\d+ ok, 0 to consider, 0 failed, 3 could not be tried\n$/),
  ])
  for (const check of [
    'options',
    'redirect URI',
    'running instance',
    'store',
    'keys',
    'discovery',
    'clock',
    'scopes',
    'webhooks',
    'proxy headers',
  ])
    expect(out).toMatch(new RegExp(`^ok +${check}: .*\n +tried: `, 'm'))
  expect(out).toMatch(/^untried +from outside: /m)
  expect(out).not.toContain('verifier-canary')
})

it('hints at webhooks that are not set up', async () => {
  const { code, found } = await examined()
  expect([code, found.webhooks]).toMatchObject([0, { outcome: 'hint' }])
})

describe('finds', () => {
  it('a wrong option, and tries nothing else', async () => {
    await ground.configure('keepaliveDays: 400,')
    const { code, found } = await examined()
    expect(code).toBe(1)
    expect(found.options).toMatchObject({
      outcome: 'failed',
      found: expect.stringContaining('keepaliveDays'),
    })
    expect(found['all else']).toMatchObject({ outcome: 'untried' })
  })

  it('a clock that is wrong', async () => {
    await ground.configure('now: () => Date.now() + 60_000,')
    const { code, found } = await examined()
    expect([code, found.clock]).toMatchObject([
      1,
      { outcome: 'failed', found: expect.stringMatching(/^1 minute ahead|^\d+ seconds ahead/) },
    ])
  })

  it('an Intuit that does not answer', async () => {
    await ground.configure(`intuitOrigin: 'http://127.0.0.1:9',`)
    const { code, found } = await examined()
    expect([code, found]).toMatchObject([
      1,
      { discovery: { outcome: 'failed' }, clock: { outcome: 'untried' } },
    ])
  })

  it('other addresses than the ones in use', async () => {
    await ground.configure(
      `fetch: async () => new Response('{"token_endpoint":"https://other.example.com/token"}'),`,
    )
    const { code, found } = await examined()
    const said = expect.stringContaining('token_endpoint is https://other.example.com/token')
    expect([code, found.discovery]).toMatchObject([1, { outcome: 'failed', found: said }])
  })

  it('a store that does not open, and another app’s', async () => {
    await ground.configure(`store: sqliteStore({ path: './nowhere/mooring.db' }),`)
    expect(await examined()).toMatchObject({
      code: 1,
      found: { store: { outcome: 'failed' }, keys: { outcome: 'untried' } },
    })
    await ground.stage.adapter.operations.health()
    await ground.configure(`clientId: 'another-client',`)
    const { code, found } = await examined()
    expect([code, found.store?.found]).toEqual([1, expect.stringContaining('another client id')])
  })

  it('a key with other bytes', async () => {
    const { stage } = ground
    await stage.browser().connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
    await ground.configure(
      `encryptionKeys: [{ id: 'test', secret: Buffer.alloc(32, 'other').toString('base64') }],`,
    )
    const { code, found } = await examined()
    expect([code, found.keys]).toMatchObject([
      1,
      { outcome: 'failed', found: expect.stringContaining('"test"') },
    ])
  })

  it('work that is not being done', async () => {
    const { stage } = ground
    await stage.browser().connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
    runOnFile(stage.databasePath, `update connections set due_at = ${Date.now() - DAY}`)
    const { code, found } = await examined()
    expect([code, found['background work']]).toMatchObject([
      1,
      { outcome: 'failed', found: expect.stringContaining('1 day') },
    ])
  })

  it('a scope that Intuit does not know', async () => {
    await ground.configure(`scopes: ['com.intuit.quickbooks.accounting', 'openid', 'opened'],`)
    const { code, found } = await examined()
    expect([code, found.scopes]).toMatchObject([
      1,
      { outcome: 'failed', found: expect.stringMatching(/of the name opened$/) },
    ])
  })

  it('a token that the running instance does not have, and leaves one delivery however often it tries', async () => {
    const { operations } = ground.stage.adapter
    await ground.configure(`webhookVerifierTokens: ['verifier-canary'],`)
    for (let time = 0; time < 2; time++)
      expect(await examined()).toMatchObject({ code: 0, found: { webhooks: { outcome: 'ok' } } })
    expect((await operations.webhooks({})).deliveries).toHaveLength(1)
    await ground.configure(`webhookVerifierTokens: ['verifier-canary', 'another-canary'],`)
    const { code, found } = await examined()
    expect([code, found.webhooks]).toMatchObject([
      1,
      { outcome: 'failed', found: expect.stringContaining('signature_invalid') },
    ])
  })

  it.each([
    ['takes Origin away', ({ headers }: IncomingMessage) => delete headers.origin, 'proxy headers'],
    [
      'takes the signature away',
      ({ headers }: IncomingMessage) => delete headers['intuit-signature'],
      'webhooks',
    ],
  ] as const)('a proxy that %s', async (_, change, check) => {
    const way = await openWay(change)
    await ground.configure(
      `redirectUri: '${way}/api/quickbooks/callback', store: sqliteStore({ path: './way.db' }),
       webhookVerifierTokens: ['verifier-canary'],`,
    )
    const { code, found } = await examined()
    expect([code, found[check]]).toMatchObject([1, { outcome: 'failed' }])
    const failed = Object.values(found).filter(({ outcome }) => outcome === 'failed')
    expect(failed).toHaveLength(1)
  })

  it('that something else answers where the redirect URI leads, or nothing', async () => {
    await ground.configure(
      `redirectUri: '${ground.stage.origin}/elsewhere/callback', store: sqliteStore({ path: './other.db' }),`,
    )
    expect(await examined()).toMatchObject({ code: 1, found: { 'running instance': { outcome: 'failed' } } })
    await ground.configure(
      `redirectUri: 'https://app.invalid/books/callback', store: sqliteStore({ path: './third.db' }),`,
    )
    expect(await examined()).toMatchObject({ code: 0, found: { 'running instance': { outcome: 'untried' } } })
  })
})
