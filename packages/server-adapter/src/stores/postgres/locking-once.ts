// What there is once in a store.
import type { MetaRepository, Repositories } from '../store.ts'
import { PostgresFailure } from './postgres-error.ts'
import type { Lock } from './write-transaction.ts'

/** The app's identity and keys: settled by one transaction, seen by the next. */
export function lockingMeta(meta: MetaRepository, lock: Lock): MetaRepository {
  const locked =
    <R>(call: () => Promise<R>) =>
    async (): Promise<R> => {
      await lock('meta')
      return await call()
    }
  const incident = lockedWhenWritten('incident', lock, { get: meta.incident, set: meta.setIncident })
  return {
    ...meta,
    identity: locked(meta.identity),
    keyChecks: locked(meta.keyChecks),
    tagKey: locked(meta.tagKey),
    incident: incident.get,
    setIncident: incident.set,
  }
}

export function lockingReads(reads: Repositories['reads'], lock: Lock): Repositories['reads'] {
  const quota = lockedWhenWritten('quota', lock, { get: reads.quota, set: reads.setQuota })
  return { ...reads, quota: quota.get, setQuota: quota.set }
}

interface Value<T> {
  readonly get: () => Promise<T | null>
  readonly set: (value: T) => Promise<void>
}

/**
 * A value that many transactions read and few write: only those that write lock it. Where it has changed since the transaction
 * read it, the transaction runs again.
 */
function lockedWhenWritten<T>(name: string, lock: Lock, { get, set }: Value<T>): Value<T> {
  let read: string | undefined
  return {
    async get() {
      const value = await get()
      read = JSON.stringify(value)
      return value
    },
    async set(value) {
      await lock(name)
      const now = JSON.stringify(await get())
      if (read !== undefined && read !== now) throw new PostgresFailure('MOORING_RACE')
      await set(value)
      read = JSON.stringify(value)
    },
  }
}
