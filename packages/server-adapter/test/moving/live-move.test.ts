// A host that grows: its connections are moved while it runs, and work on Postgres at once, with the same keys.
import { randomUUID } from 'node:crypto'
import type { Problem } from '@mooring/contract'
import { beforeEach, expect, it } from 'vitest'
import { postgresStore } from '../../src/index.ts'
import { HOUR, MINUTE } from '../../src/platform/clock.ts'
import { useDatabase } from '../postgres/use-database.ts'
import { openStage, type Stage } from '../stage.ts'
import { LATE } from '../until.ts'
import { runHere } from './move-ground.ts'

const COMPANY = { user: 'ada', company: 'Harbor Tea Co.' }

const url = useDatabase()
let stage: Stage
let schema: string
beforeEach(async () => {
  const opened = await openStage()
  stage = opened
  stage.simulator.control.behave({ rotation: 'strict' })
  schema = `live_${randomUUID().slice(0, 8)}`
  return () => opened.close()
})

const control = () => stage.simulator.control

async function migrate(print: (line: string) => void = () => {}): Promise<void> {
  const problems: string[] = []
  const words = ['migrate', '--from', `sqlite:${stage.databasePath}`, '--to', 'postgres', '--schema', schema]
  const code = await runHere(words, {
    env: { DATABASE_URL: url() },
    now: () => control().clock.now(),
    print,
    printError: (line) => void problems.push(line),
  })
  expect([code, problems]).toEqual([0, []])
}

const onPostgres = () => stage.restart({ store: postgresStore({ connectionString: url(), schema }) })

it('takes tokens, history and the stream’s position along', async () => {
  const browser = stage.browser()
  const { id } = await browser.connect(control(), COMPANY)
  const before = await browser.list()
  await migrate()
  const books = (await onPostgres()).forTenant('harbor')
  expect((await browser.list()).connections).toEqual(before.connections)
  expect((await browser.list()).cursor).toBe(before.cursor)
  const live = await books.tokens.get(id)
  control().clock.advance(2 * HOUR)
  const renewed = await books.tokens.get(id)
  expect(renewed.accessToken).not.toBe(live.accessToken)
  expect(await books.verify(id)).toMatchObject({ status: 'connected', proof: { kind: 'company_read' } })
  expect(await books.history.verify(id)).toMatchObject({ valid: true })
})

it('sends the host the events it has not had yet, once', async () => {
  const { id } = await stage.browser().connect(control(), COMPANY)
  await migrate()
  const adapter = await onPostgres()
  await adapter.runDueWork()
  const sequences = stage.events
    .filter(({ connectionId }) => connectionId === id)
    .map(({ sequence }) => sequence)
  expect(sequences).toEqual(sequences.map((_sequence, index) => index + 1))
  expect(sequences.length).toBeGreaterThan(1)
})

it('waits for a refresh that is under way: its answer is not lost', async () => {
  const { id } = await stage.browser().connect(control(), COMPANY)
  const old = stage.adapter.forTenant('harbor')
  control().clock.advance(2 * HOUR)
  const answer = control().fault({ route: 'token', kind: 'slow', ms: LATE, times: 1 })
  const refreshing = old.tokens.get(id)
  const waiting = () =>
    control()
      .requests({ route: 'token' })
      .filter(({ status }) => status === null)
  await expect.poll(waiting, { timeout: 10_000, interval: 1, message: 'refreshes under way' }).toHaveLength(1)
  const lines: string[] = []
  await migrate((line) => {
    lines.push(line)
    if (line.includes('waiting')) answer()
  })
  expect(lines.join('\n')).toContain('waiting')
  const { accessToken } = await refreshing
  const books = (await onPostgres()).forTenant('harbor')
  expect((await books.tokens.get(id)).accessToken).toBe(accessToken)
  control().clock.advance(2 * HOUR)
  expect(await books.verify(id)).toMatchObject({ status: 'connected' })
})

it('refuses what the old instance begins afterwards, before Intuit is asked', async () => {
  const { id } = await stage.browser().connect(control(), COMPANY)
  const [old, browser] = [stage.adapter.forTenant('harbor'), stage.browser()]
  control().clock.advance(HOUR - 5 * MINUTE)
  const started = await browser.authorize()
  const callback = await control().authorize(started.authorizeUrl, {
    user: 'ada',
    company: 'Harbor Tea Wholesale',
  })
  await migrate()
  control().clock.advance(6 * MINUTE)
  control().clearRequests()
  const forGood = { code: 'store_unavailable', retryable: false, action: 'fix_configuration' }
  await expect(old.tokens.get(id)).rejects.toMatchObject(forGood)
  expect((await browser.get(callback)).headers.get('location')).toContain('problem=app_misconfigured')
  const refused = await browser.post<Problem>(`/connections/${id}/verify`)
  expect([refused.status, refused.body]).toEqual([503, expect.objectContaining(forGood)])
  expect(refused.body.detail).not.toMatch(/try again/i)
  expect(control().requests({ route: 'token' })).toEqual([])
  // The attempt was moved too: the same answer of Intuit's is good at the new instance.
  await onPostgres()
  await browser.get(callback)
  expect((await browser.get(`/attempts/${started.attemptId}`)).body).toMatchObject({ outcome: 'connected' })
})
