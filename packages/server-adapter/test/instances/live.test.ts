// What one instance writes, the others know: their event streams, and who asks them for tokens.
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import express from 'express'
import { Pool } from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { type PostgresPool, postgresStore, type QuickBooksAdapter } from '../../src/index.ts'
import { Browser } from '../browser.ts'
import { openEvents } from '../event-stream.ts'
import { ALL, type Stage } from '../stage.ts'
import { CLOSING_MS, usePostgres } from './postgres-stage.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }

const ground = usePostgres()
const closing: (() => Promise<unknown>)[] = []
let stage: Stage
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  await stage.close()
}, CLOSING_MS)

/** Another instance at an address of its own. */
async function openBeside(): Promise<{ adapter: QuickBooksAdapter; browser: Browser }> {
  const app = express()
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const first = stage.adapter
  const adapter = await stage.restart({ allowedOrigins: [origin] })
  app.use('/api/quickbooks', adapter.router)
  closing.push(async () => {
    server.closeAllConnections()
    server.close()
    await first.close()
  })
  return { adapter, browser: new Browser(origin, `harbor/ada/${ALL.join(',')}`) }
}

describe('a change made in one instance', () => {
  it.each([
    { how: 'heard of', started: true },
    { how: 'looked for', started: false },
  ])('reaches the event streams of another, where it is $how', async ({ started }) => {
    stage = await ground.open()
    if (started) await stage.adapter.start()
    const reader = await openEvents(stage.browser())
    await stage.restart()
    const { id } = await stage.browser().connect(stage.simulator.control, PERSON)
    const seen = await reader.until(({ data }) => (data as { id: string }).id === id)
    expect(seen.event).toBe('connection')
    reader.close()
  })

  it('is in every stream and every catch-up, however many write at once', async () => {
    stage = await ground.open({ rateLimits: false })
    const one = stage.browser()
    const { cursor } = await one.list()
    const reading = await openEvents(one)
    const { adapter, browser: other } = await openBeside()
    const readingOther = await openEvents(other)
    await adapter.start()
    const people = (browser: Browser) =>
      Array.from(
        { length: 12 },
        (_, index) => new Browser(browser.origin, `harbor/p${index}/${ALL.join(',')}`),
      )
    const started = await Promise.all(
      [...people(one), ...people(other)].flatMap((person) => [person.authorize(), person.authorize()]),
    )
    const late = await openEvents(other, { 'last-event-id': cursor })
    for (const { attemptId } of started)
      for (const stream of [reading, readingOther, late])
        await stream.until(({ data }) => (data as { id: string }).id === attemptId)
    for (const stream of [reading, readingOther, late]) {
      const ids = stream.seen.map(({ id }) => Number(id))
      expect(ids).toEqual(ids.toSorted((before, after) => before - after))
      stream.close()
    }
  })
})

describe('a live token', () => {
  it('is served without the database, and for no longer than a second after another instance ended it', async () => {
    const { connectionString, schema } = ground.place()
    const pool = new Pool({ connectionString, max: 4 })
    let taken = 0
    const counted: PostgresPool = {
      connect: () => {
        taken++
        return pool.connect()
      },
    }
    stage = await ground.open({ store: postgresStore({ pool: counted, schema }) })
    closing.push(() => pool.end())
    const { id } = await stage.browser().connect(stage.simulator.control, PERSON)
    const { tokens } = stage.adapter.forTenant('harbor')
    const other = await stage.restart({ store: postgresStore({ connectionString, schema }) })
    await tokens.get(id)
    taken = 0
    for (let asked = 0; asked < 100; asked++) await tokens.get(id)
    expect(taken).toBeLessThanOrEqual(1)
    await other.forTenant('harbor').connections.disconnect(id)
    await sleep(1_100)
    await expect(tokens.get(id)).rejects.toMatchObject({
      code: 'connection_unavailable',
      action: 'reconnect',
    })
  })
})
