// The note of the month's quota is read with every run that begins: only who writes it locks it.
import type { Repositories } from '../store.ts'
import { PostgresFailure } from './postgres-error.ts'
import type { Lock } from './write-transaction.ts'

export function lockingReads({ reads }: Repositories, lock: Lock): Repositories['reads'] {
  let read: string | undefined
  return {
    ...reads,
    async quota() {
      const note = await reads.quota()
      read = JSON.stringify(note)
      return note
    },
    async setQuota(note) {
      await lock('quota')
      const now = JSON.stringify(await reads.quota())
      if (read !== undefined && read !== now) throw new PostgresFailure('MOORING_RACE')
      await reads.setQuota(note)
      read = JSON.stringify(note)
    },
  }
}
