// The control, in process and over HTTP; the record; starting and ending.

import { once } from 'node:events'
import { connect as openSocket, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startIntuitSimulator } from '../src/index.ts'
import {
  authorizeUrl,
  connect,
  DAY,
  HARBOR_TEA,
  NORTHWIND,
  readCompany,
  refresh,
  revoke,
  simulator,
  tokensOf,
} from './app.ts'

describe('record', () => {
  it('records each request without any secret', async () => {
    const sim = await simulator()
    await fetch(authorizeUrl(sim.origin))
    const tokens = await connect(sim)
    await readCompany(sim, tokens.access_token)
    await refresh(sim, tokens.refresh_token)
    await revoke(sim, tokens.refresh_token)
    const record = sim.control.requests()
    expect(record.map(({ route, status }) => [route, status])).toEqual([
      ['authorize', 200],
      ['token', 200],
      ['company', 200],
      ['token', 200],
      ['revoke', 200],
    ])
    expect(record[2]).toMatchObject({
      realmId: NORTHWIND,
      bearer: 'at#1',
      headers: { authorization: 'Bearer' },
    })
    expect(record[3]).toMatchObject({
      clientId: 'app',
      realmId: NORTHWIND,
      grantId: 'grant-1',
      body: { grant_type: 'refresh_token', refresh_token: 'rt#1' },
      headers: { authorization: 'Basic' },
    })
    expect(record[4]).toMatchObject({ body: { token: 'rt#1' } })
    const shown = JSON.stringify([record, sim.control.state(), sim.control.grants()])
    const secrets = [...sim.control.tokens().map(({ value }) => value), 'state-of-this-attempt']
    expect(secrets).toHaveLength(5)
    expect(secrets.filter((secret) => shown.includes(secret))).toEqual([])
  })

  it('shows which requests overlapped, filters, and is cleared', async () => {
    const sim = await simulator()
    const { access_token } = await connect(sim)
    const lift = sim.control.fault({ route: 'company', kind: 'slow', ms: 3_600_000 })
    const both = Promise.all([readCompany(sim, access_token), readCompany(sim, access_token)])
    await expect.poll(() => sim.control.requests({ route: 'company' })).toHaveLength(2)
    lift()
    await both
    const [one, two] = sim.control.requests({ route: 'company', realmId: NORTHWIND })
    expect(two?.order.began).toBeLessThan(one?.order.ended ?? 0)
    expect(sim.control.requests({ realmId: HARBOR_TEA })).toEqual([])
    sim.control.clearRequests()
    expect(sim.control.requests()).toEqual([])
  })
})

