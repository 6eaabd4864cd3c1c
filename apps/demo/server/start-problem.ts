// A reason the demo can't start, in one sentence a person can act on.

/** Thrown while starting; its message is printed alone, without a stack. */
export class StartProblem extends Error {}

/** The code Node gives a system error ("EADDRINUSE"), or null. */
export const systemCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
