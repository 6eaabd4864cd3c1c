// Events whose effects happen once in the host's own database, however often they come.
import type { HostEvent } from '@mooring/contract'
import type { Pool, PoolClient } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { onceById } from '../src/index.ts'
import { hostPool } from './postgres/host-pool.ts'
import { useDatabase } from './postgres/use-database.ts'
import { openStage } from './stage.ts'

const url = useDatabase()
let pool: Pool
beforeEach(async () => {
  pool = hostPool({ connectionString: url() })
  await pool.query('create table if not exists effects (event text)')
  await pool.query('truncate effects')
})
afterEach(() => pool.end())

const eventOf = (id: string): HostEvent => ({
  id,
  type: 'sync.succeeded',
  at: '2026-11-21T09:00:00.000Z',
  tenantId: 'harbor',
  connectionId: 'con_1',
  sequence: 1,
  actor: null,
  data: { runId: 'run_1' },
})
const effects = async () => (await pool.query('select event from effects order by event')).rows
const note = async ({ id }: HostEvent, client: PoolClient) =>
  void (await client.query('insert into effects values ($1)', [id]))

describe('onceById', () => {
  it('handles an event once, also where it comes again, and at the same time in several processes', async () => {
    const processes = [1, 2, 3].map(() => onceById({ pool }, note))
    await Promise.all(processes.map((handle) => handle(eventOf('evt_same'))))
    for (const handle of processes) await handle(eventOf('evt_same'))
    await processes[0]?.(eventOf('evt_other'))
    expect(await effects()).toEqual([{ event: 'evt_other' }, { event: 'evt_same' }])
  })

  it('takes back what a handler did that throws, and handles the event when it comes again', async () => {
    let fails = true
    const handle = onceById({ pool, table: 'public.seen_by_host' }, async (event, client: PoolClient) => {
      await note(event, client)
      if (fails) throw new Error('not this time')
    })
    await expect(handle(eventOf('evt_thrown'))).rejects.toThrow('not this time')
    expect(await effects()).toEqual([])
    fails = false
    await handle(eventOf('evt_thrown'))
    await handle(eventOf('evt_thrown'))
    expect(await effects()).toEqual([{ event: 'evt_thrown' }])
  })

  it('takes no event for handled whose handler hides that a statement failed', async () => {
    const handle = onceById({ pool }, async (event, client: PoolClient) => {
      await note(event, client)
      await client.query('select nonsense').catch(() => {})
    })
    await expect(handle(eventOf('evt_hidden'))).rejects.toThrow('a statement of the handler failed')
    expect(await effects()).toEqual([])
  })

  it('gives every client back, and one that was cut off to no one', async () => {
    const handle = onceById({ pool }, async (event, client: PoolClient) => {
      await note(event, client)
      if (event.id === 'evt_cut') await client.query('select pg_terminate_backend(pg_backend_pid())')
    })
    await expect(handle(eventOf('evt_cut'))).rejects.toThrow()
    for (let count = 0; count < 20; count++) await handle(eventOf(`evt_${count}`))
    expect(await effects()).toHaveLength(20)
    expect(pool.waitingCount).toBe(0)
    expect(pool.idleCount).toBe(pool.totalCount)
  })

  it('does not wait for another that hangs with the same event as long as a delivery may take', async () => {
    let timeout: unknown
    const handle = onceById({ pool }, async (_event, client: PoolClient) => {
      timeout = (await client.query('show lock_timeout')).rows
    })
    await handle(eventOf('evt_waits'))
    expect(timeout).toEqual([{ lock_timeout: '20s' }])
  })

  it('needs no right to make a table that is there', async () => {
    const asked: string[] = []
    const query = async (text: string) => {
      asked.push(text)
      if (text.startsWith('create')) throw Object.assign(new Error('permission denied'), { code: '42501' })
      return { rowCount: 1 }
    }
    const limited = { connect: async () => ({ query, release: () => {} }) }
    await onceById({ pool: limited }, () => {})(eventOf('evt_limited'))
    expect(asked.at(-1)).toBe('commit')
  })

  it('is an onEvent: an event that comes again has one effect', async () => {
    const handle = onceById({ pool }, note)
    let isLost = true
    await using stage = await openStage({
      onEvent: async (event) => {
        await handle(event)
        // The effect is there, and the adapter does not hear of it.
        if (isLost && event.type === 'connection.confirmed') {
          isLost = false
          throw new Error('the answer got lost')
        }
      },
    })
    const { id } = await stage
      .browser()
      .connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
    await stage.adapter.runDueWork()
    stage.simulator.control.clock.advance(10_000)
    await stage.adapter.runDueWork()
    const received = await effects()
    expect(isLost).toBe(false)
    expect(received).toHaveLength(new Set(received.map(({ event }) => event)).size)
    expect(received.length).toBeGreaterThan(1)
    expect(id).toMatch(/^con_/)
  })

  it.each([
    [{ pool: {} }, 'pool'],
    [{ table: 'effects; drop table effects' }, 'table'],
    [{ keepDays: 1 }, 'keepDays'],
  ])('refuses %o', (options, named) => {
    expect(() => onceById({ pool, ...options } as never, note as never)).toThrow(`onceById: ${named}`)
  })
})
