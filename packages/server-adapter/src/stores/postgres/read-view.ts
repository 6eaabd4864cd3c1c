// What a read sees: one moment. A single statement is that by itself; only what asks more opens a transaction. What is asked
// side by side goes out in one message.
import type { CompiledQuery, QueryResult } from 'kysely'
import { bare, Outbox } from './outbox.ts'
import { PostgresFailure } from './postgres-error.ts'
import { Link, resultOf } from './postgres-link.ts'
import { BEGIN_READING, type Database } from './postgres-setting.ts'

/** First statements that were followed by others the last time: their reads begin with a transaction. */
export type ReadHabits = Set<string>

export class ReadView {
  readonly #database: Database
  readonly #habits: ReadHabits | null
  readonly #unsent = new Outbox()
  #link: Promise<Link> | null = null
  #first: string | null = null
  #queries = 0
  /** Whether the first message is out: then what it began with can't be changed. */
  #isBegun = false
  #isSending = false
  #isOver = false
  #inTransaction = false
  #broken = false

  /** @param habits null for a view that begins with a transaction whatever comes */
  constructor(database: Database, habits: ReadHabits | null) {
    this.#database = database
    this.#habits = habits
  }

  /** A second query came, and nothing guarantees that it sees the same moment as the first. */
  get needsTransaction(): boolean {
    return !this.#inTransaction && this.#queries > 1
  }

  async execute<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.#queries++
    this.#first ??= query.sql
    if (this.#isBegun && !this.#inTransaction) throw new PostgresFailure('MOORING_RACE')
    const answer = this.#unsent.ask(query)
    this.#sendSoon()
    return resultOf<R>(await answer)
  }

  /** Once all that runs now waits for something. */
  #sendSoon(): void {
    if (this.#isSending) return
    this.#isSending = true
    process.nextTick(() => void this.#send())
  }

  async #send(): Promise<void> {
    try {
      this.#link ??= Link.acquire(this.#database)
      const link = await this.#link
      this.#isSending = false
      if (!this.#isOver) await this.#sendAsked(link)
    } catch (error) {
      this.#isSending = false
      this.#unsent.take().fail(error)
    }
  }

  async #sendAsked(link: Link): Promise<void> {
    if (!this.#isBegun) this.#begin()
    const parcel = this.#unsent.take()
    try {
      parcel.arrive(await link.deliver(parcel.statements))
    } catch (error) {
      this.#broken = true
      parcel.fail(error)
    }
  }

  #begin(): void {
    this.#isBegun = true
    this.#inTransaction = this.#habits === null || this.#queries > 1 || this.#habits.has(this.#first ?? '')
    if (this.#inTransaction) this.#unsent.putFirst(...BEGIN_READING.map(bare))
  }

  /** Gives the connection back; no caller has to wait for that. */
  end(): void {
    this.#isOver = true
    this.#unsent.take().fail(new Error('This read has ended.'))
    this.#updateHabits()
    this.#link?.then((link) => this.#give(link)).catch(() => {})
  }

  #updateHabits(): void {
    if (this.#first === null || this.#habits === null) return
    if (this.#queries > 1) this.#habits.add(this.#first)
    else this.#habits.delete(this.#first)
  }

  async #give(link: Link): Promise<void> {
    if (!this.#inTransaction) return link.release(this.#broken)
    const { command } = await link.send('commit').catch(() => ({ command: '' }))
    link.release(command === '')
  }
}
