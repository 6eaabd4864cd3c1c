// What refreshes go by, read together: on a server, all that is asked for in one turn of the event loop is one message.
import type { Deps } from '../deps.ts'
import type { Store } from '../stores/store.ts'
import { refreshStateOf, type StoredState, stateIn } from './refresh-intent.ts'

/** One read from outside a transaction, begun after it is asked for. */
export type ReadState = (connectionId: string) => Promise<StoredState>

/** Connections in one message: each is answered with some 3 kB. */
const MOST = 100

type Answers = PromiseSettledResult<StoredState>[]

/** One row that can't be read fails alone; what fails for all of them, the store tries again. */
const statesOf = (store: Store, ids: readonly string[]): Promise<Answers> =>
  store.read(async (tx) => {
    const answers = await Promise.allSettled(ids.map((id) => stateIn(tx, id)))
    const [first] = answers
    if (first?.status === 'rejected' && answers.every(({ status }) => status === 'rejected'))
      throw first.reason
    return answers
  })

export function createStateReads({ store, random }: Pick<Deps, 'store' | 'random'>): ReadState {
  // In a file each row is a call by itself.
  if (store.server === undefined) return (connectionId) => refreshStateOf(store, connectionId)
  let asked = new Map<string, PromiseWithResolvers<StoredState>>()

  async function readAll(
    some: readonly (readonly [string, PromiseWithResolvers<StoredState>])[],
  ): Promise<void> {
    try {
      const answers = await statesOf(
        store,
        some.map(([id]) => id),
      )
      for (const [index, answer] of answers.entries()) {
        if (answer.status === 'fulfilled') some[index]?.[1].resolve(answer.value)
        else some[index]?.[1].reject(answer.reason)
      }
    } catch (error) {
      for (const [, { reject }] of some) reject(error)
    }
  }

  function readAsked(): void {
    // In any order: processes that are asked for the same connections at the same moment begin with different ones.
    const all = [...asked].map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at)
    asked = new Map()
    for (let from = 0; from < all.length; from += MOST)
      void readAll(all.slice(from, from + MOST).map(({ one }) => one))
  }

  return (connectionId) => {
    if (asked.size === 0) setImmediate(readAsked)
    const answer = asked.get(connectionId) ?? Promise.withResolvers<StoredState>()
    asked.set(connectionId, answer)
    return answer.promise
  }
}
