// What a transaction has yet to send, in order: statements that need no answer, and questions whose answers are waited for.
import type { Statement } from './literal.ts'
import type { PostgresResult } from './postgres-pool.ts'

interface Pending {
  readonly statement: Statement
  readonly answer: PromiseWithResolvers<PostgresResult> | null
}

/** What goes out in one message. */
export class Parcel {
  readonly #pending: readonly Pending[]

  constructor(pending: readonly Pending[]) {
    this.#pending = pending
  }

  get statements(): readonly Statement[] {
    return this.#pending.map(({ statement }) => statement)
  }

  /** @param results one for each statement */
  arrive(results: readonly PostgresResult[]): void {
    for (const [index, { answer }] of this.#pending.entries())
      answer?.resolve(results[index] as PostgresResult)
  }

  fail(error: unknown): void {
    for (const { answer } of this.#pending) answer?.reject(error)
  }
}

export const bare = (sql: string): Statement => ({ sql, parameters: [] })

/** Questions that are asked side by side go in one message, with all that was put in before them. */
export class Outbox {
  #pending: Pending[] = []

  put(...statements: readonly Statement[]): void {
    for (const statement of statements) this.#pending.push({ statement, answer: null })
  }

  putFirst(...statements: readonly Statement[]): void {
    this.#pending.unshift(...statements.map((statement) => ({ statement, answer: null })))
  }

  ask(statement: Statement): Promise<PostgresResult> {
    const answer = Promise.withResolvers<PostgresResult>()
    this.#pending.push({ statement, answer })
    return answer.promise
  }

  get isEmpty(): boolean {
    return this.#pending.length === 0
  }

  /** All that is in it, which is then empty. */
  take(): Parcel {
    const parcel = new Parcel(this.#pending)
    this.#pending = []
    return parcel
  }
}