describe('world', () => {
  it('lets someone disconnect inside QuickBooks: tokens die, the browser goes to the Disconnect URL', async () => {
    const sim = await simulator({ disconnectUrl: 'https://app.example.com/disconnected' })
    const tokens = await connect(sim)
    expect(sim.control.disconnectInQuickBooks(NORTHWIND)).toBe(
      `https://app.example.com/disconnected?realmId=${NORTHWIND}`,
    )
    expect((await readCompany(sim, tokens.access_token)).status).toBe(401)
    expect((await refresh(sim, tokens.refresh_token)).status).toBe(400)
    sim.control.behave({ disconnectParameter: 'none' })
    expect(sim.control.disconnectInQuickBooks(NORTHWIND)).toBe('https://app.example.com/disconnected')
    expect(() => sim.control.disconnectInQuickBooks('1')).toThrow('no company with realm id 1')
  })

  it('takes new people and companies, and refuses what is taken or unknown', async () => {
    const sim = await simulator()
    sim.control.companies.add({ realmId: '42', name: 'Tiny Ltd' })
    sim.control.users.add({ id: 'eve', name: 'Eve', adminOf: ['42'] })
    expect((await connect(sim, { user: 'eve' })).access_token).toMatch(/^sim-at-/)
    expect(() => sim.control.users.add({ id: 'eve', name: 'Eve' })).toThrow('a user "eve" already')
    expect(() => sim.control.setAdmin('eve', '43', true)).toThrow('no company with realm id 43')
    expect(() => sim.control.companies.add({ realmId: 'x', name: 'X' })).toThrow('up to 20 digits')
  })

  it('gives the default people the companies it is started with', async () => {
    const sim = await simulator({
      companies: [
        { realmId: '7', name: 'One' },
        { realmId: '8', name: 'Two' },
      ],
    })
    const adminOf = sim.control.state().users.map((user) => [user.id, user.adminOf])
    expect(adminOf).toEqual([
      ['ada', ['7', '8']],
      ['ben', ['7']],
      ['cleo', ['7', '8']],
      ['dan', []],
    ])
  })

  it('ends one grant, and forgets everything at reset', async () => {
    const sim = await simulator({ behaviours: { rotation: 'strict' } })
    const first = await connect(sim)
    sim.control.revokeGrant('grant-1')
    expect((await refresh(sim, first.refresh_token)).status).toBe(400)
    expect(() => sim.control.revokeGrant('grant-9')).toThrow('There is no grant "grant-9".')
    const start = sim.control.clock.now()
    sim.control.clock.advance(DAY)
    sim.control.behave({ rotation: 'grace-24h' })
    sim.control.fault({ route: 'any', kind: 'reset' })
    sim.control.reset()
    expect(sim.control.state()).toMatchObject({ now: start, faults: [], grants: [], requests: [] })
    expect(sim.control.behaviours().rotation).toBe('strict')
    expect((await connect(sim)).refresh_token).not.toBe(first.refresh_token)
  })

  it('runs on its own clock or on the caller’s', async () => {
    let now = 1_000_000
    const sim = await simulator({ now: () => now })
    sim.control.clock.advance(500)
    now += 10
    expect(sim.control.clock.now()).toBe(1_000_510)
    sim.control.clock.set(7)
    now += 1
    expect(sim.control.clock.now()).toBe(8)
    expect(() => sim.control.clock.advance(Number.NaN)).toThrow('finite')
  })
})

describe('control over HTTP', () => {
  const drive = async (origin: string, path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const init = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) }
    const answer = await fetch(`${origin}/simulator${path}`, init)
    return { status: answer.status, body: await answer.json() }
  }

  it('does what the control does', async () => {
    const sim = await simulator({ disconnectUrl: 'https://app.example.com/off' })
    const { origin } = sim
    const start = sim.control.clock.now()
    expect((await drive(origin, '/behaviours', { rotation: 'strict' })).body.rotation).toBe('strict')
    await drive(origin, '/faults', { route: 'token', kind: 'html-503', times: 3 })
    expect((await drive(origin, '/clock', { advanceMs: DAY })).body).toEqual({ now: start + DAY })
    expect((await drive(origin, '/clock')).body).toEqual({ now: start + DAY })
    await drive(origin, '/users/dan/admin', { realmId: NORTHWIND, admin: true })
    const state = (await drive(origin, '/state')).body
    expect(state).toMatchObject({ now: start + DAY, faults: [{ kind: 'html-503', hits: 0 }] })
    expect(state.users.find(({ id }: { id: string }) => id === 'dan').adminOf).toEqual([NORTHWIND])
    await drive(origin, '/faults/clear', {})
    const person = { authorizeUrl: authorizeUrl(origin), user: 'dan' }
    expect((await drive(origin, '/authorize', person)).body.location).toContain('code=sim-code-')
    expect((await drive(origin, `/companies/${NORTHWIND}`, { locked: true })).body.locked).toBe(true)
    expect((await drive(origin, `/companies/${NORTHWIND}/disconnect`, {})).body).toEqual({
      disconnectUrl: `https://app.example.com/off?realmId=${NORTHWIND}`,
    })
    expect(await drive(origin, '/reset', {})).toEqual({ status: 200, body: { done: true } })
    expect(sim.control.clock.now()).toBe(start)
  })

  it('ends one grant', async () => {
    const sim = await simulator()
    await connect(sim)
    await drive(sim.origin, '/grants/grant-1/revoke', {})
    expect(sim.control.grants()).toMatchObject([{ id: 'grant-1', live: false, ended: { by: 'revoked' } }])
  })

  it.each([
    ['/behaviours', { rotation: 'weekly' }, '"rotation" must be one of every-24h, strict, grace-24h'],
    ['/behaviours', { weather: 'fine' }, 'no field "weather"'],
    ['/faults', { route: 'token' }, '"kind" must be one of'],
    ['/clock', { advanceMs: '5' }, '"advanceMs" must be a number'],
    ['/clock', {}, '"advanceMs" must be a number'],
    ['/users/dan/admin', { realmId: NORTHWIND }, '"admin" must be true or false'],
    ['/users/nobody/admin', { realmId: NORTHWIND, admin: true }, 'no user "nobody"'],
    ['/companies/1/disconnect', {}, 'no company with realm id 1'],
    ['/grants/1/revoke', {}, 'no grant "1"'],
    ['/companies/1', { name: 'X' }, 'no company with realm id 1'],
    ['/reset', { now: true }, 'no field "now"'],
    ['/faults/clear', [], 'must be an object'],
  ])('refuses %s %o', async (path, body, sentence) => {
    const sim = await simulator()
    const answer = await drive(sim.origin, path, body)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toContain(sentence)
  })

  it('takes JSON only, so that another site’s page cannot drive it', async () => {
    const sim = await simulator()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const headers = { 'content-type': type }
      const answer = await fetch(`${sim.origin}/simulator/reset`, { method: 'POST', headers, body: '{}' })
      expect(answer.status).toBe(400)
    }
  })
})

