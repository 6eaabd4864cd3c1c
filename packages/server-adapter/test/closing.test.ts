// What an instance that closes leaves to the next one: each queue after the event that is under way, at once and in order.
import type { HostEvent } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import { usePostgres } from './instances/postgres-stage.ts'
import { KEY } from './token-lifecycle/test-deps.ts'
import { inTime } from './until.ts'

const ground = usePostgres()

describe.each([
  ['a file', () => ground.openOnFile({ encryptionKeys: [KEY] })],
  ['Postgres', () => ground.open()],
] as const)('closing on %s', (_store, open) => {
  it('waits for one event of a queue, and the next instance gets those behind it without a wait', async () => {
    const stage = await open()
    const { promise: hasReceived, resolve: receive } = Promise.withResolvers<void>()
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
    const first: HostEvent[] = []
    const busy = await stage.restart({
      onEvent: async (event) => {
        first.push(event)
        receive()
        await mayEnd
      },
    })
    const { id } = await stage
      .browser()
      .connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
    await busy.forTenant('harbor').connections.disconnect(id)
    const working = busy.runDueWork()
    await hasReceived
    const closed = busy.close()
    end()
    await inTime(Promise.allSettled([closed, working]), 'it is closed')
    expect(first.map(({ sequence }) => sequence)).toEqual([1])

    const next: HostEvent[] = []
    const other = await stage.restart({ onEvent: (event) => void next.push(event) })
    await other.runDueWork()
    expect(next.map(({ sequence, type }) => [sequence, type])).toEqual([
      [2, 'connection.confirmed'],
      [3, 'connection.disconnected'],
    ])
  })
})
