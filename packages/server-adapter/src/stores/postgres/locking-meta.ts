// What there is once in a store: settled by one transaction, seen by the next.
import type { MetaRepository } from '../store.ts'
import { PostgresFailure } from './postgres-error.ts'
import type { Lock } from './write-transaction.ts'

/** Settled once and by one. The incident is read with every refresh: only who writes it locks it. */
export function lockingMeta(meta: MetaRepository, lock: Lock): MetaRepository {
  let read: string | undefined
  return {
    ...meta,
    async identity() {
      await lock('meta')
      return await meta.identity()
    },
    async keyChecks() {
      await lock('meta')
      return await meta.keyChecks()
    },
    async tagKey() {
      await lock('meta')
      return await meta.tagKey()
    },
    async incident() {
      const log = await meta.incident()
      read = JSON.stringify(log)
      return log
    },
    async setIncident(log) {
      await lock('incident')
      const now = JSON.stringify(await meta.incident())
      if (read !== undefined && read !== now) throw new PostgresFailure('MOORING_RACE')
      await meta.setIncident(log)
      read = JSON.stringify(log)
    },
  }
}
