// No secret leaves the vault: every place a secret could end up in is searched for every secret there ever was.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { inspect } from 'node:util'
import type { Permission } from '@mooring/contract'
import { expect, it } from 'vitest'
import { runSql } from '../conformance/postgres-ground.ts'
import { type Answer, Browser, secretOf } from './browser.ts'
import { openEvents } from './event-stream.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { BUTTON } from './links/link-ground.ts'
import { BEARER, HARBOR, type Stage } from './stage.ts'

const ground = usePostgres()
const open = { SQLite: ground.openOnFile, Postgres: ground.open } as const

let stage: Stage

/** All that is in the database: the files of SQLite, every row of every table of Postgres'. */
async function everyByte({ storeLocation, databasePath }: Stage): Promise<string> {
  if (storeLocation.kind === 'sqlite') {
    const folder = path.dirname(databasePath)
    const files = (await readdir(folder)).map((file) => readFile(path.join(folder, file), 'latin1'))
    return (await Promise.all(files)).join('\n')
  }
  const { connectionString } = storeLocation
  const tables = await runSql(
    connectionString,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const rows = await Promise.all(
    tables.map(({ name }) => runSql(connectionString, `select t::text as row from ${String(name)} t`)),
  )
  return rows
    .flat()
    .map(({ row }) => String(row))
    .join('\n')
}

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

type SignIn = (tenantId: string, userId: string, permissions: readonly Permission[]) => Browser

/** A callback's headers, but for the fragment that its browser alone gets. */
const headersOf = ({ headers }: Answer) =>
  JSON.stringify(
    [...headers].map(([name, value]) => [name, name === 'location' ? value.split('#')[0] : value]),
  )

/** Someone without a login re-authorizes by a link. @returns the link's token, the state it went to Intuit with, and the last page */
async function followLink(connectionId: string): Promise<{ token: string; state: string; done: string }> {
  const { control } = stage.simulator
  const { url } = await stage.adapter.forTenant('harbor').links.create(connectionId, {})
  const reader = new Browser(stage.origin, null)
  const started = await reader.post(`${url}/start`, undefined, BUTTON)
  const callbackUrl = await control.authorize(started.headers.get('location') ?? '', HARBOR_TEA)
  await reader.get(callbackUrl)
  const done = (await reader.get('/link/done')).text
  expect(done).toContain('Done, thank you')
  const state = new URL(callbackUrl).searchParams.get('state') ?? ''
  return { token: url.slice(url.lastIndexOf('/') + 1), state, done }
}

/** Everything the adapter said or wrote while a connection lived through good and bad days, and what claimed it. */
async function wholeLife(signIn: SignIn): Promise<{ places: Record<string, string>; secrets: string[] }> {
  const { control } = stage.simulator
  const browser = signIn('harbor', 'ada', ['view', 'connect', 'reauthorize', 'disconnect'])
  const stream = await openEvents(browser)
  const colleague = await openEvents(signIn('harbor', 'ben', ['view']))
  const said: string[] = []
  const errors: unknown[] = []
  const keep = (text: string) => void said.push(text)
  const { attempt, callback, callbackUrl } = await browser.goThrough(control, HARBOR_TEA)
  keep(JSON.stringify(attempt) + headersOf(callback))
  keep((await browser.get(`/attempts/${attempt.id}/support`)).text)
  const id = attempt.connectionId ?? ''
  keep((await browser.post(`/connections/${id}/confirm-company`)).text)
  const books = stage.adapter.forTenant('harbor')
  const state = new URL(callbackUrl).searchParams.get('state') ?? ''
  for (const kind of ['html-503', 'invalid_client', 'garbage-200', 'reset', 'invalid_grant'] as const) {
    control.clock.advance(3_700_000)
    const lift = control.fault({ route: 'token', kind } as never)
    await books.tokens.get(id).catch((error: unknown) => errors.push(error))
    keep((await browser.post(`/connections/${id}/verify`)).text)
    lift()
    control.clock.advance(120_000)
    await stage.adapter.runDueWork()
  }
  const link = await followLink(id)
  keep(link.done)
  keep(JSON.stringify(await books.links.list(id)))
  const wholesale = { user: 'ada', company: 'Harbor Tea Wholesale' }
  const second = await browser.goThrough(control, wholesale, { connectionId: id, mode: 'redirect' })
  keep(JSON.stringify(second.attempt) + headersOf(second.callback))
  for (const route of ['', '/support', '/history', '/disconnect-impact'])
    keep((await browser.get(`/connections/${id}${route}`)).text)
  keep((await browser.post(`/connections/${id}/disconnect`)).text)
  await stage.adapter.runDueWork()
  stream.close()
  colleague.close()
  const places = {
    answers: said.join('\n'),
    stream: JSON.stringify(colleague.seen),
    ownStream: JSON.stringify(stream.seen),
    events: JSON.stringify(stage.events),
    log: JSON.stringify(stage.log),
    errors: errors
      .map((error) => `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}`)
      .join('\n'),
    database: await everyByte(stage),
  }
  const claims = [callback, second.callback].flatMap((one) => secretOf(one) ?? [])
  return { places, secrets: [state, link.token, link.state, ...claims] }
}

const WITH_COOKIE: SignIn = (...who) => stage.browser(...who)
const WITH_TOKEN: SignIn = (...who) => stage.page(...who)

it.each([
  ['SQLite', 'a cookie', {}, WITH_COOKIE, 3],
  ['Postgres', 'a cookie', {}, WITH_COOKIE, 3],
  // Both callbacks see no session: each brings the secret of a claim.
  ['SQLite', 'a bearer token', BEARER, WITH_TOKEN, 5],
  ['Postgres', 'a bearer token', BEARER, WITH_TOKEN, 5],
] as const)('is found nowhere outside the vault, on %s, signed in with %s', async (...given) => {
  const [store, , options, signIn, count] = given
  stage = await open[store](options)
  const life = await wholeLife(signIn)
  expect(life.secrets).toHaveLength(count)
  const secrets = [
    ...stage.simulator.control.tokens().map((token) => token.value),
    'test-secret-canary',
    ...life.secrets,
  ]
  expect(secrets.length).toBeGreaterThan(8)
  expect(secrets.every((secret) => secret.length > 10)).toBe(true)
  expect(life.places.errors).toContain('connection_unavailable')
  expect(life.places.database).toContain('Harbor Tea')
  for (const [place, text] of Object.entries(life.places)) {
    expect(text.length, place).toBeGreaterThan(20)
    // Who is asked to confirm a company reads its whole id; no one else does.
    const kept = place === 'ownStream' ? secrets : [...secrets, HARBOR]
    const found = kept.filter((secret) => text.includes(secret))
    expect([place, found]).toEqual([place, []])
  }
})
