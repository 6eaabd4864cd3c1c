// One renewal of an imported token at a time, in all processes: two would end each other's.
import { IMPORT_LEASE_MS, IMPORT_WAIT_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { newId } from '../platform/ids.ts'
import type { LeaseRecord } from '../stores/records.ts'

/** Between two reads of another process' lease, ms. */
const POLL_PAUSE_MS = 250

export function createImportLease({ store, config, pause, elapsed }: Deps) {
  const inHand = new Map<string, Promise<unknown>>()

  /** @throws MooringError `intuit_unavailable` where another process has it for too long */
  async function acquire(name: string, owner: string): Promise<LeaseRecord> {
    const begun = elapsed()
    for (;;) {
      const now = config.now()
      const lease = await store.write(({ leases }) => leases.acquire(name, owner, now, now + IMPORT_LEASE_MS))
      if (lease !== null) return lease
      if (elapsed() - begun > IMPORT_WAIT_MS) throw busy()
      await pause(POLL_PAUSE_MS)
    }
  }

  return {
    async underLease<T>(tokenTag: string, work: () => Promise<T>): Promise<T> {
      const name = `import:${tokenTag}`
      const owner = newId('own')
      const { fence } = await acquire(name, owner)
      try {
        return await work()
      } finally {
        await store.write(({ leases }) => leases.release(name, owner, fence)).catch(() => {})
      }
    },
    /** After whatever this process has in hand with the token. */
    inTurn<T>(tokenTag: string, work: () => Promise<T>): Promise<T> {
      const before = inHand.get(tokenTag) ?? Promise.resolve()
      const mine = before.then(work, work)
      inHand.set(tokenTag, mine)
      const end = () => {
        if (inHand.get(tokenTag) === mine) inHand.delete(tokenTag)
      }
      mine.then(end, end)
      return mine
    },
    /** Resolves once nothing is in hand. */
    ended: async (): Promise<void> => {
      await Promise.allSettled(inHand.values())
    },
  }
}

const busy = () =>
  mooringError(
    'intuit_unavailable',
    'These tokens are being taken over by another process. Try again in a minute.',
  )
