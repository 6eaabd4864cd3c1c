// Yesterday's backup restored (N15): a person is asked only where Intuit refused what it holds.
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sqliteStore } from '../src/index.ts'
import { HOUR, MINUTE } from '../src/platform/clock.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const control = () => stage.simulator.control

it('asks for a re-authorization of what was refreshed since, and of nothing else', async () => {
  const browser = stage.browser()
  const kept = await browser.connect(control(), { user: 'ada', company: 'Harbor Tea Co.' })
  const renewed = await browser.connect(control(), { user: 'ada', company: 'Harbor Tea Wholesale' })
  const backup = path.join(path.dirname(stage.databasePath), 'backup.db')
  const database = new DatabaseSync(stage.databasePath)
  database.prepare('vacuum into ?').run(backup)
  database.close()
  control().clock.advance(25 * HOUR)
  await stage.adapter.forTenant('harbor').tokens.get(renewed.id)
  await stage.adapter.close()

  const adapter = await stage.restart({ store: sqliteStore({ path: backup }) })
  const books = adapter.forTenant('harbor')
  control().clock.advance(2 * HOUR)
  expect(await books.verify(kept.id)).toMatchObject({ status: 'connected', proof: { kind: 'company_read' } })
  expect(await books.verify(renewed.id)).toMatchObject({
    status: 'checking',
    reason: 'refresh_outcome_unknown',
  })
  control().clock.advance(2 * MINUTE)
  await adapter.runDueWork()
  expect(await books.connections.get(renewed.id)).toMatchObject({
    status: 'reauthorization_required',
    reason: 'revoked',
  })
  expect(await books.connections.get(kept.id)).toMatchObject({ status: 'connected' })
  expect(await books.history.verify(renewed.id)).toMatchObject({ valid: true })
  const person = { user: 'ada', company: 'Harbor Tea Wholesale' }
  const { attempt } = await browser.goThrough(control(), person, { connectionId: renewed.id })
  expect(attempt).toMatchObject({ outcome: 'reauthorized', connectionId: renewed.id })
})
