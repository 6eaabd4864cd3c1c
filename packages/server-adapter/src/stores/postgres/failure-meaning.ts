// What a failure of the database means to the store.

/**
 * What is to be done about a failure: `again` with the work on the same server (it lost against another transaction),
 * `reconnect` and run the work again (the server or the way to it was lost), or `report` it to the caller: another try changes nothing.
 */
export type Remedy = 'again' | 'reconnect' | 'report'

/** What a failure means. */
export interface Meaning {
  readonly remedy: Remedy
  /** Said after "The Postgres database". */
  readonly sentence: string
  /** Only a change of the configuration helps. Default false. */
  readonly isLasting?: boolean
}
