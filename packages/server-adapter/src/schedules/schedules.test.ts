// Schedules over a store that fails.
import { describe, expect, it } from 'vitest'
import type { Deps } from '../deps.ts'
import { createSchedules } from './schedules.ts'

const NOW = 1_800_000_000_000
const away = async (): Promise<never> => {
  throw new Error('the store is away')
}

/** Schedules whose store answers reads as given, and no write. */
function over(connections: { page: () => Promise<unknown>; scheduleDue: () => Promise<unknown> }) {
  const reads = { connections }
  const store = { read: (work: (tx: unknown) => unknown) => work(reads), write: away }
  const config = { now: () => NOW, logger: { warn: () => {} } }
  const deps = { store, config, wake: () => {} } as unknown as Deps
  const schedules = createSchedules(deps, { syncs: { run: away }, connections: { forHost: away } })
  schedules.add(null, 'invoices', { every: '1h' }, async () => {})
  const dueSince = () => schedules.work.dueSince(reads as never, NOW)
  return { run: () => schedules.work.run(NOW), dueSince }
}

describe('schedules', () => {
  it('count no row that could not be written: it would be begun again at once', async () => {
    const { run } = over({ page: async () => [], scheduleDue: async () => [{ id: 'con_1' }] })
    expect(await run()).toBe(0)
  })

  it('check all connections again where that failed', async () => {
    const { run, dueSince } = over({ page: away, scheduleDue: async () => [] })
    await expect(run()).rejects.toThrow('the store is away')
    expect(await dueSince()).toBe(NOW)
  })
})
