// What a read sees: the store at one moment. A single statement sees that by itself; a read with more opens a transaction. What is
// asked side by side goes out in one message.
import type { CompiledQuery, QueryResult } from 'kysely'
import { bare, Outbox } from './outbox.ts'
import { PostgresFailure } from './postgres-error.ts'
import { Link, resultOf } from './postgres-link.ts'
import { BEGIN_READING, type Database } from './postgres-setting.ts'

/** What reads did the last time, by their first statement. */
export interface ReadHabits {
  /** Asked alone first, then more: such a read begins with a transaction. */
  readonly followed: Set<string>
  /** Asked side by side with others, and nothing after their answers: such a read ends with the message that begins it. */
  readonly atOnce: Set<string>
}

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
  #messages = 0
  /** How many statements were there to begin with. */
  #begunWith = 0
  /** The first message has ended the transaction. */
  #isEnded = false
  /** Settled once all that was sent is answered; never rejects. */
  #answered: Promise<unknown> = Promise.resolve()

  /** @param habits null for a view that begins with a transaction whatever comes */
  constructor(database: Database, habits: ReadHabits | null) {
    this.#database = database
    this.#habits = habits
  }

  /** A query came, and it may not see the moment of those before it. */
  get needsTransaction(): boolean {
    return this.#isEnded ? this.#queries > this.#begunWith : !this.#inTransaction && this.#queries > 1
  }

  async execute<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.#queries++
    this.#first ??= query.sql
    if (this.#isEnded || (this.#isBegun && !this.#inTransaction)) throw new PostgresFailure('MOORING_RACE')
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
    this.#messages++
    const delivered = link.deliver(parcel.statements)
    this.#answered = delivered.catch(() => {})
    try {
      parcel.arrive(await delivered)
    } catch (error) {
      this.#broken = true
      parcel.fail(error)
    }
  }

  #begin(): void {
    this.#isBegun = true
    this.#begunWith = this.#queries
    const isAlone = this.#queries === 1
    const first = this.#first ?? ''
    this.#inTransaction = this.#habits === null || !isAlone || this.#habits.followed.has(first)
    if (this.#inTransaction) this.#unsent.putFirst(...BEGIN_READING.map(bare))
    if (isAlone || !this.#habits?.atOnce.has(first)) return
    this.#isEnded = true
    this.#unsent.put(bare('commit'))
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
    const { followed, atOnce } = this.#habits
    if (this.#begunWith > 1) note(atOnce, this.#first, this.#messages === 1 && !this.needsTransaction)
    else note(followed, this.#first, this.#queries > 1)
  }

  async #give(link: Link): Promise<void> {
    // Work that failed may have ended before its answers: who takes the connection next would wait for them.
    await this.#answered
    if (!this.#inTransaction || (this.#isEnded && !this.#broken)) return link.release(this.#broken)
    const { command } = await link.send('commit').catch(() => ({ command: '' }))
    link.release(command === '')
  }
}

const note = (habit: Set<string>, statement: string, isSo: boolean): unknown =>
  isSo ? habit.add(statement) : habit.delete(statement)
