// Events to the host: at least once, in order per connection, a failing handler holding up only its own.
import type { HostEvent } from '@mooring/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../src/platform/clock.ts'
import { openStage, type Stage } from '../stage.ts'
import { startHost, until } from './processes.ts'
import { KEY } from './test-deps.ts'

const received: string[] = []
let broken: (event: HostEvent) => boolean
let stage: Stage
beforeEach(async () => {
  received.length = 0
  broken = () => false
  stage = await openStage({
    encryptionKeys: [KEY],
    onEvent: async (event) => {
      if (broken(event)) throw new Error('The host is down.')
      received.push(event.id)
    },
  })
})
afterEach(async () => {
  await stage.close()
})

const connect = async (company: string) =>
  (await stage.browser().connect(stage.simulator.control, { user: 'ada', company })).id
const later = (ms: number) => void stage.simulator.control.clock.advance(ms)
const runDue = () => stage.adapter.runDueWork()
const stalled = async () => (await stage.adapter.operations.health()).stalled

describe('events', () => {
  it('come once each, in the order of their sequence', async () => {
    const seen: HostEvent[] = []
    broken = (event) => {
      seen.push(event)
      return false
    }
    await connect('Harbor Tea Co.')
    await runDue()
    await runDue()
    expect(seen.map(({ type, sequence }) => [type, sequence])).toEqual([
      ['connection.connected', 1],
      ['connection.confirmed', 2],
    ])
    expect(seen[0]).toMatchObject({
      tenantId: 'harbor',
      actor: { userId: 'ada' },
      at: expect.stringMatching(/Z$/),
    })
  })

  it('that failed come again in order, with back-off, and survive a restart', async () => {
    let failures = 2
    const types: string[] = []
    broken = ({ type }) => {
      types.push(type)
      return failures-- > 0
    }
    await connect('Harbor Tea Co.')
    await runDue()
    await runDue()
    expect(types).toEqual(['connection.connected'])
    later(SECOND)
    await (await stage.restart()).runDueWork()
    later(4 * SECOND)
    await runDue()
    expect(types).toEqual([
      'connection.connected',
      'connection.connected',
      'connection.connected',
      'connection.confirmed',
    ])
    expect(received).toHaveLength(2)
  })

  it('of a failing connection delay no other, stall after 20 tries, and go on when the operator says so', async () => {
    const failing = await connect('Harbor Tea Co.')
    let tries = 0
    broken = ({ connectionId }) => {
      if (connectionId !== failing) return false
      tries++
      return true
    }
    await connect('Harbor Tea Wholesale')
    for (let round = 0; round < 25; round++) {
      await runDue()
      later(HOUR)
    }
    expect(received).toHaveLength(2)
    expect(tries).toBe(20)
    expect(await stalled()).toBe(1)
    const [queue, ...others] = await stage.adapter.operations.stalledQueues()
    expect(others).toEqual([])
    expect(queue).toMatchObject({ connectionId: failing, tenantId: 'harbor', type: 'connection.connected' })
    expect(queue).toMatchObject({ tries: 20, stalledSince: expect.stringMatching(/Z$/) })
    broken = () => false
    await runDue()
    expect(received).toHaveLength(2)
    await stage.adapter.operations.retryEvents(failing)
    await runDue()
    expect(received).toHaveLength(4)
    expect(await stalled()).toBe(0)
  })

  it('can be given up one by one', async () => {
    const failing = await connect('Harbor Tea Co.')
    let first: string | null = null
    broken = ({ id, connectionId }) => {
      first ??= id
      return connectionId === failing && id === first
    }
    for (let round = 0; round < 21; round++) {
      await runDue()
      later(HOUR)
    }
    await expect(stage.adapter.operations.skipEvent('evt_other')).rejects.toMatchObject({ code: 'not_found' })
    await stage.adapter.operations.skipEvent(first ?? '')
    await runDue()
    expect(received).toHaveLength(1)
    expect(received).not.toContain(first)
  })

  it('that were delivered by a process that died before it could note it are delivered again, in order (M07, M13, R03)', async () => {
    const companies = ['Harbor Tea Co.', 'Harbor Tea Wholesale']
    for (const company of companies) await connect(company)
    const victim = await startHost(stage, { kind: 'deliver' })
    await until(
      () => victim.reports.length === companies.length,
      'each connection’s first event is delivered',
    )
    victim.kill()
    expect(await victim.ended).toBeNull()
    await runDue()
    expect(received).toEqual([])
    later(MINUTE)
    await runDue()
    expect(received).toHaveLength(4)
    expect(new Set(received).size).toBe(4)
    expect(
      [received[0], received.find((id) => id !== received[0] && victim.reports.includes(id))].toSorted(),
    ).toEqual(victim.reports.toSorted())
  })

  it('are delivered while another connection’s handler hangs', async () => {
    let release = () => {}
    const hanging = new Promise<void>((resolve) => {
      release = resolve
    })
    const stuck = await connect('Harbor Tea Co.')
    await runDue()
    const free: string[] = []
    const adapter = await stage.restart({
      onEvent: async ({ connectionId, type }) => {
        if (connectionId === stuck) await hanging
        else free.push(type)
      },
    })
    await adapter.start()
    try {
      await adapter.forTenant('harbor').connections.disconnect(stuck)
      await connect('Harbor Tea Wholesale')
      await expect.poll(() => free).toContain('connection.confirmed')
    } finally {
      release()
    }
  })
})
