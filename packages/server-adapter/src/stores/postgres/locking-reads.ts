// The note of the month's quota is read with every run that begins: only who writes it holds it.
import type { Repositories } from '../store.ts'
import { PostgresFailure } from './postgres-error.ts'
import type { Hold } from './write-transaction.ts'

export function heldReads({ reads }: Repositories, hold: Hold): Repositories['reads'] {
  let read: string | undefined
  return {
    ...reads,
    async quota() {
      const note = await reads.quota()
      read = JSON.stringify(note)
      return note
    },
    async setQuota(note) {
      await hold('quota')
      const now = JSON.stringify(await reads.quota())
      if (read !== undefined && read !== now) throw new PostgresFailure('MOORING_RACE')
      await reads.setQuota(note)
      read = JSON.stringify(note)
    },
  }
}
