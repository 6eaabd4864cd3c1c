// What the log says where something fails: which connection of which tenant, what was thrown, and one sentence.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import type { HistoryPage, Problem } from '@mooring/contract'
import { afterEach, describe, expect, it } from 'vitest'
import type { MooringError, QuickBooksAdapterOptions } from '../src/index.ts'
import { HARBOR, identityOf, openStage, type Stage } from './stage.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const boom = (what: string) => () => {
  throw new TypeError(`${what} of the host broke`)
}

let stage: Stage
afterEach(async () => {
  await stage.close()
})

/** A stage whose log is kept as its logger was handed it. */
async function openLogged(options: Partial<QuickBooksAdapterOptions>) {
  const lines: { fields: Record<string, unknown>; sentence: string }[] = []
  const keep = (fields: Record<string, unknown>, sentence: string) => void lines.push({ fields, sentence })
  stage = await openStage({ logger: { debug: keep, info: keep, warn: keep, error: keep }, ...options })
  const lineOf = (sentence: string) => lines.find((line) => line.sentence.startsWith(sentence))?.fields
  return { lines, lineOf }
}

describe('identify that throws', () => {
  const broken = { identify: boom('identify') }

  it('is in the log under the reference that the person reads, with its stack', async () => {
    const { lines } = await openLogged(broken)
    const { status, body } = await stage.browser().get<Problem>('/connections')
    expect([status, body.code]).toEqual([503, 'identity_unavailable'])
    expect(JSON.stringify(body)).not.toContain('broke')
    const line = lines.find(({ fields }) => fields.reference === body.reference)?.fields
    expect(line).toMatchObject({
      code: 'identity_unavailable',
      cause: 'TypeError: identify of the host broke',
    })
    expect(line?.stack).toMatch(/broke\n\s+at .*logs\.test\.ts/)
  })

  it('on the callback is in the log with its attempt and tenant', async () => {
    let isBroken = false
    const { lines } = await openLogged({
      identify: (req) => (isBroken ? boom('identify')() : identityOf(req.headers.cookie)),
    })
    const browser = stage.browser()
    const { attemptId, authorizeUrl } = await browser.authorize()
    const callbackUrl = await stage.simulator.control.authorize(authorizeUrl, HARBOR_TEA)
    isBroken = true
    expect((await browser.get(callbackUrl)).headers.get('location')).toMatch(/problem=identity_unavailable/)
    const line = lines.find(({ fields }) => fields.code === 'identity_unavailable')?.fields
    expect(line).toMatchObject({ attemptId, tenantId: 'harbor', cause: expect.stringContaining('broke') })
  })

  const lazy = {
    get tenantId(): string {
      throw new Error('the session broke')
    },
  }
  it.each([
    ['names no tenant', { userId: 'ada', permissions: [] }, /"tenantId" that is not an id/],
    ['throws while its answer is read', lazy, /^Error: the session broke/],
    ['lists no permissions', { tenantId: 'harbor', userId: 'ada' }, /"permissions" that is not a list/],
  ])('or %s is reported apart in the log', async (_, answer, cause) => {
    const { lineOf } = await openLogged({ identify: () => answer as never })
    expect((await stage.browser().get('/connections')).status).toBe(503)
    expect(lineOf('Your sign-in could not be checked')?.cause).toMatch(cause)
  })
})

describe('what is not set up', () => {
  const anyKey = () => randomBytes(32).toString('base64')

  it.each<[string, Partial<QuickBooksAdapterOptions>, RegExp]>([
    ['a store of another app', { clientId: 'other-client' }, /has the connections of another client id/],
    [
      'a key with another secret',
      { encryptionKeys: [{ id: 'test', secret: anyKey() }] },
      /Put the old secret/,
    ],
    ['a key that is missing', { encryptionKeys: [{ id: 'new', secret: anyKey() }] }, /"test" is missing/],
  ])('such as %s is in the log of a request with what to do, and not in its answer', async (...given) => {
    const [, options, problem] = given
    const { lines } = await openLogged({})
    await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    await stage.restart(options)
    const { body } = await stage.browser().get<Problem>('/connections')
    expect(JSON.stringify(body)).not.toMatch(problem)
    const line = lines.find(({ fields }) => fields.reference === body.reference)
    expect(line?.fields.problem).toMatch(problem)
  })

  it('is in the log of a call of the host’s server too, under the reference of its error', async () => {
    const { lines } = await openLogged({})
    const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const adapter = await stage.restart({ clientId: 'other-client' })
    const books = adapter.forTenant('harbor')
    const first = async (pieces: AsyncIterable<unknown>) => await pieces[Symbol.asyncIterator]().next()
    for (const call of [
      () => books.connections.get(id),
      () => books.tokens.get(id),
      () => books.syncs.run(id, async () => {}),
      () => first(books.query(id, 'select * from Customer')),
      () => first(books.history.export(id, 'csv')),
      () => first(books.history.export(id, 'evidence')),
      () => first(books.writes.export(id, 'csv')),
      () => books.writes.list(id),
      () => adapter.operations.health(),
      () => adapter.start(),
    ]) {
      const { reference } = await call().then(
        () => expect.unreachable(String(call)),
        (error: MooringError) => error,
      )
      const line = lines.find(({ fields }) => fields.reference === reference)
      expect([String(call), line?.fields.problem]).toEqual([
        String(call),
        expect.stringContaining('another client id'),
      ])
    }
  })

  it('is in the log of background work with what to do', async () => {
    const { lines } = await openLogged({})
    await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const adapter = await stage.restart({ clientId: 'other-client' })
    await expect(adapter.runDueWork()).rejects.toThrow('another client id')
    const failed = lines.filter(({ sentence }) => sentence.startsWith('Background work failed'))
    expect(failed.length).toBeGreaterThan(0)
    for (const { fields } of failed)
      expect(fields).toMatchObject({ problem: expect.stringContaining('another client id') })
  })
})

