// What a failure of the database means to the store.

/**
 * What is to be done about a failure: `again` with the work on the same server (it lost against another transaction),
 * `reconnect` and run the work again (the server or the way to it was lost), or `told`: another try changes nothing.
 */
export type Remedy = 'again' | 'reconnect' | 'told'

/** What a failure means. */
export interface Meaning {
  readonly remedy: Remedy
  /** Said after "The Postgres database". */
  readonly sentence: string
  /** Only a change of the configuration mends it. Default false. */
  readonly isLasting?: boolean
}
