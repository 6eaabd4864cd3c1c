// A reported run that is taken for lost while its last report comes.
import { expect, it } from 'vitest'
import { sampleConnection } from '../../conformance/sample-records.ts'
import type { Deps } from '../deps.ts'
import { takeReport } from './reported-runs.ts'

const NOW = 1_800_000_000_000
const RUN = { id: 'run_1', aliveUntil: NOW - 1, checkpoint: null, isReported: true } as const

it('answers `done` as to a run that is over where another ended it first', async () => {
  const sample = sampleConnection('con_1')
  let row = { ...sample, sync: { ...sample.sync, run: RUN as typeof RUN | null } }
  const tx = { connections: { get: async () => row }, reads: { quota: async () => null } }
  const store = {
    read: (work: (given: unknown) => unknown) => work(tx),
    write: (work: (given: unknown) => unknown) => {
      row = { ...row, sync: { ...row.sync, run: null } }
      return work(tx)
    },
  }
  const config = { now: () => NOW, quota: { readsPerMonth: null, warnAt: 0.8, pauseRuns: false } }
  const done = { step: 'done', tenantId: row.tenantId, connectionId: row.id, runId: RUN.id } as const
  await expect(takeReport({ store, config } as unknown as Deps, done)).rejects.toMatchObject({
    code: 'not_found',
  })
})
