// The command line beside an instance that runs on Postgres.
import { expect, it } from 'vitest'
import { usePostgres } from '../instances/postgres-stage.ts'
import { openCliGround } from './cli-ground.ts'

const postgres = usePostgres()

it('explains, renews, rotates and ends, and does no work of the instance', async () => {
  const stage = await postgres.open()
  const { id } = await stage.browser().connect(stage.simulator.control, {
    user: 'ada',
    company: 'Harbor Tea Co.',
  })
  const ground = await openCliGround(stage)
  const waiting = (await stage.adapter.operations.status()).checks.eventBacklog
  expect(waiting).toBeGreaterThan(0)
  expect(await ground.json('find', id)).toMatchObject({ code: 0, data: { id, tenantId: 'harbor' } })
  expect(await ground.json('renew', id)).toMatchObject({
    code: 0,
    data: { proof: { kind: 'token_refresh' } },
  })
  expect(await ground.json('rotate-keys')).toMatchObject({ code: 0, data: { resealed: 0 } })
  expect(await ground.json('status')).toMatchObject({ code: 0, data: { checks: { eventBacklog: waiting } } })
  const { code, out } = await ground.run('doctor')
  expect([code, out]).toEqual([0, expect.stringMatching(/^ok +database clock: /m)])
})
