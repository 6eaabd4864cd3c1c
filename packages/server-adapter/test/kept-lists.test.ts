// A list that was made before is served again, and never shows what is no longer so.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, MINUTE } from '../src/platform/clock.ts'
import type { Browser } from './browser.ts'
import { openStage, type Stage } from './stage.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }

let stage: Stage
let browser: Browser
let id: string
beforeEach(async () => {
  stage = await openStage()
  browser = stage.browser()
  id = (await browser.connect(stage.simulator.control, PERSON)).id
  await stage.adapter.runDueWork()
})
afterEach(async () => {
  await stage.close()
})

const later = (ms: number) => void stage.simulator.control.clock.advance(ms)
const only = async (who = browser) => (await who.list()).connections[0]
const etag = async () => (await browser.get('/connections')).headers.get('etag')

describe('a list that was made before', () => {
  it('is the same again, and its cursor goes on with what other tenants do', async () => {
    const first = await browser.list()
    const tag = await etag()
    const theirs = stage.browser('northwind', 'ben')
    await theirs.connect(stage.simulator.control, { user: 'cleo', company: 'Northwind Bakery' })
    const again = await browser.list()
    expect(await etag()).toBe(tag)
    expect(again.connections).toEqual(first.connections)
    expect(Number(again.cursor)).toBeGreaterThan(Number(first.cursor))
    expect((await theirs.list()).connections).toHaveLength(1)
  })

  it('is made anew after a change in this process or in another', async () => {
    expect((await only())?.status).toBe('connected')
    await stage.restart()
    expect((await only())?.status).toBe('connected')
    const [here, there] = [stage.adapter, await stage.restart()]
    await there.forTenant('harbor').verify(id)
    const proof = (await only())?.proof?.at
    later(1_000)
    await here.forTenant('harbor').verify(id)
    expect((await only())?.proof?.at).not.toBe(proof)
    await here.forTenant('harbor').connections.disconnect(id)
    expect((await only())?.status).toBe('disconnected')
  })

  it('shows a day less, a warning and the end when they come', async () => {
    const { daysLeft, reauthorizeBy } = (await only())?.expiry ?? {}
    const end = Date.parse(reauthorizeBy ?? '')
    const at = async (moment: number) => {
      stage.simulator.control.clock.set(moment)
      const { status, expiry } = (await only()) ?? {}
      return [status, expiry?.daysLeft]
    }
    expect(daysLeft).toBeGreaterThan(90)
    expect(await at(end - 60 * DAY - MINUTE)).toEqual(['connected', 60])
    expect(await at(end - 60 * DAY + 1)).toEqual(['connected', 59])
    expect(await at(end - 30 * DAY - MINUTE)).toEqual(['connected', 30])
    expect(await at(end - 30 * DAY + 1)).toEqual(['expiring', 29])
    expect(await at(end - MINUTE)).toEqual(['expiring', 0])
    expect(await at(end)).toEqual(['reauthorization_required', 0])
  })

  it('is each caller’s own', async () => {
    expect((await only())?.can).toMatchObject({ audit: true, disconnect: true })
    const viewer = stage.browser('harbor', 'ada', ['view'])
    expect((await only(viewer))?.can).toMatchObject({ audit: false, disconnect: false })
    expect((await only(viewer))?.company.realmId).toBeNull()
    expect((await stage.browser('harbor', 'ada', []).get('/connections')).status).toBe(403)
    expect((await stage.browser('other', 'ada').list()).connections).toEqual([])
  })

  it('shows an attempt as long as it is pending', async () => {
    await browser.list()
    await browser.authorize({ connectionId: id })
    expect((await browser.list()).attempts).toHaveLength(1)
    later(31 * MINUTE)
    expect((await browser.list()).attempts).toEqual([])
  })
})
