// A campaign that meets claims, links, switches, imports and the taking back of what was written.
import type { Link, LinkReply } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/platform/clock.ts'
import type { Browser } from '../browser.ts'
import { comeBack, HARBOR_TEA, living, strangers, WHOLESALE } from '../claim-ground.ts'
import { BUTTON } from '../links/link-ground.ts'
import { BEARER, HARBOR, type Stage } from '../stage.ts'
import { handWrittenTokens } from '../token-lifecycle/hand-written.ts'
import { LATE } from '../until.ts'
import { createInvoice } from '../writes/books.ts'
import {
  CAMPAIGN,
  noticesOf,
  pass,
  progress,
  standing,
  startCampaign,
  untilTaking,
  useStores,
} from './together-ground.ts'

const ASKED = 'expiring/upgrade_required'
const OVER = 'reauthorization_required/upgrade_required'
const books = (stage: Stage) => stage.adapter.forTenant('harbor')

const makeLink = async (browser: Browser, id: string): Promise<LinkReply & { path: string }> => {
  const { status, body } = await browser.post<LinkReply>(`/connections/${id}/links`, {})
  expect(status).toBe(201)
  return { ...body, path: new URL(body.url).pathname.replace('/api/quickbooks', '') }
}

/** Someone without a login follows a link to its end. @returns what its last page says */
async function follow(stage: Stage, path: string, company = HARBOR_TEA): Promise<string> {
  const grace = strangers(stage)
  const started = await grace.post(`${path}/start`, undefined, BUTTON)
  expect(started.status).toBe(303)
  const back = await stage.simulator.control.authorize(started.headers.get('location') ?? '', company)
  await grace.get(back)
  return (await grace.get('/link/done')).text
}

const STORES = useStores()

