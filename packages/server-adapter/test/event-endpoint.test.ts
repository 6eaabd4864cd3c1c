// Events posted to an address of the host's: signed, in order, tried again, beside onEvent or instead of it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import type { HostEvent } from '@mooring/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { endChild } from '../../../scripts/child-process.ts'
import { HOUR } from '../src/platform/clock.ts'
import { keyOf, signatureHeaders } from '../src/signatures/sign-event.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { hasPython, NO_PYTHON, pythonExample } from './python.ts'
import type { Stage } from './stage.ts'
import { KEY } from './token-lifecycle/test-deps.ts'

const SECRET = `whsec_${Buffer.alloc(32, 'endpoint-canary').toString('base64')}`
const OLD = `whsec_${Buffer.alloc(32, 'old-canary').toString('base64')}`
const ground = usePostgres()

interface Posted {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly event: HostEvent
}

/** A service of the host's; `answers` are the statuses of its next answers, then 204. */
async function openReceiver() {
  const posted: Posted[] = []
  const answers: number[] = []
  const server = createServer({ keepAliveTimeout: 65_000 }, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    posted.push({ headers: request.headers, body, event: JSON.parse(body) })
    const status = answers.shift() ?? 204
    const moved = status >= 300 && status < 400 ? { location: '/elsewhere' } : {}
    response.writeHead(status, moved).end()
  })
  ground.opened().adopt(server.listen(0, '127.0.0.1'), (listening) => {
    listening.closeAllConnections()
    listening.close()
  })
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events?token=address-canary`
  return { url, posted, answers, types: () => posted.map(({ event }) => event.type) }
}

let stage: Stage
/** The adapter's clock: a try that has failed is due again within a second, which may pass on a busy machine. */
let now: number
let receiver: Awaited<ReturnType<typeof openReceiver>>
const connect = async () =>
  (await stage.browser().connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })).id
const later = async () => {
  stage.simulator.control.clock.advance(2 * HOUR)
  now += 2 * HOUR
  await stage.adapter.runDueWork()
}
const only = (types: readonly string[]) => types.filter((type) => /^connection\.con/.test(type))
const BOTH = ['connection.connected', 'connection.confirmed']

describe.each([
  ['a file', (more: object) => ground.openOnFile({ encryptionKeys: [KEY], ...more })],
  ['Postgres', (more: object) => ground.open(more)],
] as const)('on %s', (_store, open) => {
  const begin = async (more: object = {}) => {
    receiver = await openReceiver()
    now = Date.now()
    stage = await open({
      now: () => now,
      eventEndpoint: { url: receiver.url, secrets: [SECRET, OLD] },
      ...more,
    })
  }
  afterEach(async () => {
    await stage.close()
  })

  it('posts each event, in order, as onEvent gets it, signed with each secret', async () => {
    await begin()
    await connect()
    await stage.adapter.runDueWork()
    expect(only(receiver.types())).toEqual(BOTH)
    expect(receiver.posted.map(({ event }) => event)).toEqual(stage.events)
    for (const { headers, body, event } of receiver.posted) {
      const keys = [SECRET, OLD].map(keyOf).filter((key) => key !== null)
      const at = Number(headers['webhook-timestamp']) * 1_000
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        ...signatureHeaders({ id: event.id, at, body }, keys),
      })
    }
  })

  it('needs no onEvent, and what it has taken counts as deleted', async () => {
    await begin({ onEvent: undefined })
    const id = await connect()
    const books = stage.adapter.forTenant('harbor')
    await books.connections.disconnect(id, { deleteData: true })
    expect((await books.connections.get(id)).disconnect).toMatchObject({ dataDeleted: false })
    await stage.adapter.runDueWork()
    expect(receiver.types()).toContain('connection.disconnected')
    expect((await books.connections.get(id)).disconnect).toMatchObject({ dataDeleted: true })
  })

  it.each([[500], [404], [302], [429]])(
    'is tried again after a %i, and the handler is not told twice',
    async (status) => {
      await begin()
      receiver.answers.push(status, status)
      const id = await connect()
      await stage.adapter.runDueWork()
      expect(receiver.types()).toEqual(['connection.connected'])
      // Neither goes on to the next one before both have taken this one.
      expect(stage.events.map(({ type }) => type)).toEqual(['connection.connected'])
      await later()
      await later()
      expect(only(receiver.types())).toEqual(['connection.connected', 'connection.connected', ...BOTH])
      expect(only(stage.events.map(({ type }) => type))).toEqual(BOTH)
      const ids = receiver.posted.slice(0, 3).map(({ headers }) => headers['webhook-id'])
      expect(new Set(ids).size).toBe(1)
      const line = stage.log.find(({ message }) => String(message).startsWith('The event endpoint did not'))
      expect(line).toMatchObject({ connectionId: id, cause: expect.stringContaining(`answered ${status}`) })
      expect(JSON.stringify([stage.log, receiver.posted])).not.toMatch(/whsec_/)
      expect(JSON.stringify(stage.log)).not.toContain('address-canary')
    },
  )

  it('is not sent twice because the handler fails', async () => {
    let failures = 2
    const handled: string[] = []
    await begin({
      onEvent: (event: HostEvent) => {
        if (failures-- > 0) throw new Error('not now')
        handled.push(event.type)
      },
    })
    await connect()
    await stage.adapter.runDueWork()
    await later()
    await later()
    expect(only(receiver.types())).toEqual(BOTH)
    expect(only(handled)).toEqual(BOTH)
  })

  it('goes on behind an event that the operator gives up', async () => {
    await begin()
    receiver.answers.push(...Array<number>(20).fill(503))
    await connect()
    for (let tries = 0; tries < 20; tries++) await later()
    const [stalled] = await stage.adapter.operations.stalledQueues()
    await stage.adapter.operations.skipEvent(stalled?.eventId ?? '')
    await stage.adapter.runDueWork()
    expect(only(receiver.types()).slice(20)).toEqual(['connection.confirmed'])
    expect(only(stage.events.map(({ type }) => type))).toEqual(BOTH)
  })

  it('stalls after twenty tries, is reported, and goes on by retry', async () => {
    await begin()
    receiver.answers.push(...Array<number>(25).fill(503))
    const id = await connect()
    for (let tries = 0; tries < 22; tries++) await later()
    const { operations } = stage.adapter
    const stalled = { connectionId: id, type: 'connection.connected', tries: 20 }
    expect(await operations.stalledQueues()).toMatchObject([stalled])
    expect(receiver.posted).toHaveLength(20)
    await operations.retryEvents(id)
    await stage.adapter.runDueWork()
    expect(receiver.posted).toHaveLength(21)
    for (let tries = 0; tries < 4; tries++) await later()
    expect(only(receiver.types()).slice(24)).toEqual(['connection.connected', ...BOTH].slice(0, 1))
    await later()
    expect(only(receiver.types()).slice(-2)).toEqual(BOTH)
    expect(only(stage.events.map(({ type }) => type))).toEqual(BOTH)
  })

  it('waits where it can’t be reached', async () => {
    await begin({ eventEndpoint: { url: 'http://127.0.0.1:9/', secrets: [SECRET] } })
    const id = await connect()
    await stage.adapter.runDueWork()
    const { delivery } = await stage.adapter.operations.explain(id)
    expect(delivery).toMatchObject({ type: 'connection.connected', tries: 1 })
    await stage.restart({ eventEndpoint: { url: receiver.url, secrets: [SECRET] } })
    await later()
    expect(only(receiver.types())).toEqual(BOTH)
    expect(only(stage.events.map(({ type }) => type))).toEqual(BOTH)
  })
})

describe('the receiver in Python', () => {
  it('takes what is signed, once, and refuses what is not', async (context) => {
    context.skip(!(await hasPython()), NO_PYTHON)
    const env = { PATH: process.env.PATH, EVENT_SECRETS: OLD }
    const child = spawn('python3', [pythonExample('receive_events.py'), '0'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    ground.opened().defer(() => endChild(child, 'SIGKILL'))
    const said: string[] = []
    const lines = createInterface(child.stdout).on('line', (line) => void said.push(line))
    await once(lines, 'line', { signal: AbortSignal.timeout(20_000) })
    const url = `http://127.0.0.1:${/(\d+)$/.exec(said[0] ?? '')?.[1]}/`
    await using opened = await ground.openOnFile({
      encryptionKeys: [KEY],
      now: Date.now,
      eventEndpoint: { url, secrets: [SECRET, OLD] },
    })
    const { id } = await opened
      .browser()
      .connect(opened.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
    await opened.adapter.runDueWork()
    await expect
      .poll(() => said.slice(1), { timeout: 10_000 })
      .toEqual([`connection.connected ${id} 1`, `connection.confirmed ${id} 2`])
    const [event] = opened.events
    const body = JSON.stringify(event)
    const send = async (secret: string, at = Date.now(), sent = body) => {
      const key = keyOf(secret) ?? Buffer.alloc(0)
      const headers = signatureHeaders({ id: event?.id ?? '', at, body }, [key])
      return (await fetch(url, { method: 'POST', headers, body: sent })).status
    }
    expect(await send(OLD)).toBe(204)
    expect(await send(SECRET)).toBe(401)
    expect(await send(OLD, Date.now() - HOUR)).toBe(401)
    expect(await send(OLD, Date.now(), `${body} `)).toBe(401)
    expect((await fetch(url, { method: 'POST', body })).status).toBe(401)
    expect(said).toHaveLength(3)
  })
})

