// How long a call to Intuit may take, and how much of an answer is read.

/** Milliseconds, from the request's start to the last byte of its answer. */
export interface Deadlines {
  readonly token: number
  readonly company: number
  readonly request: number
}

/** Bytes. A token reply is under 6 kB and a company under 10 kB: more is a mistake or an attack. */
export const MAX_ANSWER_BYTES = 64 * 1024

export const DEADLINES: Deadlines = {
  /** Shorter than a refresh lease (18 s), so that a lease never runs out under its call. */
  token: 10_000,
  /** Reading a company is slower than renewing a token, and costs nothing when it is cut. */
  company: 15_000,
  /** Intuit cuts a request of its accounting API at 120 s. */
  request: 120_000,
}
