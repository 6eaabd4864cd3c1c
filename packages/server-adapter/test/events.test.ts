// The event stream: what happens is told to the tenant's browsers, in order, and nothing of anybody else's.
import { attemptSchema, connectionSchema } from '@mooring/contract/schemas'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEvents } from './event-stream.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await stage.close()
})

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const BAKERY = { user: 'ben', company: 'Northwind Bakery' }

describe('GET /events', () => {
  it('sends attempts and connections as they change, in the contract’s shapes', async () => {
    const browser = stage.browser()
    const stream = await openEvents(browser)
    await browser.connect(stage.simulator.control, HARBOR_TEA)
    const connected = await stream.until(({ data }) => (data as { status?: string }).status === 'connected')
    expect(connectionSchema.parse(connected.data)).toMatchObject({ company: { name: 'Harbor Tea Co.' } })
    const saved = await stream.until(({ data }) => (data as { outcome?: string }).outcome === 'connected')
    expect(attemptSchema.parse(saved.data)).toMatchObject({ step: 'saved' })
    const ids = stream.seen.map((event) => Number(event.id))
    expect(ids).toEqual([...ids].sort((one, other) => one - other))
    stream.close()
  })

  it('catches up from the list’s cursor and from the last id', async () => {
    const browser = stage.browser()
    const { cursor } = await browser.list()
    await browser.connect(stage.simulator.control, HARBOR_TEA)
    const caughtUp = await openEvents(browser, { 'last-event-id': cursor })
    const { id } = await caughtUp.until(({ event }) => event === 'connection')
    caughtUp.close()
    const onward = await openEvents(browser, { 'last-event-id': id })
    const connectionId = (await browser.list()).connections[0]?.id
    await browser.post(`/connections/${connectionId}/disconnect`)
    const next = await onward.until(({ event }) => event === 'connection')
    expect(next.data).toMatchObject({ status: 'disconnected' })
    onward.close()
  })

  it('resets a reader who comes with an id of the future', async () => {
    const stream = await openEvents(stage.browser(), { 'last-event-id': '999999' })
    expect((await stream.until(({ event }) => event === 'reset')).id).toBe('0')
    stream.close()
  })

  it('sends nothing to another tenant', async () => {
    const theirs = await openEvents(stage.browser('northwind', 'noor'))
    await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    await stage.browser('northwind', 'noor').connect(stage.simulator.control, BAKERY)
    await theirs.until(({ data }) => (data as { status?: string }).status === 'connected')
    expect(JSON.stringify(theirs.seen)).not.toMatch(/Harbor|ada/i)
    theirs.close()
  })

  it('hands an intent to its starter alone, and the realm id to those who may audit', async () => {
    const colleague = await openEvents(stage.browser('harbor', 'mia', ['view']))
    const own = await openEvents(stage.browser())
    await stage.browser().goThrough(stage.simulator.control, HARBOR_TEA, { intent: { secret: 'plan' } })
    const seen = await own.until(({ data }) => (data as { outcome?: string }).outcome === 'connected')
    expect(seen.data).toMatchObject({ intent: { secret: 'plan' } })
    await colleague.until(({ data }) => (data as { outcome?: string }).outcome === 'connected')
    expect(JSON.stringify(colleague.seen)).not.toMatch(/plan|9130355377388383/)
    own.close()
    colleague.close()
  })

  it('sends what another process wrote', async () => {
    const browser = stage.browser()
    const connection = await browser.connect(stage.simulator.control, HARBOR_TEA)
    const stream = await openEvents(browser)
    // Another adapter on the same file: this process's stream is not told by its own writes.
    const first = stage.adapter
    const second = await stage.restart()
    expect(second).not.toBe(first)
    await second.forTenant('harbor').connections.disconnect(connection.id)
    expect((await stream.until(({ event }) => event === 'connection')).data).toMatchObject({
      status: 'disconnected',
    })
    stream.close()
  })

  it('is refused without the right to view, and for an id no one gave', async () => {
    expect((await openEvents(stage.browser('harbor', 'x', ['connect']))).status).toBe(403)
    expect((await openEvents(stage.browser(), { 'last-event-id': 'abc' })).status).toBe(400)
  })
})
