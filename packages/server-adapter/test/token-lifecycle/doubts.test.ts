// One answer to a request of the host's decides nothing: the company is read, at most once in ten minutes, and that decides.
import { afterEach, describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/platform/clock.ts'
import { usePostgres } from '../instances/postgres-stage.ts'
import { HARBOR, type Stage } from '../stage.ts'
import { KEY } from './test-deps.ts'

const INVOICES = `/query?query=${encodeURIComponent('select * from Invoice')}`
const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

const ground = usePostgres()
let stage: Stage
let id: string

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const calls = (route: 'token' | 'company' | 'query') => control().requests({ route }).length
const ask = () => books().request(id, INVOICES)
const standing = async () => {
  const { status, reason, usable } = await books().connections.get(id)
  return [status, reason, usable]
}
const WELL = ['connected', null, true]

async function connect(opening: Promise<Stage>): Promise<void> {
  stage = await opening
  id = (await stage.browser().connect(control(), HARBOR_TEA)).id
  control().clearRequests()
}

/** Intuit's own shapes of a refusal: the service's, the gateway's, and the service's XML. */
const service = (code: string) => JSON.stringify({ Fault: { Error: [{ Message: 'No', code }], type: 'X' } })
const gateway = (code: string) =>
  JSON.stringify({ warnings: null, fault: { error: [{ message: 'no', code }], type: 'SERVICE' } })
const xml = (code: string) =>
  `<IntuitResponse><Fault type="X"><Error code="${code}"/></Fault></IntuitResponse>`
const batch = (code: string) =>
  JSON.stringify({
    BatchItemResponse: [
      { bId: '1', Invoice: {} },
      { bId: '2', Fault: { Error: [{ code }] } },
    ],
  })

const refuse = (status: number, body: string) =>
  control().fault({ route: 'query', kind: 'status', status, body })

describe.each([
  ['SQLite', () => ground.openOnFile({ encryptionKeys: [KEY] })],
  ['Postgres', () => ground.open()],
] as const)('on %s', (_store, open) => {
  it.each([
    [120, 403, service('120')],
    [120, 200, service('120')],
    [130, 401, xml('130')],
    [140, 403, service('140')],
    [140, 200, batch('140')],
    [150, 503, service('150')],
    [150, 400, service('150')],
    [3100, 403, gateway('3100')],
    [3100, 200, gateway('3100')],
    [6190, 400, service('6190')],
    [6190, 200, xml('6190')],
  ])(
    'a lone %i with status %i is handed on, and a company that can be read stays well',
    async (_code, status, body) => {
      await connect(open())
      refuse(status, body)
      const answer = await ask()
      expect([answer.status, await answer.text()]).toEqual([status, body])
      expect(await standing()).toEqual(WELL)
      expect(calls('company')).toBe(1)
      expect(calls('token')).toBe(status === 401 ? 1 : 0)
      expect(stage.events.filter(({ type }) => type === 'connection.blocked')).toEqual([])
    },
  )

  it('costs one read in ten minutes, in all processes together', async () => {
    await connect(open())
    refuse(400, service('6190'))
    await Promise.all([ask(), ask(), ask()])
    await stage.restart()
    await ask()
    control().clock.advance(9 * MINUTE)
    await ask()
    expect(calls('company')).toBe(1)
    control().clock.advance(MINUTE)
    await ask()
    await ask()
    expect(calls('company')).toBe(2)
    expect(await standing()).toEqual(WELL)
  })

  it('is the company’s own word where its read is refused too', async () => {
    await connect(open())
    control().companies.update(HARBOR, { locked: true })
    const answer = await ask()
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('Company Locked Out')
    expect(await standing()).toEqual(['blocked', 'company_locked', false])
    const page = await stage.browser().get<{ entries: object[] }>(`/connections/${id}/history`)
    expect(page.body.entries).toContainEqual(
      expect.objectContaining({ type: 'request.refused', outcome: 'refused', code: '140' }),
    )
  })
})

describe('on a file', () => {
  afterEach(() => control().clearFaults())

  it('a 401 that a new token does not cure leads to one read, and that decides', async () => {
    await connect(ground.openOnFile())
    control().fault({ route: 'query', kind: 'lower-case-401' })
    expect((await ask()).status).toBe(401)
    expect([calls('token'), calls('company')]).toEqual([1, 1])
    expect(await standing()).toEqual(WELL)
  })

  it('a 401 that every read gets is checked once more before it counts', async () => {
    await connect(ground.openOnFile())
    control().fault({ route: 'query', kind: 'status', status: 401, body: xml('130') })
    control().fault({ route: 'company', kind: 'status', status: 401, body: xml('130') })
    expect((await ask()).status).toBe(401)
    expect([calls('token'), calls('company')]).toEqual([1, 1])
    expect(await standing()).toEqual(['blocked', 'app_misconfigured', false])
  })

  it('other refusals and other answers read nothing', async () => {
    await connect(ground.openOnFile())
    for (const body of [
      service('6240'),
      '{"QueryResponse":{"Customer":[{"DisplayName":"Default, code 6190"}]}}',
    ])
      for (const status of [200, 400]) {
        const lift = refuse(status, body)
        expect(await (await ask()).text()).toBe(body)
        lift()
      }
    expect(calls('company')).toBe(0)
  })

  it('a large answer comes whole', async () => {
    await connect(ground.openOnFile())
    const body = JSON.stringify({ BatchItemResponse: [{ Invoice: { Line: 'x'.repeat(300_000) } }] })
    refuse(200, body)
    expect(await (await ask()).text()).toBe(body)
    expect(calls('company')).toBe(0)
  })

  it('a read that Intuit throttles decides nothing', async () => {
    await connect(ground.openOnFile())
    refuse(400, service('6190'))
    control().fault({ route: 'company', kind: 'json-429', times: 1 })
    await ask()
    expect(await standing()).toEqual(WELL)
  })
})
