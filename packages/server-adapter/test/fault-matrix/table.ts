// The fault matrix: for each of our calls, what becomes of each answer of Intuit's. docs/fault-matrix.md is made from it.
import { type Answer, OF_BOOKS, OF_REVOKES, OF_TOKENS } from './answers.ts'
import { EXCHANGE, FIRST_READ } from './authorization-rows.ts'
import { REFRESH, VERIFY } from './connection-rows.ts'
import { IMPORT_READ, IMPORT_REFRESH, REVOKE } from './hand-over-rows.ts'
import { REAUTHORIZE } from './reauthorization-rows.ts'
import { REQUEST } from './request-rows.ts'
import type { Row } from './seen.ts'

export interface MatrixCall {
  readonly title: string
  /** What is done. */
  readonly about: string
  /** Every answer there is to it. */
  readonly answers: readonly Answer[]
  readonly rows: readonly Row[]
}

export type CallName =
  | 'exchange'
  | 'firstRead'
  | 'reauthorize'
  | 'refresh'
  | 'verify'
  | 'request'
  | 'importRefresh'
  | 'importRead'
  | 'revoke'

export const TABLE: Readonly<Record<CallName, MatrixCall>> = {
  exchange: {
    title: 'The exchange of a code',
    about:
      'A person has consented and comes back. The code is exchanged once; whatever the answer, it is not sent again.',
    answers: OF_TOKENS,
    rows: EXCHANGE,
  },
  firstRead: {
    title: 'The first read of a company',
    about:
      'Right after the exchange the company is read, which proves that the grant is for it. While that fails for a reason that passes, the grant waits, sealed, with the attempt.',
    answers: OF_BOOKS,
    rows: FIRST_READ,
  },
  reauthorize: {
    title: 'The first read of a re-authorization',
    about:
      'The same for a connection that lives, at an Intuit that leaves the earlier grant alive. Nothing is changed before the new grant is proven; one that is refused with 401, or by an answer that holds no fault, is tried up to three times before it is given up, since it may be the only one that lives.',
    answers: OF_BOOKS,
    rows: REAUTHORIZE,
  },
  refresh: {
    title: 'A refresh',
    about: 'The access token has ended, and the host asks for one with `tokens.get`.',
    answers: OF_TOKENS,
    rows: REFRESH,
  },
  verify: {
    title: 'A read of the company of a living connection',
    about: '"Test connection", `verify`, and what a refused request leads to.',
    answers: OF_BOOKS,
    rows: VERIFY,
  },
  request: {
    title: "A request of the host's",
    about:
      '`request` asks for invoices, and Intuit answers so to that alone. No answer to it is a verdict: where one may be about the connection, the company is read, and the table before this one says what that decides. Here Intuit answers that read well. In a guarded run a 429 is waited for, and a 401 that a refresh does not cure waits for the verdict.',
    answers: OF_BOOKS,
    rows: REQUEST,
  },
  importRefresh: {
    title: 'An import: the refresh',
    about: 'A refresh token is handed over without an access token that lives, and is renewed.',
    answers: OF_TOKENS,
    rows: IMPORT_REFRESH,
  },
  importRead: {
    title: 'An import: the read of the company',
    about: 'The token is renewed, and the company is read with it.',
    answers: OF_BOOKS,
    rows: IMPORT_READ,
  },
  revoke: {
    title: 'A revoke',
    about: 'A person disconnects: the connection is off at once, and the token is given back to Intuit.',
    answers: OF_REVOKES,
    rows: REVOKE,
  },
}
