// Runs that a worker in another language reports: the life of a guarded run, by HTTP.
import { syncReportReplySchema } from '@mooring/contract/schemas'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MINUTE } from '../src/platform/clock.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { hasPython, NO_PYTHON, runPython } from './python.ts'
import { HARBOR, type Stage } from './stage.ts'
import { KEY } from './token-lifecycle/test-deps.ts'

const TOKEN = 'report-token-canary-0123456789abcdef'
const NEXT = 'another-token-canary-0123456789abcdef'
const ground = usePostgres()
const options = { syncReportTokens: [TOKEN, NEXT] } as const

let stage: Stage
let id: string
const books = () => stage.adapter.forTenant('harbor')
const sync = async () => (await books().connections.get(id)).sync

async function send(body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${stage.origin}/api/quickbooks/operations/syncs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: await answer.json() }
}
const report = (step: string, more: object = {}) =>
  send({ step, tenantId: 'harbor', connectionId: id, ...more })
async function begin(): Promise<string> {
  const { status, body } = await report('begin')
  expect(status).toBe(201)
  return syncReportReplySchema.parse(body).runId
}
const received = async () => {
  await stage.adapter.runDueWork()
  return stage.events.map(({ type }) => type).filter((type) => type.startsWith('sync.'))
}
const connect = async () => {
  id = (await stage.browser().connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })).id
  await stage.adapter.runDueWork()
  stage.events.length = 0
}
const reconnect = () =>
  stage.browser().goThrough(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })

describe.each([
  ['a file', () => ground.openOnFile({ encryptionKeys: [KEY], ...options })],
  ['Postgres', () => ground.open(options)],
] as const)('on %s', (_store, open) => {
  beforeEach(async () => {
    stage = await open()
    await connect()
  })
  afterEach(async () => {
    await stage.close()
  })

  it('the worker in Python reports a run, goes on from a checkpoint, and stops where it may not run', async (context) => {
    context.skip(!(await hasPython()), NO_PYTHON)
    const words = [`${stage.origin}/api/quickbooks/`, 'harbor', id]
    const work = (token = TOKEN) => runPython('report_sync.py', words, { SYNC_REPORT_TOKEN: token })
    const runId = await begin()
    expect(await work()).toEqual({ code: 3, said: expect.stringMatching(/^stopped: sync_running: /) })
    await report('failed', { runId, sentence: 'Half of it.', checkpoint: { page: 2 } })
    expect(await work()).toEqual({ code: 0, said: 'done from page 2\n' })
    expect(await work()).toEqual({ code: 0, said: 'done from page 0\n' })
    expect(await received()).toEqual(
      expect.arrayContaining(['sync.started', 'sync.failed', 'sync.succeeded']),
    )
    expect(await work('another one')).toEqual({ code: 1, said: expect.stringContaining('HTTP Error 401') })
  })

  it('a run begins, goes on and is done, as a guarded one', async () => {
    const began = await report('begin')
    expect([began.status, began.body]).toEqual([
      201,
      {
        runId: expect.stringMatching(/^run_/),
        state: 'running',
        reportBy: expect.any(String),
        resumeFrom: null,
      },
    ])
    const { runId } = began.body
    const progress = { completed: 2, total: 5, label: 'Invoices' }
    const went = await report('progress', { runId, progress, checkpoint: { page: 2 } })
    expect([went.status, syncReportReplySchema.parse(went.body).state]).toEqual([200, 'running'])
    expect(await sync()).toMatchObject({ state: 'running', progress })
    expect((await report('progress', { runId, progress: { completed: 3, label: 'Bills' } })).status).toBe(200)
    expect((await sync()).progress).toEqual({ completed: 3, total: null, label: 'Bills' })
    // Its answer got lost: it comes again.
    for (const _ of [1, 2])
      expect(await report('done', { runId })).toEqual({
        status: 200,
        body: { runId, state: 'succeeded', reportBy: null, resumeFrom: null },
      })
    expect(await sync()).toMatchObject({ state: 'idle', progress: null, lastSucceededAt: expect.any(String) })
    expect(await received()).toEqual(['sync.started', 'sync.progressed', 'sync.succeeded'])
  })

  it('one that failed says so in its own words, and the next takes up its checkpoint', async () => {
    const runId = await begin()
    await report('progress', { runId, checkpoint: ['a', 1] })
    const sentence = 'Your bank file has no dates.'
    for (const _ of [1, 2])
      expect((await report('failed', { runId, sentence })).body).toMatchObject({ state: 'failed' })
    expect(await sync()).toMatchObject({ state: 'failed', error: { code: 'sync_failed', detail: sentence } })
    expect((await report('begin')).body.resumeFrom).toEqual(['a', 1])
    await expect(books().syncs.run(id, async () => {})).rejects.toMatchObject({ code: 'sync_running' })
    expect((await report('failed', { runId })).body).toMatchObject({ state: 'failed' })
    expect((await report('done', { runId })).body).toMatchObject({ code: 'sync_running' })
  })

  it('one at a time, in this process or elsewhere, and no worker ends a run of this process', async () => {
    await books().syncs.run(id, async () => {
      expect(await report('begin')).toMatchObject({ status: 409, body: { code: 'sync_running' } })
      await stage.adapter.runDueWork()
      const started = stage.events.find(({ type }) => type === 'sync.started')
      const { runId } = { runId: '', ...started?.data }
      expect(await report('done', { runId })).toMatchObject({ status: 409, body: { code: 'sync_running' } })
    })
    expect((await sync()).state).toBe('idle')
  })

  it('a run that is not heard of is lost, and its checkpoint stays', async () => {
    const runId = await begin()
    stage.simulator.control.clock.advance(4 * MINUTE)
    await report('progress', { runId, checkpoint: 'kept' })
    stage.simulator.control.clock.advance(4 * MINUTE)
    await stage.adapter.runDueWork()
    expect((await sync()).state).toBe('running')
    stage.simulator.control.clock.advance(2 * MINUTE)
    expect(await received()).toEqual(['sync.started', 'sync.failed'])
    expect(await report('done', { runId })).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect((await report('begin')).body.resumeFrom).toBe('kept')
  })

  it('is paused where a person is needed, and asked to go on', async () => {
    const { control } = stage.simulator
    const runId = await begin()
    control.disconnectInQuickBooks(HARBOR)
    for (let tries = 0; tries < 3; tries++) {
      await stage.adapter.operations.renew(id)
      control.clock.advance(MINUTE)
    }
    const refused = { status: 409, body: { code: 'connection_unavailable', action: 'reauthorize' } }
    expect(await report('progress', { runId, checkpoint: 7 })).toMatchObject(refused)
    expect(await report('begin')).toMatchObject(refused)
    expect((await report('done', { runId })).status).toBe(404)
    expect((await sync()).state).toBe('paused')
    const ada = { user: 'ada', company: 'Harbor Tea Co.' }
    await stage.browser().goThrough(control, ada, { mode: 'popup', connectionId: id })
    expect(await received()).toEqual(['sync.started', 'sync.paused', 'sync.resumed'])
    expect((await report('begin')).body).toMatchObject({ state: 'running', resumeFrom: 7 })
  })

  it('is paused by a disconnect at its next report, and asked to go on after a reconnect', async () => {
    const runId = await begin()
    await books().connections.disconnect(id)
    expect((await sync()).state).toBe('paused')
    const refused = { status: 409, body: { code: 'connection_unavailable', action: 'reconnect' } }
    expect(await report('progress', { runId, checkpoint: 7 })).toMatchObject(refused)
    await reconnect()
    expect(await received()).toEqual(['sync.started', 'sync.paused', 'sync.resumed'])
    expect((await report('begin')).body).toMatchObject({ state: 'running', resumeFrom: 7 })
  })

  it('that is not heard of after a disconnect is paused, from its last checkpoint', async () => {
    const runId = await begin()
    await report('progress', { runId, checkpoint: 7 })
    await books().connections.disconnect(id)
    stage.simulator.control.clock.advance(6 * MINUTE)
    expect(await received()).toEqual(['sync.started', 'sync.paused'])
    await reconnect()
    expect((await report('begin')).body).toMatchObject({ state: 'running', resumeFrom: 7 })
  })

  it('goes on where its company was connected again between two reports', async () => {
    const runId = await begin()
    await books().connections.disconnect(id)
    await reconnect()
    const progress = { completed: 2, total: 3, label: 'Invoices' }
    expect(await report('progress', { runId, progress })).toMatchObject({ body: { state: 'running' } })
    expect(await report('done', { runId })).toMatchObject({ body: { state: 'succeeded' } })
  })

  it('is paused where its company waits for a confirmation after a reconnect', async () => {
    const runId = await begin()
    await books().connections.disconnect(id, { why: 'business_sold' })
    await reconnect()
    const refused = { status: 409, body: { code: 'connection_unavailable', action: 'confirm_company' } }
    expect(await report('progress', { runId, checkpoint: 7 })).toMatchObject(refused)
    expect(await received()).toEqual(['sync.started', 'sync.paused'])
    await stage.browser().post(`/connections/${id}/confirm-company`)
    expect(await received()).toEqual(['sync.started', 'sync.paused', 'sync.resumed'])
    expect((await report('begin')).body).toMatchObject({ state: 'running', resumeFrom: 7 })
  })

  it('stays inside its tenant, and of a disconnected connection nothing begins', async () => {
    const theirs = { step: 'begin', tenantId: 'northwind', connectionId: id }
    expect(await send(theirs)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    const runId = await begin()
    expect((await send({ ...theirs, step: 'done', runId })).status).toBe(404)
    expect((await sync()).state).toBe('running')
    await report('done', { runId })
    await books().connections.disconnect(id)
    expect(await report('begin')).toMatchObject({ status: 409, body: { code: 'connection_unavailable' } })
  })
})

describe('who reports', () => {
  afterEach(async () => {
    await stage.close()
  })

  it('shows a token of the host’s, and a wrong report is refused by field', async () => {
    stage = await ground.openOnFile({ encryptionKeys: [KEY], ...options })
    await connect()
    for (const authorization of [
      '',
      'Bearer',
      `Bearer ${TOKEN}x`,
      `Basic ${TOKEN}`,
      `Bearer ${TOKEN} ${NEXT}`,
    ])
      expect(await send({}, { authorization })).toMatchObject({
        status: 401,
        body: { code: 'not_authenticated' },
      })
    expect((await send({}, { authorization: `bearer ${NEXT}` })).status).toBe(400)
    // A tenant's id may be as long as the host's own.
    const long = { step: 'begin', tenantId: 't'.repeat(255), connectionId: id }
    expect((await send(long)).status).toBe(404)
    expect((await send({ ...long, tenantId: 't'.repeat(256) })).status).toBe(400)
    for (const [body, path] of [
      [{ step: 'begin', tenantId: 'harbor' }, 'connectionId'],
      [{ step: 'stop' }, 'step'],
      [{ step: 'done', tenantId: 'harbor', connectionId: id }, 'runId'],
      [{ step: 'begin', tenantId: 'harbor', connectionId: id, realmId: '1' }, 'realmId'],
      [
        {
          step: 'progress',
          tenantId: 'harbor',
          connectionId: id,
          runId: 'run_1',
          checkpoint: 'x'.repeat(17_000),
        },
        'checkpoint',
      ],
    ] as const) {
      const refused = await send(body)
      expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request'])
      expect(JSON.stringify(refused.body.fields)).toContain(path)
    }
    expect(JSON.stringify([stage.log, stage.events])).not.toMatch(/token-canary/)
    expect((await sync()).state).toBe('idle')
  })

  it('is unknown where the host has set no token: there is no such route', async () => {
    stage = await ground.openOnFile({ encryptionKeys: [KEY] })
    expect(await send({})).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  it.each([['short'], [`${'x'.repeat(40)} `], [7]])(
    'with a token like %j no adapter begins',
    async (token) => {
      await expect(ground.openOnFile({ syncReportTokens: [token as string] })).rejects.toMatchObject({
        code: 'app_misconfigured',
        message: expect.stringContaining('"syncReportTokens"'),
      })
      stage = await ground.openOnFile({ encryptionKeys: [KEY] })
    },
  )
})
