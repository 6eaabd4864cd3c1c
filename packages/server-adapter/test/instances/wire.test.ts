// The same requests to a host on a file and to one on a server: the same answers.
import { beforeEach, describe, expect, it } from 'vitest'
import { DAY } from '../../src/platform/clock.ts'
import type { Answer, Browser } from '../browser.ts'
import type { Stage } from '../stage.ts'
import { usePostgres } from './postgres-stage.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const VIEWER = ['view'] as const

const ground = usePostgres()
let stages: readonly Stage[] = []
beforeEach(async () => {
  stages = [await ground.openOnFile({ rateLimits: false }), await ground.open({ rateLimits: false })]
})

/** What differs from one run to the next: ids, times, addresses, chance. */
const CHANCE: readonly [RegExp, string][] = [
  [/localhost(:|%3A)\d+/g, 'HOST'],
  [/\b(con|att|his|ref)_[0-9a-z]+/g, '$1_ID'],
  [/\d{4}-\d\d-\d\d(T[\d:.]+Z)?/g, 'TIME'],
  [/"(hash|ticket|intuitTid)":"[^"]+"/g, '"$1":"X"'],
  [/"intuitTids":\[[^\]]*\]/g, '"intuitTids":[]'],
  [/"(generation|clockGapMs)":\d+/g, '"$1":0'],
  // Positions grow; how far each goes is the store's.
  [/"cursor":"\d+"/g, '"cursor":"0"'],
  [/\bstate=[^&"]+/g, 'state=S'],
]

const plain = ({ status, headers, text }: Answer) =>
  CHANCE.reduce(
    (text, [found, word]) => text.replace(found, word),
    `${status} ${headers.get('location')} ${text}`,
  )

type Ask = (browser: Browser, stage: Stage) => Promise<Answer>

async function expectSame(
  name: string,
  ask: Ask,
  person?: [string, string, readonly ['view']],
): Promise<void> {
  const replies = await Promise.all(
    stages.map(async (stage) => plain(await ask(person ? stage.browser(...person) : stage.browser(), stage))),
  )
  expect(replies[1], name).toBe(replies[0])
  expect(replies[1]?.slice(0, 3), name).not.toBe('500')
}

describe('a host on a server answers as one on a file', () => {
  it('whatever a connection goes through', async () => {
    for (const path of ['/connections', '/operations/health', '/operations/connections'])
      await expectSame(path, (browser) => browser.get(path))
    const ids = await Promise.all(
      stages.map(async ({ browser, simulator }) => (await browser().connect(simulator.control, PERSON)).id),
    )
    const of = (stage: Stage) => `/connections/${ids[stages.indexOf(stage)]}`
    const everywhere = async (when: string) => {
      const ends = ['', '/history?limit=3', '/health?days=3', '/readiness', '/support', '/disconnect-impact']
      for (const end of ends)
        await expectSame(`${end} ${when}`, (browser, stage) => browser.get(`${of(stage)}${end}`))
      for (const path of ['/connections', '/operations/health', '/operations/connections?status=connected'])
        await expectSame(`${path} ${when}`, (browser) => browser.get(path))
      await expectSame(`a viewer ${when}`, (browser, stage) => browser.get(of(stage)), [
        'harbor',
        'mia',
        VIEWER,
      ])
      await expectSame(`a stranger ${when}`, (browser, stage) => browser.get(of(stage)), [
        'other',
        'eve',
        VIEWER,
      ])
    }
    await everywhere('when connected')
    await expectSame('verify', (browser, stage) => browser.post(`${of(stage)}/verify`))
    for (const days of [8, 60, 101]) {
      for (const { simulator, adapter } of stages) {
        simulator.control.clock.advance(days * DAY)
        await adapter.runDueWork()
      }
      await everywhere(`${days} days on`)
    }
    const end = { why: 'other', deleteData: true }
    await expectSame('disconnect', (browser, stage) => browser.post(`${of(stage)}/disconnect`, end))
    await everywhere('when disconnected')
  })

  it.each([
    '/connections/%00',
    '/connections/a%00b/history',
    '/connections/%F0%9F%98%80',
    `/attempts/${'x'.repeat(3_000)}`,
    '/attempts/%00',
    '/operations/connections?cursor=%00',
    '/operations/connections?cursor=zzz',
    '/callback?state=a%00b&code=x&realmId=1',
    '/disconnected?realmId=%00',
  ])('GET %s', async (path) => {
    await expectSame(path, (browser) => browser.get(path))
  })

  it.each([
    { mode: 'popup', connectionId: 'a\0b' },
    { mode: 'popup', intent: { text: 'x\0y 😀' } },
    { mode: 'popup', returnTo: '/\0' },
  ])('POST /connections/authorize %j', async (body) => {
    await expectSame('authorize', (browser) => browser.post('/connections/authorize', body))
  })
})
