// One kind of background work.

export interface Work {
  readonly name: string
  /**
   * Does what is due at `now` (ms since the epoch), a page of it at a time.
   * @returns how much was done; 0 where nothing is left
   */
  run(now: number): Promise<number>
  /** True where one run must not wait for another of its own: it may hang on the host. Default false. */
  readonly overlaps?: boolean
}
