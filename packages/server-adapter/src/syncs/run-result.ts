// What a host gets from a guarded run.

/** How a guarded run ended. */
export type RunResult<T> =
  | { readonly outcome: 'succeeded'; readonly result: T }
  /** A person is needed; `sync.resumed` asks the host to run again. */
  | { readonly outcome: 'paused' }
