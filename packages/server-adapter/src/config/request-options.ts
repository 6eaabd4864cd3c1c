// What a host may say of a request to Intuit.

/** What `fetch` takes, and how long the answer may take. */
export interface CompanyRequestInit extends RequestInit {
  /**
   * Milliseconds until the answer has begun, the wait for one's turn and a refresh included: a whole number up to 120,000.
   * @default 15,000; in a guarded run no limit of ours, and Intuit's own of 120 s for each try
   */
  readonly deadlineMs?: number
}

/** How a query is read. */
export interface QueryOptions extends Pick<CompanyRequestInit, 'deadlineMs' | 'signal'> {
  /** Rows asked for at once, 1 to 1,000 (Intuit's most). @default 1,000 */
  readonly pageSize?: number
}
