// Refreshes take turns at the store: a stampede of them leaves connections of the pool to everybody else.
import { SECOND } from '../platform/clock.ts'
import { type Store, StoreUnavailableError } from '../stores/store.ts'

/** Transactions of refreshes at once: fewer than a pool of ten has connections. */
const WIDTH = 8
/** A turn that did not come within this time will not come: a token's caller is answered within twice that, ms. */
const LONGEST_WAIT_MS = 15 * SECOND

interface Waiter {
  readonly since: number
  readonly go: () => void
  readonly refuse: (error: StoreUnavailableError) => void
}

/** Writes first: they end what reads are waiting for, and a lease's time runs out meanwhile. */
function createTurns(elapsed: () => number) {
  const writes: Waiter[] = []
  const reads: Waiter[] = []
  let running = 0

  function next(): void {
    for (const queue of [writes, reads]) refuseLate(queue)
    const waiter = writes.shift() ?? reads.shift()
    if (waiter === undefined) running--
    else waiter.go()
  }

  function refuseLate(queue: Waiter[]): void {
    while (queue[0] !== undefined && elapsed() - queue[0].since > LONGEST_WAIT_MS)
      queue
        .shift()
        ?.refuse(new StoreUnavailableError('The store is too busy or away: its turn did not come in time.'))
  }

  async function turn(queue: Waiter[]): Promise<void> {
    if (running < WIDTH) {
      running++
      return
    }
    await new Promise<void>((go, refuse) => void queue.push({ since: elapsed(), go, refuse }))
  }

  return async <T>(kind: 'read' | 'write', work: () => Promise<T>): Promise<T> => {
    await turn(kind === 'write' ? writes : reads)
    try {
      return await work()
    } finally {
      next()
    }
  }
}

/**
 * The same store, with a bounded number of transactions at once. One file of this machine's needs no such bound.
 * @param elapsed real time, ms
 */
export function inTurns(store: Store, elapsed: () => number): Store {
  if (store.server === undefined) return store
  const turns = createTurns(elapsed)
  return {
    open: () => store.open(),
    close: () => store.close(),
    server: store.server,
    read: (work) => turns('read', () => store.read(work)),
    write: (work) => turns('write', () => store.write(work)),
  }
}
