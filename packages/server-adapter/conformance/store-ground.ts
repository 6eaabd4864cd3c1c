// What the store suite stands on: a place of its own for each test.
import type { TestContext } from 'vitest'
import type { Store } from '../src/stores/store.ts'

/** An empty place where a store can live. */
export interface StoreGround {
  /** A store on this place, not opened yet; the test closes it. */
  store(): Store
  /**
   * How another process, or another store of this one, gets at the same place: a module (its URL) that exports
   * `storeAt(place: string): Store`. null where nothing is shared, as in memory.
   */
  readonly elsewhere: { readonly module: string; readonly place: string } | null
  remove(): Promise<void>
}

/** Makes a ground for one test. @param isNew where no store has been opened, so that its tables are still to be made */
export type CreateGround = (isNew?: boolean) => Promise<StoreGround>

/** Runs a test on a fresh ground with an open store, and clears both away. */
export const onGround =
  (
    createGround: CreateGround,
    test: (store: Store, ground: StoreGround, context: TestContext) => Promise<void>,
  ) =>
  async (context: TestContext): Promise<void> => {
    const ground = await createGround()
    const store = ground.store()
    try {
      await store.open()
      await test(store, ground, context)
    } finally {
      await store.close().finally(() => ground.remove())
    }
  }
