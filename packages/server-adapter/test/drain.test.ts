// Closing with a drain: load balancers learn of it before anybody is turned away.
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEvents } from './event-stream.ts'
import { openStage, type Stage } from './stage.ts'
import { inTime } from './until.ts'

/** Longer than any test: what ends it is the test. */
const LONG = { drainMs: 600_000 }

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

describe('while it drains', () => {
  it('it is not ready, answers all else, and ends as soon as it is closed without a drain', async () => {
    const browser = stage.browser()
    const reading = await openEvents(browser)
    const closed = stage.adapter.close(LONG)
    expect((await browser.get('/operations/ready')).status).toBe(503)
    expect((await browser.get('/operations/live')).status).toBe(200)
    expect(await stage.adapter.operations.status()).toMatchObject({ live: true, ready: false })
    const { id } = await browser.connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
    await reading.until(({ data }) => (data as { status?: string }).status === 'connected')
    expect((await stage.adapter.forTenant('harbor').tokens.get(id)).accessToken).not.toBe('')
    await stage.adapter.runDueWork()
    expect(stage.events.map(({ type }) => type)).toContain('connection.connected')
    const late = await openEvents(browser)
    expect(late.status).toBe(200)

    await stage.adapter.close()
    await inTime(Promise.all([closed, reading.ended, late.ended]), 'all has ended')
    expect((await browser.get('/connections')).status).toBe(503)
    expect(await stage.adapter.operations.status()).toMatchObject({ live: false, ready: false })
  })

  it('its answers let their connection go, and those before do not', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = async () => {
      const asked = request(`${stage.origin}/api/quickbooks/operations/live`, { agent }).end()
      const [answer] = await once(asked, 'response')
      await once(answer.resume(), 'end')
      return answer.headers.connection
    }
    expect(await ask()).toBe('keep-alive')
    const closed = stage.adapter.close(LONG)
    expect(await ask()).toBe('close')
    await stage.adapter.close()
    await closed
    expect(await ask()).toBe('close')
    agent.destroy()
  })
})

it('a drain ends by itself', async () => {
  await stage.adapter.close({ drainMs: 1 })
  expect((await stage.browser().get('/connections')).status).toBe(503)
})

it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 3_600_001, '5000'])(
  'a drain of %j is refused, and nothing ends',
  async (drainMs) => {
    await expect(stage.adapter.close({ drainMs: drainMs as number })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('drainMs'),
    })
    expect((await stage.browser().get('/operations/ready')).status).not.toBe(503)
  },
)

it('what a signal hands on to its listener is no drain', async () => {
  const close: (signal?: never) => Promise<void> = stage.adapter.close
  await inTime(close('SIGTERM' as never), 'it is closed')
})
