// One kind of background work.
import type { ReadRepositories } from '../stores/store.ts'

/** What one process has in hand no other does: each thing is taken in a write of its own before it is done. */
export interface Job {
  readonly name: string
  /**
   * Since when there is what `run` would do at `now`: an adapter that leaves it undone for long is not ready. Asked often: one query,
   * by an index.
   * @param now ms since the epoch
   * @returns ms since the epoch; `now` itself where nothing goes wrong by its waiting, or no one knows since when it does; null
   *   where nothing is due
   */
  dueSince(tx: ReadRepositories, now: number): Promise<number | null>
  /**
   * Does what is due at `now` (ms since the epoch), a page of it at a time.
   * @returns how much was done; 0 where nothing is left
   */
  run(now: number): Promise<number>
  /** True where one run must not wait for another of its own: it may hang on the host. Default false. */
  readonly overlaps?: boolean
}