describe('every line', () => {
  it('names connection and tenant, and has one sentence, whatever fails', async () => {
    const { lines, lineOf } = await openLogged({
      onEvent: boom('onEvent'),
      whoCan: boom('whoCan'),
      disconnectImpact: boom('disconnectImpact'),
      allowedOrigins: boom('allowedOrigins'),
      checks: [{ id: 'own', title: 'Own', run: boom('check') }],
      setup: { import: boom('import') },
    })
    const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const of = { connectionId: id, tenantId: 'harbor' }
    await stage.adapter.runDueWork()
    const books = stage.adapter.forTenant('harbor')
    await expect(books.syncs.run(id, boom('sync'))).rejects.toThrow('broke')
    await stage.browser('harbor', 'vic', ['view']).list()
    await stage.browser().get(`/connections/${id}/disconnect-impact`)
    await stage.browser().get(`/connections/${id}/readiness`)
    await stage.browser().get('/connections', { origin: 'https://elsewhere.example' })
    stage.simulator.control.setAdmin('ada', HARBOR, false)
    await stage.browser().post(`/connections/${id}/verify`)
    await stage.browser('other', 'olga').get(`/connections/${id}`)

    for (const sentence of ['onEvent failed', 'The work of a run threw'])
      expect(lineOf(sentence)).toMatchObject({ ...of, cause: expect.stringMatching(/broke/) })
    for (const sentence of ['disconnectImpact failed', 'A check of the host failed'])
      expect(lineOf(sentence)).toMatchObject({
        ...of,
        cause: 'TypeError',
        stack: expect.stringMatching(/^\s+at/),
      })
    expect(lineOf('whoCan failed')).toMatchObject({ tenantId: 'harbor', cause: expect.any(String) })
    expect(lineOf('allowedOrigins failed')).toMatchObject({ origin: 'https://elsewhere.example' })
    expect(lineOf('There is no such connection')).toMatchObject({ connectionId: id, tenantId: 'other' })
    for (const { fields } of lines) {
      expect(fields).not.toHaveProperty('message')
      expect(fields).not.toHaveProperty('msg')
      if ('connectionId' in fields) expect(fields).toMatchObject({ tenantId: expect.any(String) })
    }
  })
})

it('has nothing of what a caller made up: no id that is none, no origin that is none', async () => {
  const { lines } = await openLogged({ allowedOrigins: boom('allowedOrigins') })
  const browser = stage.browser()
  const made = ['<b>bold</b>', `AB11${'7'.repeat(46)}`, 'a\r\nbold', 'con_bold!', `con_${'b'.repeat(4_000)}`]
  for (const id of made.map(encodeURIComponent)) {
    await browser.get(`/connections/${id}`)
    await browser.get(`/connections/${id}/history`)
    await browser.post(`/connections/${id}/verify`)
    await browser.get(`/attempts/${id}`)
    await browser.post(`/attempts/${id}/cancel`)
    await browser.get(`/${id}`)
    await browser.post('/connections/authorize', { mode: 'popup', connectionId: id })
    await browser.get('/connections', { origin: `https://${id}/<b>bold</b>` })
    await browser.get(`/callback?state=${id}&error=${id}&code=${id}`)
    await browser.get(`/disconnected?realmId=${id}`)
  }
  expect(lines.length).toBeGreaterThan(8 * made.length)
  expect(lines.filter((line) => /bold|AB11|bbbb/.test(JSON.stringify(line)))).toEqual([])
})

it('records a failed sync as failed in the history, with its code', async () => {
  await openLogged({ setup: { import: boom('import') } })
  const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
  await expect(stage.adapter.forTenant('harbor').syncs.run(id, boom('sync'))).rejects.toThrow('broke')
  for (let tries = 0; tries < 3; tries++) {
    await stage.adapter.runDueWork()
    stage.simulator.control.clock.advance(3_600_000)
  }
  const { entries } = (await stage.browser().get<HistoryPage>(`/connections/${id}/history`)).body
  const outcomeOf = (type: string) => entries.find((entry) => entry.type === type)
  expect(outcomeOf('sync.failed')).toMatchObject({ outcome: 'failed', code: 'internal' })
  expect(outcomeOf('setup.failed')).toMatchObject({ outcome: 'failed', code: 'internal' })
  expect(outcomeOf('sync.started')).toMatchObject({ outcome: 'succeeded', code: null })
})

it.each(['README.md', 'packages/server-adapter/README.md'])('%s has an identify for no one', async (file) => {
  stage = await openStage()
  const text = await readFile(new URL(`../../../${file}`, import.meta.url), 'utf8')
  const [, given = ''] = /^ {2}identify: ([\s\S]*?),\n {2}(?=\w)/m.exec(text) ?? []
  const code = stripTypeScriptTypes(`(${given})`)
  const identify = new Function('userOf', `return ${code}`)(async (req: { user?: unknown }) => req.user)
  expect((await identify({}, {})) ?? null).toBeNull()
  const user = { accountId: 'harbor', id: 'ada', name: 'Ada' }
  expect(await identify({ user }, {})).toMatchObject({ tenantId: 'harbor', userId: 'ada' })
})
