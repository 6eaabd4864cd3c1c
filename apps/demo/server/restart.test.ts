// What the demo and its simulator still know after a kill, on SQLite and on Postgres; and what a reset empties.
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { type PostgresServer, startPostgres } from '../../../scripts/postgres.ts'
import { type DemoProcess, newFolder, startDemo } from './demo-process.ts'

vi.setConfig({ testTimeout: 120_000 })

let server: PostgresServer
let demo: DemoProcess
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.remove())
afterEach(() => demo.end('SIGKILL'))

interface Shown {
  id: string
  status: string
}

/** Ada's requests, without a browser. */
async function signIn(origin: string) {
  const cookies = new Map<string, string>()
  async function ask<T>(address: string, body?: object): Promise<T> {
    const reply = await fetch(new URL(address, origin), {
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    for (const line of reply.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s)
      cookies.set(name, value)
    }
    return (await reply.json().catch(() => ({}))) as T
  }
  await ask('/api/session', { personId: 'ada' })
  const list = async () => (await ask<{ connections: Shown[] }>('/api/quickbooks/connections')).connections
  return { ask, list }
}

async function connect(origin: string): Promise<void> {
  const { ask } = await signIn(origin)
  const { authorizeUrl } = await ask<{ authorizeUrl: string }>('/api/quickbooks/connections/authorize', {
    mode: 'redirect',
  })
  const person = { user: 'ada', company: 'Harbor Tea Co.' }
  const control = new URL('/simulator/authorize', authorizeUrl)
  const { location } = await ask<{ location: string }>(control.href, { authorizeUrl, ...person })
  await ask(location)
}

/** A store belongs to one address, so that each start gets the same port. */
async function freePort(): Promise<string> {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  listener.close()
  return String(typeof address === 'object' ? address?.port : '')
}

const surroundings = async () => ({
  PORT: await freePort(),
  MOORING_DB: path.join(newFolder(), 'mooring.db'),
})

it.each<[string, () => Record<string, string>]>([
  ['SQLite', () => ({})],
  ['Postgres', () => ({ DATABASE_URL: server.url })],
])('on %s both know of the connections after a kill', async (_name, database) => {
  const env = { ...(await surroundings()), ...database() }
  demo = startDemo(env)
  await connect(await demo.up())
  await demo.end('SIGKILL')
  demo = startDemo(env)
  const ada = await signIn(await demo.up())
  const [connection] = await ada.list()
  await ada.ask(`/api/quickbooks/connections/${connection?.id}/confirm-company`, {})
  const verified = await ada.ask(`/api/quickbooks/connections/${connection?.id}/verify`, {})
  expect(verified).toMatchObject({ status: 'connected', proof: { kind: 'company_read' } })
})

it('empties Mooring’s own schema at a reset, and nothing beside it', async () => {
  const client = new Client({ connectionString: server.url })
  await client.connect()
  await client.query(`drop schema if exists mooring cascade; create table if not exists letters (text text);
    insert into letters values ('kept')`)
  const env = { ...(await surroundings()), DATABASE_URL: server.url }
  demo = startDemo(env)
  await connect(await demo.up())
  await demo.end('SIGTERM')
  demo = startDemo(env, '--reset')
  expect(await (await signIn(await demo.up())).list()).toEqual([])
  expect((await client.query('select text from letters')).rows).toEqual([{ text: 'kept' }])
  await client.end()
})

it('never empties the schema of another app', async () => {
  const client = new Client({ connectionString: server.url })
  await client.connect()
  await client.query(`drop schema if exists mooring cascade; create schema mooring;
    create table mooring.meta (name text, value text);
    insert into mooring.meta values ('identity', '{"clientId":"another-client"}')`)
  demo = startDemo({ DATABASE_URL: server.url }, '--reset')
  const { code, said } = await demo.ended
  expect([code, said]).toEqual([1, expect.stringContaining('it is left as it is')])
  expect((await client.query('select name from mooring.meta')).rows).toEqual([{ name: 'identity' }])
  await client.end()
})
