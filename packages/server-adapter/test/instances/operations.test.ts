// What an operator sees of instances on one Postgres: their clocks against the database's, all tenants page by page.

import { STATUSES } from '@mooring/contract'
import { operationsHealthSchema } from '@mooring/contract/schemas'
import { describe, expect, it } from 'vitest'
import type { OperationsPage } from '../../src/index.ts'
import { DAY, MINUTE, SECOND } from '../../src/platform/clock.ts'
import type { Stage } from '../stage.ts'
import { usePostgres } from './postgres-stage.ts'

const ground = usePostgres()
let stage: Stage

const health = async () =>
  operationsHealthSchema.parse((await stage.browser().get('/operations/health')).body)
const warnings = () => stage.log.filter(({ message }) => `${message}`.includes('clock'))

describe('the gap between the clocks of an instance and the database', () => {
  it.each([10 * MINUTE, -10 * MINUTE])(
    'of %i ms is measured, shown and told of at the start',
    async (gap) => {
      stage = await ground.open({ now: () => Date.now() + gap })
      await stage.adapter.start()
      expect(Math.abs((await health()).clockGapMs - 10 * MINUTE)).toBeLessThan(5 * SECOND)
      expect(warnings()).toHaveLength(1)
    },
  )

  it('is not there where both are right', async () => {
    stage = await ground.open({ now: Date.now })
    await stage.adapter.start()
    expect((await health()).clockGapMs).toBeLessThan(5 * SECOND)
    expect(warnings()).toEqual([])
  })

  it('is none where the store is a file', async () => {
    stage = await ground.openOnFile({ now: () => Date.now() + 10 * MINUTE })
    expect((await health()).clockGapMs).toBe(0)
  })
})

describe('the operator’s page', () => {
  it('has no connection under a status that it shows no more, before background work has written the new one', async () => {
    stage = await ground.openOnFile()
    const operator = stage.browser()
    await operator.connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
    await stage.adapter.runDueWork()
    stage.simulator.control.clock.advance(80 * DAY)
    const page = async (query: string) =>
      (await operator.get<OperationsPage>(`/operations/connections${query}`)).body
    expect((await page('')).connections).toMatchObject([{ status: 'expiring' }])
    for (const status of STATUSES) {
      const shown = await page(`?status=${status}`)
      expect(shown.nextCursor).toBeNull()
      expect(shown.connections.filter((one) => one.status !== status)).toEqual([])
      const { connections } = await stage.adapter.operations.connections({ status })
      expect(connections.filter((one) => one.status !== status)).toEqual([])
    }
    await stage.adapter.runDueWork()
    expect((await page('?status=connected')).connections).toMatchObject([{ status: 'connected' }])
  })

  it('goes through all tenants, each connection once, by status too', async () => {
    stage = await ground.open({ rateLimits: false })
    const all: string[] = []
    for (let index = 0; index < 60; index++) {
      const { connections } = stage.adapter.forTenant(`tenant-${index % 7}`)
      const realmId = String(4_620_816_365_000_000_000n + BigInt(index))
      all.push((await connections.import({ realmId, refreshToken: `x-${realmId}`, verify: 'later' })).id)
    }
    const gone = all.filter((_, index) => index % 7 === 0)
    for (const id of gone) await stage.adapter.forTenant('tenant-0').connections.disconnect(id)
    const through = async (status?: 'connected' | 'disconnected') => {
      const ids: string[] = []
      let cursor: string | null = null
      do {
        const page = await stage.adapter.operations.connections({
          status,
          ...(cursor === null ? {} : { cursor }),
        })
        ids.push(...page.connections.map(({ id }) => id))
        cursor = page.nextCursor
      } while (cursor !== null)
      return ids.toSorted()
    }
    expect(await through()).toEqual(all.toSorted())
    expect(await through('disconnected')).toEqual(gone.toSorted())
    expect((await health()).connections).toMatchObject({ connected: 51, disconnected: 9 })
  })
})