describe.each(STORES)('a campaign on %s', (_store, open) => {
  async function connected(options: Parameters<typeof open>[0] = {}) {
    const stage = await open(options)
    const ada = stage.browser()
    const { id } = await ada.connect(stage.simulator.control, HARBOR_TEA)
    stage.simulator.control.clock.advance(HOUR)
    return { stage, ada, id, control: stage.simulator.control }
  }

  it.each([
    ['', 12 * HOUR],
    [', also by the round that ends the campaign', DAY - 10 * MINUTE],
  ])('counts a re-authorization that no one claimed, once it is stored at its end%s', async (_, hour) => {
    const stage = await open(BEARER)
    const { clock } = stage.simulator.control
    clock.advance((2 * DAY + hour - HOUR - (clock.now() % DAY)) % DAY)
    const ada = stage.page()
    const { id } = await ada.connect(stage.simulator.control, HARBOR_TEA)
    clock.advance(HOUR)
    await startCampaign(stage)
    await comeBack(stage, ada, { body: { connectionId: id }, goes: strangers(stage) })
    expect(await standing(stage, id)).toBe(ASKED)
    expect(await progress(stage)).toMatchObject({ asked: 1, done: 0 })
    await pass(stage, 31 * MINUTE)
    expect(await standing(stage, id)).toBe('connected')
    expect(await progress(stage)).toMatchObject({ asked: 0, done: 1 })
    expect(living(stage)).toHaveLength(1)
  })

  it.each([
    ['background work has seen it', true],
    ['it has not', false],
  ])(
    'whose deadline has passed gives an unclaimed re-authorization nothing, and a claimed one all (%s)',
    async (_when, isSeen) => {
      const stage = await open(BEARER)
      const ada = stage.page()
      const { id } = await ada.connect(stage.simulator.control, HARBOR_TEA)
      stage.simulator.control.clock.advance(HOUR)
      await startCampaign(stage, HOUR)
      if (isSeen) await pass(stage, 2 * HOUR)
      else stage.simulator.control.clock.advance(2 * HOUR)
      await comeBack(stage, ada, { body: { connectionId: id }, goes: strangers(stage) })
      await pass(stage, 31 * MINUTE)
      expect(await books(stage).connections.get(id)).toMatchObject({ usable: false, action: 'reauthorize' })
      expect(await progress(stage)).toMatchObject({ asked: 1, done: 0 })
      await ada.goThrough(stage.simulator.control, HARBOR_TEA, { connectionId: id })
      expect(await standing(stage, id)).toBe('connected')
      expect(await progress(stage)).toMatchObject({ asked: 0, done: 1 })
      await books(stage).tokens.get(id)
    },
  )

  it.each([
    ['before its deadline', 0, ASKED],
    ['after its deadline', 3 * HOUR, OVER],
  ])('is done for a connection by a link that is followed %s', async (_when, later, was) => {
    const { stage, ada, id } = await connected()
    await startCampaign(stage, 2 * HOUR)
    await pass(stage, later)
    expect(await standing(stage, id)).toBe(was)
    const { path } = await makeLink(ada, id)
    expect((await strangers(stage).get(path)).text).toContain('has to be given once more')
    await follow(stage, path)
    expect(await standing(stage, id)).toBe('connected')
    expect((await strangers(stage).get(path)).status).toBe(410)
    await pass(stage, 4 * HOUR)
    expect(await progress(stage)).toMatchObject({ done: 1, asked: 0, ended: true })
    expect(noticesOf(stage, { id }).slice(-3)).toEqual([
      'link.started',
      'connection.reauthorized',
      'link.used',
    ])
    expect(await books(stage).history.verify(id)).toMatchObject({ valid: true })
  })

  it('goes on while its connection is in doubt, and so does a link', async () => {
    const { stage, ada, id, control } = await connected()
    await startCampaign(stage)
    const { path } = await makeLink(ada, id)
    const lift = control.fault({ route: 'token', kind: 'html-503' })
    control.clock.advance(2 * HOUR)
    await expect(books(stage).tokens.get(id)).rejects.toMatchObject({ action: 'wait' })
    await stage.adapter.runDueWork()
    expect(await standing(stage, id)).toBe('checking/intuit_unavailable')
    expect((await strangers(stage).get(path)).status).toBe(200)
    lift()
    await follow(stage, path)
    expect(await standing(stage, id)).toBe('connected')
    expect(await progress(stage)).toMatchObject({ done: 1 })
  })

  it('ended by its operator withdraws the links that nothing else asks for', async () => {
    const { stage, ada, id } = await connected()
    await startCampaign(stage)
    const { path } = await makeLink(ada, id)
    await stage.adapter.operations.campaigns.end(CAMPAIGN)
    expect((await strangers(stage).get(path)).status).toBe(410)
    await stage.adapter.runDueWork()
    const { body } = await ada.get<{ links: Link[] }>(`/connections/${id}/links`)
    expect(body.links).toMatchObject([{ state: 'withdrawn' }])
    expect(noticesOf(stage, { id })).toContain('link.ended')
  })

  it('loses a connection that is switched away from, once that is confirmed', async () => {
    const { stage, ada, id, control } = await connected()
    await startCampaign(stage, 2 * HOUR)
    const body = { connectionId: id, allowCompanyChange: true }
    const { attempt } = await ada.goThrough(control, WHOLESALE, body)
    expect(await progress(stage)).toMatchObject({ selected: 1, asked: 1 })
    await pass(stage, 3 * HOUR)
    expect(await standing(stage, id)).toBe(OVER)
    expect(await standing(stage, attempt.connectionId ?? '')).toBe('awaiting_confirmation')
    await ada.post(`/connections/${attempt.connectionId}/confirm-company`)
    expect(await standing(stage, attempt.connectionId ?? '')).toBe('connected')
    expect(await standing(stage, id)).toBe('disconnected/by_user')
    await pass(stage, HOUR)
    expect(await progress(stage)).toMatchObject({ gone: 1, asked: 0, ended: true })
  })

  it('asks on where an import brings new tokens, though background work has not seen its deadline pass', async () => {
    const { stage, id, control } = await connected()
    await startCampaign(stage, HOUR)
    await stage.adapter.runDueWork()
    const { refreshToken } = await handWrittenTokens(stage, HARBOR_TEA.company)
    control.clock.advance(2 * HOUR)
    await books(stage).connections.import({ realmId: HARBOR, refreshToken })
    expect(await standing(stage, id)).toBe(OVER)
    expect(await progress(stage)).toMatchObject({ asked: 1, done: 0 })
    await stage.adapter.runDueWork()
    expect(noticesOf(stage, { id }).filter((type) => type === 'connection.connected')).toHaveLength(1)
    await stage.adapter.operations.campaigns.end(CAMPAIGN)
    expect(await standing(stage, id)).toBe('connected')
    await books(stage).tokens.get(id)
  })

  it('whose deadline passes while something is taken back pauses that until someone authorizes anew, days later', async () => {
    const { stage, ada, id, control } = await connected()
    const request = books(stage).request.bind(null, id)
    for (let count = 0; count < 3; count++) await createInvoice(request)
    await startCampaign(stage, HOUR)
    control.fault({ route: 'entity', kind: 'slow', ms: LATE })
    const taking = books(stage).writes.takeBack(id)
    taking.catch(() => {})
    await untilTaking(ada, id, 3)
    control.clock.advance(2 * HOUR)
    control.clearFaults()
    await expect(taking).rejects.toMatchObject({ action: 'reauthorize' })
    for (let round = 0; round < 70; round++) await pass(stage, HOUR)
    await ada.goThrough(control, HARBOR_TEA, { connectionId: id })
    await pass(stage, 3 * MINUTE)
    const { body } = await ada.get<{ takeBack: object }>(`/connections/${id}/writes/take-back`)
    expect(body.takeBack).toMatchObject({ state: 'done', total: 3, completed: 3, left: [] })
    expect(await progress(stage)).toMatchObject({ done: 1 })
  })

  it('warns anew for a later deadline, after one that was nearer was ended', async () => {
    const { stage, id } = await connected()
    await startCampaign(stage, 20 * DAY + HOUR, { id: 'near' })
    await pass(stage, MINUTE)
    await startCampaign(stage, 40 * DAY + HOUR, { id: 'far' })
    await stage.adapter.operations.campaigns.end('near')
    for (let day = 0; day < 12; day++) await pass(stage, DAY)
    const warned = stage.events.filter(
      (event) => event.type === 'connection.expiring' && event.connectionId === id,
    )
    expect(warned.map(({ data }) => data)).toMatchObject([
      { campaignId: 'near', daysLeft: 20 },
      { campaignId: 'far', daysLeft: 29 },
    ])
  })
})

it('an import into a connection that a clock has just ended recovers it, and is no first connect', async () => {
  const [[, open] = expect.unreachable()] = STORES
  const stage = await open()
  const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
  await stage.adapter.runDueWork()
  stage.simulator.control.clock.advance(101 * DAY)
  const { refreshToken } = await handWrittenTokens(stage, HARBOR_TEA.company)
  await books(stage).connections.import({ realmId: HARBOR, refreshToken })
  await stage.adapter.runDueWork()
  expect(noticesOf(stage, { id })).toEqual([
    'connection.connected',
    'connection.confirmed',
    'connection.recovered',
  ])
})