it.each([
  [{ url: 'nowhere', secrets: [SECRET] }, 'eventEndpoint.url'],
  [{ url: 'ftp://a.example/', secrets: [SECRET] }, 'eventEndpoint.url'],
  [{ url: 'https://ada:secret@a.example/', secrets: [SECRET] }, 'eventEndpoint.url'],
  [{ url: 'https://:secret@a.example/', secrets: [SECRET] }, 'eventEndpoint.url'],
  [{ url: 'https://a.example/' }, 'eventEndpoint.secrets'],
  [{ url: 'https://a.example/', secrets: [] }, 'eventEndpoint.secrets'],
  [{ url: 'https://a.example/', secrets: ['whsec_short-canary'] }, 'eventEndpoint.secrets'],
  [{ url: 'https://a.example/', secret: SECRET }, 'eventEndpoint.secret'],
  ['https://a.example/', 'eventEndpoint'],
])('an option like %j is refused by name, and no secret is said', async (option, name) => {
  const refused = ground.openOnFile({ eventEndpoint: option as never }).catch((error: Error) => error)
  expect(await refused).toMatchObject({
    code: 'app_misconfigured',
    message: expect.stringContaining(`"${name}"`),
  })
  expect(String(await refused)).not.toMatch(/canary|whsec_short|secret@/)
})
