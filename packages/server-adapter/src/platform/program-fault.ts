// Errors that a program makes, as opposed to a network, a disk or a database.

/**
 * True for what a fault in code throws: TypeError, ReferenceError, RangeError. The platform's `fetch` also throws a
 * TypeError where the network fails; that one has a cause.
 */
export const isProgramFault = (error: unknown): error is Error =>
  (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError) &&
  error.cause === undefined
