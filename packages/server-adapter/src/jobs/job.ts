// One kind of background work.
import type { ReadRepositories } from '../stores/store.ts'

/** What one process has in hand no other does: each thing is taken in a write of its own before it is done. */
export interface Job {
  readonly name: string
  /**
   * Whether `run` would find something to do at `now`. Asked often: one query, by an index.
   * @param now ms since the epoch
   */
  isDue(tx: ReadRepositories, now: number): Promise<boolean>
  /**
   * Does what is due at `now` (ms since the epoch), a page of it at a time.
   * @returns how much was done; 0 where nothing is left
   */
  run(now: number): Promise<number>
  /** True where one run must not wait for another of its own: it may hang on the host. Default false. */
  readonly overlaps?: boolean
}
