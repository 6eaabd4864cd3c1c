// What a read sees: one moment. A single statement is that by itself; only what asks more opens a transaction.
import type { CompiledQuery, QueryResult } from 'kysely'
import { PostgresFailure } from './postgres-error.ts'
import { Link } from './postgres-link.ts'
import { type Place, READ_BOUNDS } from './postgres-setting.ts'

/** First statements that were followed by others the last time: their reads begin with a transaction. */
export type ReadHabits = Set<string>

export class ReadView {
  readonly #place: Place
  readonly #habits: ReadHabits | null
  #link: Promise<Link> | null = null
  #first: string | null = null
  #queries = 0
  #whole = false
  #broken = false

  /** @param habits null for a view that begins with a transaction whatever comes */
  constructor(place: Place, habits: ReadHabits | null) {
    this.#place = place
    this.#habits = habits
  }

  /** A second query came, and nothing tells that it sees the moment of the first. */
  get fellShort(): boolean {
    return !this.#whole && this.#queries > 1
  }

  async execute<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.#queries++
    if (this.#link === null) {
      this.#first = query.sql
      this.#whole = this.#habits === null || this.#habits.has(query.sql)
      this.#link = this.#open()
    } else if (!this.#whole) throw new PostgresFailure('MOORING_RACE')
    const link = await this.#link
    try {
      return await link.execute<R>(query)
    } catch (error) {
      this.#broken = true
      throw error
    }
  }

  async #open(): Promise<Link> {
    const link = await Link.take(this.#place)
    if (!this.#whole) return link
    try {
      await link.send(`begin isolation level repeatable read read only; ${READ_BOUNDS}`)
      return link
    } catch (error) {
      link.release(true)
      throw error
    }
  }

  /** Gives the connection back; nobody has to wait for that. */
  end(): void {
    this.#learn()
    this.#link?.then((link) => this.#give(link)).catch(() => {})
  }

  #learn(): void {
    if (this.#first === null || this.#habits === null) return
    if (this.#queries > 1) this.#habits.add(this.#first)
    else this.#habits.delete(this.#first)
  }

  async #give(link: Link): Promise<void> {
    if (!this.#whole) return link.release(this.#broken)
    const { command } = await link.send('commit').catch(() => ({ command: '' }))
    link.release(command === '')
  }
}
