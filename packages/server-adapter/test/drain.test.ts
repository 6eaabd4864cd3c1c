// Closing with a drain: load balancers learn of it before anybody is turned away.
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import session from 'express-session'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Browser } from './browser.ts'
import { openEvents } from './event-stream.ts'
import { schemaOf, usePostgres } from './instances/postgres-stage.ts'
import { ALL, identityOf, openStage, type Stage } from './stage.ts'
import { inTime, until } from './until.ts'

const ground = usePostgres()

/** Longer than any test: what ends it is the test. */
const LONG = { drainMs: 600_000 }

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

describe('while it drains', () => {
  it('it is not ready, answers all else, and ends as soon as it is closed without a drain', async () => {
    const browser = stage.browser()
    const reading = await openEvents(browser)
    const closed = stage.adapter.close(LONG)
    expect((await browser.get('/operations/ready')).status).toBe(503)
    expect((await browser.get('/operations/live')).status).toBe(200)
    expect(await stage.adapter.operations.status()).toMatchObject({ live: true, ready: false })
    const { id } = await browser.connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
    await reading.until(({ data }) => (data as { status?: string }).status === 'connected')
    expect((await stage.adapter.forTenant('harbor').tokens.get(id)).accessToken).not.toBe('')
    await stage.adapter.runDueWork()
    expect(stage.events.map(({ type }) => type)).toContain('connection.connected')
    const late = await openEvents(browser)
    expect(late.status).toBe(200)

    await stage.adapter.close()
    await inTime(Promise.all([closed, reading.ended, late.ended]), 'all has ended')
    expect((await browser.get('/connections')).status).toBe(503)
    expect(await stage.adapter.operations.status()).toMatchObject({ live: false, ready: false })
  })

  it('its answers let their connection go, and those before do not', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = async () => {
      const asked = request(`${stage.origin}/api/quickbooks/operations/live`, { agent }).end()
      const [answer] = await once(asked, 'response')
      await once(answer.resume(), 'end')
      return answer.headers.connection
    }
    expect(await ask()).toBe('keep-alive')
    const closed = stage.adapter.close(LONG)
    expect(await ask()).toBe('close')
    await stage.adapter.close()
    await closed
    expect(await ask()).toBe('close')
    agent.destroy()
  })
})

it('the connections of its streams end with them, though the client would reuse them', async () => {
  // Sessions that are saved with each answer wrap its `end`.
  const sessions = session({ secret: 'of-the-host', resave: false, saveUninitialized: true })
  const app = express().use(sessions).use('/api/quickbooks', stage.adapter.router)
  const server = app.listen(0, '127.0.0.1')
  server.keepAliveTimeout = 600_000
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const browser = new Browser(`http://127.0.0.1:${port}`, `harbor/ada/${ALL.join(',')}`)
  const reading = await openEvents(browser)
  const stopped = once(server, 'close')
  await stage.adapter.close({ onDrained: () => server.close() })
  await reading.ended
  await inTime(stopped, 'nothing is connected')
})

it('a stream that was let in just before the end ends too', async () => {
  const { promise: isAsked, resolve: asked } = Promise.withResolvers<void>()
  const { promise: isAllowed, resolve: allow } = Promise.withResolvers<void>()
  const slow = await stage.restart({
    identify: async (req: express.Request) => {
      asked()
      await isAllowed
      return identityOf(req.headers.cookie)
    },
  })
  const opening = openEvents(stage.browser())
  await isAsked
  const closed = slow.close()
  allow()
  await inTime((await opening).ended, 'the stream has ended')
  await closed
})

describe('what is called after the drain', () => {
  it('is called once, and before anything is refused, whichever way the drain ends', async () => {
    const refuses = () => stage.adapter.operations.status().then(({ live }) => !live)
    const found: Promise<boolean>[] = []
    const onDrained = () => void found.push(refuses())
    const closed = stage.adapter.close({ ...LONG, onDrained })
    expect(await refuses()).toBe(false)
    expect(found).toHaveLength(0)
    await stage.adapter.close({ onDrained })
    await closed
    expect(found).toHaveLength(2)
    await stage.adapter.close({ onDrained })
    expect(found).toHaveLength(3)
  })

  it('lets load balancers find no one to connect to, so that no request is refused', async () => {
    const app = express().use('/api/quickbooks', stage.adapter.router)
    const server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const ask = () => fetch(`http://127.0.0.1:${port}/api/quickbooks/operations/live`)
    const stopped = once(server, 'close')
    const closed = stage.adapter.close({ ...LONG, onDrained: () => server.close() })
    for (let count = 0; count < 20; count++) expect((await ask()).status).toBe(200)
    await stage.adapter.close()
    await closed
    await expect(ask()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    await inTime(stopped, 'nothing is connected')
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('its own words')
      },
    ],
    ['rejects', () => Promise.reject(new Error('its own words'))],
  ])('and %s is logged, and closing goes on', async (_, onDrained) => {
    await stage.adapter.close({ onDrained: onDrained as () => void })
    const said = { cause: 'Error: its own words', message: 'onDrained failed; closing goes on.' }
    await expect.poll(() => stage.log).toContainEqual(expect.objectContaining(said))
    expect((await stage.browser().get('/connections')).status).toBe(503)
  })

  it('is refused where it is not a function, and nothing ends', async () => {
    await expect(stage.adapter.close({ onDrained: 'soon' as never })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('onDrained'),
    })
    expect((await stage.browser().get('/operations/ready')).status).not.toBe(503)
  })
})

it('it says that it is not ready without waiting for a store that does not answer', async () => {
  const busy = await ground.open()
  // Opens the store. Without a start no background work waits for the lock beside the request.
  await busy.adapter.operations.status()
  const client = new Client({ connectionString: ground.url() })
  await client.connect()
  ground.opened().defer(() => client.end())
  await client.query(`begin; lock table ${schemaOf(busy)}.connections in access exclusive mode`)
  const order: string[] = []
  const ask = async (name: string) => {
    const { status } = await busy.browser().get('/operations/ready')
    order.push(`${name}: ${status}`)
  }
  const before = ask('before')
  await until(async () => {
    const { rows } = await client.query(
      'select 1 from pg_locks where not granted and relation = $1::regclass limit 1',
      [`${schemaOf(busy)}.connections`],
    )
    return rows.length > 0
  }, 'the store is asked')
  const closed = busy.adapter.close(LONG)
  await ask('while it drains')
  await client.query('rollback')
  await before
  expect(order).toEqual(['while it drains: 503', 'before: 503'])
  await busy.adapter.close()
  await closed
})

it('a drain ends by itself', async () => {
  await stage.adapter.close({ drainMs: 1 })
  expect((await stage.browser().get('/connections')).status).toBe(503)
})

it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 3_600_001, '5000'])(
  'a drain of %j is refused, and nothing ends',
  async (drainMs) => {
    await expect(stage.adapter.close({ drainMs: drainMs as number })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('drainMs'),
    })
    expect((await stage.browser().get('/operations/ready')).status).not.toBe(503)
  },
)

it('what a signal hands on to its listener is no drain', async () => {
  const close: (signal?: never) => Promise<void> = stage.adapter.close
  await inTime(close('SIGTERM' as never), 'it is closed')
})
