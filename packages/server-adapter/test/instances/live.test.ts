// What one instance writes, the others know: their event streams, and who asks them for tokens.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import express from 'express'
import { describe, expect, it } from 'vitest'
import { type PostgresPool, postgresStore, type QuickBooksAdapter } from '../../src/index.ts'
import { Browser } from '../browser.ts'
import { openEvents } from '../event-stream.ts'
import { hostPool } from '../postgres/host-pool.ts'
import { ALL, type Stage } from '../stage.ts'
import { usePostgres } from './postgres-stage.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }

const ground = usePostgres()
let stage: Stage

/** Another instance at an address of its own. */
async function openBeside(): Promise<{ adapter: QuickBooksAdapter; browser: Browser }> {
  const app = express()
  const server = app.listen(0, '127.0.0.1')
  ground.opened().defer(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const adapter = await stage.restart({ allowedOrigins: [origin] })
  app.use('/api/quickbooks', adapter.router)
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
    const pool = ground.opened().adopt(hostPool({ connectionString, max: 4 }), (opened) => opened.end())
    let taken = 0
    const counted: PostgresPool = {
      connect: () => {
        taken++
        return pool.connect()
      },
    }
    stage = await ground.open({ store: postgresStore({ pool: counted, schema }) })
    const { id } = await stage.browser().connect(stage.simulator.control, PERSON)
    const { tokens } = stage.adapter.forTenant('harbor')
    const other = await stage.restart({ store: postgresStore({ connectionString, schema }) })
    await tokens.get(id)
    taken = 0
    for (let asked = 0; asked < 100; asked++) await tokens.get(id)
    expect(taken).toBeLessThanOrEqual(1)
    await other.forTenant('harbor').connections.disconnect(id)
    // The second is measured by the machine's own clock, which no test can put on.
    await sleep(1_100)
    await expect(tokens.get(id)).rejects.toMatchObject({
      code: 'connection_unavailable',
      action: 'reconnect',
    })
  })
})