describe('start and end', () => {
  it('answers on both addresses of localhost', async () => {
    const sim = await simulator()
    const port = new URL(sim.origin).port
    expect(sim.origin).toBe(`http://localhost:${port}`)
    expect((await fetch(`http://127.0.0.1:${port}/op/v1/jwks`)).status).toBe(200)
  })

  it('says when a port is taken', async () => {
    const sim = await simulator()
    const port = Number(new URL(sim.origin).port)
    await expect(startIntuitSimulator({ port })).rejects.toThrow(`Port ${port} is taken`)
  })

  it.each([
    [{ port: -1 }, '"port" must be a number from 0 to 65535'],
    [{ behaviours: { rotation: 'never' } }, '"rotation" must be one of'],
    [
      { redirectUris: ['/callback'] },
      '"redirectUris" must be a list, each item an absolute http or https URL',
    ],
    [{ colour: 'blue' }, 'no field "colour"'],
    [{ users: [{ id: 'x', name: 'X', adminOf: ['1'] }] }, 'no company with realm id 1'],
  ])('refuses %o', async (options, sentence) => {
    await expect(startIntuitSimulator(options as object)).rejects.toThrow(sentence)
  })

  it('ends open connections, silent and dripping ones too', async () => {
    const sim = await startIntuitSimulator()
    onTestFinished(() => sim.close())
    sim.control.fault({ route: 'jwks', kind: 'silent' })
    sim.control.fault({ route: 'discovery', kind: 'drip' })
    const sockets = [
      await open(sim.origin, '/op/v1/jwks'),
      await open(sim.origin, '/.well-known/openid_configuration'),
    ]
    const signal = AbortSignal.timeout(15_000)
    await once(sockets[1] as Socket, 'data', { signal })
    const ends = sockets.map((socket) => once(socket, 'close', { signal }))
    await sim.close()
    await Promise.all(ends)
    await expect(fetch(`${sim.origin}/op/v1/jwks`)).rejects.toThrow('fetch failed')
  })
})

async function open(origin: string, path: string): Promise<Socket> {
  const socket = openSocket(Number(new URL(origin).port), '127.0.0.1')
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  return socket
}

it('refreshes 200 grants at once without mixing them up', async () => {
  const sim = await simulator({ behaviours: { rotation: 'strict', secondConsentKillsEarlier: false } })
  const grants = await Promise.all(Array.from({ length: 200 }, () => connect(sim)))
  const fresh = await Promise.all(
    grants.map(async ({ refresh_token }) => tokensOf(await refresh(sim, refresh_token))),
  )
  expect(new Set(fresh.map(({ refresh_token }) => refresh_token)).size).toBe(200)
})
