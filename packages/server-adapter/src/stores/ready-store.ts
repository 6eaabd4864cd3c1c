// A store that opens itself when first used, checks whose it is, and notifies when something was written.
import type { StoreIdentity } from './records.ts'
import {
  type ReadRepositories,
  type Repositories,
  type Store,
  StoreIdentityError,
  StoreUnavailableError,
} from './store.ts'
import { problemOfMove } from './store-move.ts'

export interface ReadyOptions {
  readonly identity: StoreIdentity
  /** Called after each write that was committed. */
  readonly onWritten: () => void
}

/** A store that is ready when it is used. */
export interface ReadyStore extends Store {
  /** How many writes were tried: what was read before the last one may be old. */
  readonly writes: () => number
}

/**
 * Wraps a store. Opening that failed is tried again at the next use.
 * @returns the store; every call may reject with StoreIdentityError where it belongs to another app
 */
export function readyStore(store: Store, { identity, onWritten }: ReadyOptions): ReadyStore {
  let writes = 0
  let opening: Promise<void> | null = null

  function ready(): Promise<void> {
    opening ??= open().catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }

  async function open(): Promise<void> {
    await store.open()
    const { stored, move } = await store.read(async ({ meta }) => ({
      stored: await meta.identity(),
      move: await meta.move(),
    }))
    const problem = move && problemOfMove(move)
    if (problem)
      throw new StoreUnavailableError(`This store ${problem}`, { retryable: move.state !== 'moved' })
    if (stored !== null) checkIdentity(stored, identity)
    if (isWhole(stored, identity)) return
    await store.write(async ({ meta }) => {
      const now = await meta.identity()
      // Another process may have been first.
      if (now !== null) checkIdentity(now, identity)
      if (!isWhole(now, identity)) await meta.setIdentity({ ...now, ...identity })
    })
  }

  return {
    open: ready,
    async read<T>(work: (tx: ReadRepositories) => Promise<T>): Promise<T> {
      await ready()
      return await store.read(work)
    },
    async write<T>(work: (tx: Repositories) => Promise<T>): Promise<T> {
      await ready()
      try {
        const result = await store.write(work)
        onWritten()
        return result
      } finally {
        // Also where it failed: the word of a commit can get lost, the commit itself not.
        writes++
      }
    },
    writes: () => writes,
    ...(store.version === undefined ? {} : { version: () => store.version?.() ?? null }),
    ...(store.server === undefined ? {} : { server: store.server }),
    close: async () => await store.close(),
  }
}

/** Whether all is stored that this version stores of itself. */
const isWhole = (stored: StoreIdentity | null, own: StoreIdentity): boolean =>
  stored !== null && (stored.redirectUri !== undefined || own.redirectUri === undefined)

const SAID = { clientId: 'client id', environment: 'environment', redirectOrigin: 'redirect origin' } as const

function othersIn(stored: StoreIdentity, own: StoreIdentity): string[] {
  const keys = Object.keys(SAID) as (keyof typeof SAID)[]
  const others: string[] = keys.filter((key) => stored[key] !== own[key]).map((key) => SAID[key])
  const known = stored.redirectUri !== undefined && own.redirectUri !== undefined
  const isElsewhere = known && stored.redirectUri !== own.redirectUri
  // Another origin says it already.
  return isElsewhere && stored.redirectOrigin === own.redirectOrigin ? [...others, 'redirect URI'] : others
}

function checkIdentity(stored: StoreIdentity, own: StoreIdentity): void {
  const others = othersIn(stored, own)
  if (others.length === 0) return
  throw new StoreIdentityError(
    `This store has the connections of another ${others.join(' and ')}. Give this adapter a store of its own: two apps that refresh the same tokens kill them. Where it is the same app at a new address, docs/stores/README.md says how it takes its store along.`,
  )
}
