// Event streams under trouble: slow readers, damaged rows, long absences, endings.
import { once } from 'node:events'
import { connect } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import type { Connection, Permission } from '@mooring/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openEvents } from './event-stream.ts'
import { openStage, type Stage } from './stage.ts'
import { inTime, LATE, until } from './until.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ rateLimits: false })
})
afterEach(async () => {
  vi.useRealTimers()
  await stage.close()
})

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

describe('a stream', () => {
  it('catches up over many pages of changes, each attempt once per page at most, and ends at the last', async () => {
    const browser = stage.browser()
    const { cursor } = await browser.list()
    const reply = await browser.authorize()
    const database = new DatabaseSync(stage.databasePath)
    const mark = database.prepare(
      `insert into changes (tenant_id, kind, subject_id, at) values ('harbor', 'attempt', ?, 0)`,
    )
    for (let index = 0; index < 450; index++) mark.run(reply.attemptId)
    const latest = Number(database.prepare('select max(position) as top from changes').get()?.top)
    database.close()
    const stream = await openEvents(browser, { 'last-event-id': cursor })
    await stream.until(({ id }) => Number(id) === latest)
    expect(stream.seen).toHaveLength(3)
    stream.close()
  })

  it('goes on when one row cannot be shown', async () => {
    const browser = stage.browser()
    const { id } = await browser.connect(stage.simulator.control, HARBOR_TEA)
    const stream = await openEvents(browser)
    const database = new DatabaseSync(stage.databasePath)
    database.prepare(`update connections set warned = 'no json' where id = ?`).run(id)
    database
      .prepare(`insert into changes (tenant_id, kind, subject_id, at) values ('harbor', 'connection', ?, 0)`)
      .run(id)
    database.close()
    const { attemptId } = await browser.authorize()
    await stream.until(({ data }) => (data as { id: string }).id === attemptId)
    stream.close()
  })

  it('shows a realm id that cannot be opened masked, and says so in the log', async () => {
    const browser = stage.browser()
    const { id } = await browser.connect(stage.simulator.control, HARBOR_TEA)
    const database = new DatabaseSync(stage.databasePath)
    database.exec('drop trigger connections_company')
    database.prepare(`update connections set realm_sealed = substr(realm_sealed, 1, 40) where id = ?`).run(id)
    database.close()
    const list = await browser.list()
    expect(list.connections[0]?.company).toMatchObject({ realmId: null, realmIdLast4: '8383' })
    expect(
      stage.log.some(({ connectionId, message }) => connectionId === id && /opened/.test(`${message}`)),
    ).toBe(true)
  })

  it('of a reader who takes nothing delays no other, and piles up nothing for it', async () => {
    const browser = stage.browser()
    const { hostname, port } = new URL(stage.origin)
    const stuck = connect({ host: hostname, port: Number(port) })
    stuck.write(
      `GET /api/quickbooks/events HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${browser.cookieHeader()}\r\n\r\n`,
    )
    await inTime(once(stuck, 'readable'), 'the stream begins')
    stuck.pause()
    const reader = await openEvents(browser)
    const intent = 'x'.repeat(4000)
    for (let index = 0; index < 1500; index++) await browser.authorize({ intent })
    const { attemptId } = await browser.authorize()
    await reader.until(({ data }) => (data as { id: string }).id === attemptId)
    // What it has not taken lies in the sockets' own buffers and one piece of ours: never what came after.
    expect(Math.max(...stage.unsent())).toBeLessThan(100_000)
    stuck.destroy()
    reader.close()
  }, 120_000)

  it('ends when the adapter closes, and is refused after', async () => {
    const stream = await openEvents(stage.browser())
    await stage.adapter.close()
    await inTime(stream.ended, 'the stream ends')
    expect((await openEvents(stage.browser())).status).toBe(503)
  })

  it('says every 15 seconds that it is there, and checks its rights every 60', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    let permissions: Permission[] = ['view']
    await stage.restart({ identify: () => ({ tenantId: 'harbor', userId: 'ada', permissions }) })
    const response = await fetch(`${stage.origin}/api/quickbooks/events`)
    const texts: string[] = []
    const ended = (async () => {
      for await (const chunk of response.body ?? []) texts.push(new TextDecoder().decode(chunk as Uint8Array))
    })()
    const comments = () => texts.join('').split(': still here').length - 1
    for (let count = 1; count <= 4; count++) {
      vi.advanceTimersByTime(15_000)
      await expect.poll(comments, { timeout: 10_000, interval: 5 }).toBe(count)
    }
    permissions = ['connect']
    vi.advanceTimersByTime(60_000)
    await inTime(ended, 'the stream ends with the right to it')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('counts among a tenant’s requests', async () => {
    await stage.restart({ rateLimits: { other: 2 } })
    const statuses = []
    for (let index = 0; index < 3; index++) {
      const stream = await openEvents(stage.browser())
      statuses.push(stream.status)
      stream.close()
    }
    expect(statuses).toEqual([200, 200, 429])
  })
})

describe('closing', () => {
  it('waits for a callback that has a grant in its hands', async () => {
    const browser = stage.browser()
    const started = await browser.authorize()
    const back = await stage.simulator.control.authorize(started.authorizeUrl, HARBOR_TEA)
    const company = stage.simulator.control.fault({ route: 'company', kind: 'slow', ms: LATE })
    const answer = browser.get(back)
    await until(
      () => stage.simulator.control.requests({ route: 'token' }).length > 0,
      'the code is exchanged',
    )
    const closing = stage.adapter.close()
    company()
    await closing
    expect((await answer).headers.get('location')).toContain(started.attemptId)
    await stage.restart()
    const [connection] = (await browser.list()).connections as [Connection]
    expect(connection.status).toBe('awaiting_confirmation')
    expect(stage.simulator.control.requests({ route: 'token' })).toHaveLength(1)
  })

  it('twice is once, and what comes after is answered so', async () => {
    await stage.adapter.start()
    await stage.adapter.start()
    await Promise.all([stage.adapter.close(), stage.adapter.close()])
    await stage.adapter.close()
    expect(await stage.browser().get('/connections')).toMatchObject({
      status: 503,
      body: { code: 'store_unavailable', retryable: true },
    })
    const callback = await stage.browser().get('/callback?state=x')
    expect([callback.status, callback.headers.get('location')]).toEqual([
      302,
      '/api/quickbooks/callback/done?problem=store_unavailable',
    ])
    expect((await stage.browser().get('/callback/done?problem=store_unavailable')).status).toBe(200)
    await expect(stage.adapter.start()).rejects.toMatchObject({ code: 'store_unavailable' })
    await expect(stage.adapter.runDueWork()).rejects.toMatchObject({ code: 'store_unavailable' })
    await expect(stage.adapter.forTenant('harbor').connections.list()).rejects.toMatchObject({
      code: 'store_unavailable',
    })
  })
})
