// What the demo and its simulator still know after a kill, on SQLite and on Postgres; and what a reset empties.
import path from 'node:path'
import { Client } from 'pg'
import { beforeAll, describe, it, vi } from 'vitest'
import { freePort } from '../../../scripts/free-port.ts'
import { type PostgresServer, startPostgres } from '../../../scripts/postgres.ts'
import { newFolder, startDemo } from './demo-process.ts'

vi.setConfig({ testTimeout: 120_000 })

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
  return server.remove
}, 120_000)

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

/** What two starts have in common, deleted with `await using`. */
async function surroundings() {
  const folder = await newFolder()
  const env = { PORT: String(await freePort()), MOORING_DB: path.join(folder.path, 'mooring.db') }
  return { env, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

/** A client of a new database, closed with `await using`. */
async function newDatabase(name: string) {
  await using opened = new AsyncDisposableStack()
  const open = async (connectionString: string) => {
    const client = opened.adopt(new Client({ connectionString }), (one) => one.end())
    await client.connect()
    return client
  }
  await (await open(server.url)).query(`create database ${name}`)
  const url = new URL(`/${name}`, server.url).href
  const client = await open(url)
  const closing = opened.move()
  return { url, client, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}

describe.concurrent('after a kill both know of the connections', () => {
  async function connectKillAndVerify(database: Record<string, string>) {
    await using common = await surroundings()
    const env = { ...common.env, ...database }
    await using killed = await startDemo({ env })
    await connect(await killed.up())
    await killed.end('SIGKILL')
    await using demo = await startDemo({ env })
    const ada = await signIn(await demo.up())
    const [connection] = await ada.list()
    await ada.ask(`/api/quickbooks/connections/${connection?.id}/confirm-company`, {})
    return await ada.ask(`/api/quickbooks/connections/${connection?.id}/verify`, {})
  }
  const verified = { status: 'connected', proof: { kind: 'company_read' } }

  it('on SQLite', async ({ expect }) => {
    expect(await connectKillAndVerify({})).toMatchObject(verified)
  })

  it('on Postgres', async ({ expect }) => {
    await using database = await newDatabase('killed')
    expect(await connectKillAndVerify({ DATABASE_URL: database.url })).toMatchObject(verified)
  })
})

describe.concurrent('a reset', () => {
  it('empties Mooring’s own schema, and nothing beside it', async ({ expect }) => {
    await using database = await newDatabase('emptied')
    await database.client.query("create table letters (text text); insert into letters values ('kept')")
    await using common = await surroundings()
    const env = { ...common.env, DATABASE_URL: database.url }
    await using first = await startDemo({ env })
    await connect(await first.up())
    await first.end('SIGTERM')
    await using demo = await startDemo({ env, args: ['--reset'] })
    expect(await (await signIn(await demo.up())).list()).toEqual([])
    expect((await database.client.query('select text from letters')).rows).toEqual([{ text: 'kept' }])
  })

  it('never empties the schema of another app', async ({ expect }) => {
    await using database = await newDatabase('foreign_app')
    await database.client.query(`create schema mooring; create table mooring.meta (name text, value text);
      insert into mooring.meta values ('identity', '{"clientId":"another-client"}')`)
    await using demo = await startDemo({ env: { DATABASE_URL: database.url }, args: ['--reset'] })
    const { code, output } = await demo.ended()
    expect([code, output]).toEqual([1, expect.stringContaining('it is left as it is')])
    expect((await database.client.query('select name from mooring.meta')).rows).toEqual([
      { name: 'identity' },
    ])
  })
})
