// The store is away: every route says so, nothing is half done, and all is well once it is back.
import { createHmac } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { Attempt, Connection } from '@mooring/contract'
import { problemSchema } from '@mooring/contract/schemas'
import { afterEach, expect, it } from 'vitest'
import { type Store, StoreUnavailableError } from '../src/stores/store.ts'
import { openStage, type Stage } from './stage.ts'
import { impatientStoreAt } from './store-location.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

const signatureOf = (body: string) => createHmac('sha256', 'verifier').update(body).digest('base64')

/** Someone else holds the file for themselves. */
function hold(): { release(): void } {
  const other = new DatabaseSync(stage.databasePath)
  other.exec('begin immediate')
  return {
    release: () => {
      other.exec('rollback')
      other.close()
    },
  }
}

it('writes are refused while another process has the file locked, and change nothing', async () => {
  stage = await openStage({ webhookVerifierTokens: ['verifier'] })
  const browser = stage.browser()
  const { attempt } = await browser.goThrough(stage.simulator.control, HARBOR_TEA)
  const id = attempt.connectionId ?? expect.unreachable()
  const pending = await browser.authorize()
  const back = await stage.simulator.control.authorize(pending.authorizeUrl, HARBOR_TEA)
  await stage.restart({ store: impatientStoreAt(stage.databasePath, 300) })
  const before = await browser.list()
  const held = hold()
  const answers = await Promise.all([
    browser.post('/connections/authorize', { mode: 'popup' }),
    browser.post(`/connections/${id}/confirm-company`),
    browser.post(`/connections/${id}/disconnect`, { why: 'wrong_company' }),
    browser.post(`/connections/${id}/verify`),
    browser.post(`/attempts/${pending.attemptId}/cancel`),
    // Intuit sends it again, as long as it gets no 200.
    browser.post('/webhooks', [], { 'intuit-signature': signatureOf('[]') }),
    browser.get(back),
  ])
  expect(answers.pop()?.headers.get('location')).toContain('problem=store_unavailable')
  for (const answer of answers) {
    expect(answer.status).toBe(503)
    expect(problemSchema.parse(answer.body)).toMatchObject({ code: 'store_unavailable', retryable: true })
  }
  expect((await browser.list()).connections).toEqual(before.connections)
  held.release()
  expect((await browser.list()).attempts.map((one) => one.id)).toEqual([pending.attemptId])
  await browser.get(back)
  expect((await browser.get<Attempt>(`/attempts/${pending.attemptId}`)).body.outcome).toBe('reauthorized')
  expect((await browser.post<Connection>(`/connections/${id}/confirm-company`)).body.status).toBe('connected')
}, 60_000)

it('a store that cannot be opened answers 503 on every route, and no one is let in by it', async () => {
  stage = await openStage()
  const browser = stage.browser()
  const { id } = await browser.connect(stage.simulator.control, HARBOR_TEA)
  await stage.adapter.close()
  for (const path of [
    '/connections',
    `/connections/${id}`,
    `/connections/${id}/history`,
    `/connections/${id}/readiness`,
    `/connections/${id}/support`,
    `/connections/${id}/disconnect-impact`,
    '/attempts/att_x',
    '/operations/health',
    '/operations/connections',
    '/events',
  ]) {
    const answer = await browser.get(path)
    expect([path, answer.status, problemSchema.parse(answer.body).code]).toEqual([
      path,
      503,
      'store_unavailable',
    ])
  }
})

it('a store that only another configuration opens is no reason to try again, and its host reads which', async () => {
  const sentence = 'The Postgres database is reached through a proxy (PgBouncer) in statement mode.'
  const refuse = async () => {
    throw new StoreUnavailableError(sentence, { retryable: false })
  }
  const driver: Store = { open: refuse, read: refuse, write: refuse, close: async () => {} }
  stage = await openStage({ store: { kind: 'postgres', create: () => driver } })
  const answer = await stage.browser().get('/connections')
  expect([answer.status, problemSchema.parse(answer.body)]).toMatchObject([
    503,
    { code: 'store_unavailable', retryable: false, action: 'fix_configuration' },
  ])
  expect(answer.text).not.toMatch(/try again|PgBouncer/)
  const host = { code: 'store_unavailable', retryable: false, message: sentence }
  await expect(stage.adapter.start()).rejects.toMatchObject(host)
  await expect(stage.adapter.forTenant('harbor').connections.list()).rejects.toMatchObject(host)
})
