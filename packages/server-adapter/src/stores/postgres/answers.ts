// What a transaction has asked already: the same question gets the same answer until it writes to a table that the question
// reads, or waits for a lock.
import type { QueryResult } from 'kysely'
import type { Statement } from './literal.ts'

type Answer = Promise<QueryResult<unknown>>

const NAME = '"(?:[^"]|"")*"'
const TABLES = new RegExp(`${NAME}\\.(${NAME})`, 'g')
const WRITTEN = new RegExp(`^(?:insert into|update|delete from) ${NAME}\\.(${NAME})`)

const questionOf = ({ sql, parameters }: Statement): string => JSON.stringify([sql, parameters])

export class Answers {
  #known = new Map<string, { readonly answer: Answer; readonly tables: ReadonlySet<string> }>()

  get<R>(question: Statement): Promise<QueryResult<R>> | undefined {
    return this.#known.get(questionOf(question))?.answer as Promise<QueryResult<R>> | undefined
  }

  set(question: Statement, answer: Answer): void {
    // Some columns have the name of a table: then a table too many is noted, never one too few.
    const tables = new Set([...question.sql.matchAll(TABLES)].map(([, table]) => String(table)))
    this.#known.set(questionOf(question), { answer, tables })
  }

  noteWrite({ sql }: Statement): void {
    const written = WRITTEN.exec(sql)?.[1]
    for (const [question, { tables }] of this.#known)
      if (written === undefined || tables.has(written)) this.#known.delete(question)
  }

  forget(): void {
    this.#known.clear()
  }
}
