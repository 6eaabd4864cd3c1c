// A doubt and a failed refresh, as the host hears of them: on a file and on Postgres.
import { beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../../src/platform/clock.ts'
import { usePostgres } from '../instances/postgres-stage.ts'
import type { Stage } from '../stage.ts'
import { KEY } from './test-deps.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const AWAY = { kind: 'html-503', route: 'token' } as const

const ground = usePostgres()

describe.each([
  ['a file', () => ground.openOnFile({ encryptionKeys: [KEY] })],
  ['Postgres', () => ground.open()],
])('on %s', (_name, open) => {
  let stage: Stage
  let id: string
  beforeEach(async () => {
    stage = await open()
    id = (await stage.browser().connect(stage.simulator.control, PERSON)).id
    await stage.adapter.runDueWork()
    stage.events.length = 0
  })
  const received = () => stage.events.map(({ type, data }) => ({ type, data }))
  const types = () => stage.events.map(({ type }) => type)

  it('each failed refresh is an event, and the doubt that comes of them is one, with its reason', async () => {
    const { clock, fault } = stage.simulator.control
    const lift = fault(AWAY)
    clock.advance(2 * HOUR)
    await expect(stage.adapter.forTenant('harbor').tokens.get(id)).rejects.toMatchObject({
      code: 'connection_unavailable',
    })
    await stage.adapter.runDueWork()
    expect(received()).toEqual([
      {
        type: 'connection.refresh_failed',
        data: {
          code: expect.any(String),
          tries: 1,
          retryAt: expect.stringMatching(/Z$/),
          status: 'checking',
          reason: 'intuit_unavailable',
        },
      },
      { type: 'connection.checking', data: { reason: 'intuit_unavailable', action: 'wait' } },
    ])
    clock.advance(30 * MINUTE)
    await stage.adapter.runDueWork()
    expect(types().slice(2)).toEqual(['connection.refresh_failed'])
    expect(stage.events.at(-1)?.data).toMatchObject({ tries: 2 })
    lift()
    clock.advance(HOUR)
    await stage.adapter.runDueWork()
    expect((await stage.adapter.forTenant('harbor').connections.get(id)).status).toBe('connected')
    expect(types()).toHaveLength(3)
  })

  it('the history has them once', async () => {
    stage.simulator.control.fault(AWAY)
    stage.simulator.control.clock.advance(2 * HOUR)
    await stage.adapter
      .forTenant('harbor')
      .tokens.get(id)
      .catch(() => {})
    const { body } = await stage
      .browser()
      .get<{ entries: { type: string }[] }>(`/connections/${id}/history?limit=2`)
    expect(body.entries.map(({ type }) => type).sort()).toEqual(['connection.checking', 'token.refresh'])
  })
})
