// One transaction that writes: begins with its first question, locks what it works on, and decides what became of a commit
// whose answer got lost. Statements that need no answer are sent with the next one that does.
import { randomUUID } from 'node:crypto'
import type { CompiledQuery, QueryResult } from 'kysely'
import { Answers } from './answers.ts'
import { decideCommit, marking, sweeping, touching } from './commit-marks.ts'
import { DeferredWrites } from './deferred-writes.ts'
import { type Statement, withValues } from './literal.ts'
import { bare, Outbox, type Parcel } from './outbox.ts'
import { PostgresFailure, remedyOf } from './postgres-error.ts'
import { Link, resultOf } from './postgres-link.ts'
import type { PostgresResult } from './postgres-pool.ts'
import { BEGIN_WRITING, type Database, LOCK_MS, lockSql, MIGRATION_MS } from './postgres-setting.ts'

/** Makes others wait for a name, from now until the end of the transaction. */
export type Lock = (name: string) => Promise<void>

/** Marks of this process whose commits are certain: each later transaction sweeps some away. */
export type SettledMarks = string[]

const SWEPT_AT_ONCE = 4

/** Classes of errors after which nothing is committed: what follows a commit in its message can't meet them. */
const NOT_COMMITTED = /^(0A|22|23|26|40|42|P0)/

/** Whether nothing was committed, for certain. */
const isBeforeCommit = (error: unknown): boolean =>
  error instanceof PostgresFailure && error.code !== null && NOT_COMMITTED.test(error.code)

/** Whether the server said it: SQLSTATE has five characters, of which those of a lost connection begin with 08 or 57. */
const isAnswered = (error: unknown): boolean =>
  error instanceof PostgresFailure && error.code !== null && /^(?!08|57)[0-9A-Z]{5}$/.test(error.code)

export class WriteTransaction {
  readonly deferred = new DeferredWrites()
  readonly #database: Database
  readonly #settled: SettledMarks
  readonly #locked = new Set<string>()
  readonly #answers = new Answers()
  readonly #unsent = new Outbox()
  /** How long the unsent may wait for locks, ms. */
  #patience = 0
  #link: Promise<Link> | null = null
  #failure: unknown = null
  #written = false
  #hasLongTimeout = false
  #isSending = false
  /** Nothing more may be sent: it would run outside the transaction. */
  #isOver = false

  constructor(database: Database, settled: SettledMarks) {
    this.#database = database
    this.#settled = settled
  }

  /** Waits until no other transaction works on this, and makes others wait until the end of this one. */
  async lock(name: string): Promise<void> {
    if (this.#locked.has(name)) return
    this.lockNew(name)
    // What was read before the lock may have changed since.
    this.#answers.forget()
  }

  /** The same for what no other transaction knows of yet: nothing that was read before is about it. */
  lockNew(name: string): void {
    if (this.#locked.has(name)) return
    this.#locked.add(name)
    this.#unsent.put(bare(lockSql(this.#database, name)))
    this.#patience += LOCK_MS
  }

  /** For what may touch very many rows: its statements are given the time of a migration. */
  async extendTimeout(): Promise<void> {
    if (this.#hasLongTimeout) return
    this.#hasLongTimeout = true
    this.#unsent.put(bare(`set local statement_timeout = ${MIGRATION_MS}`))
  }

  /** Writes without an answer: a failure shows at the next question, or at the commit. */
  async enqueue<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.#noteWrite(query)
    this.#unsent.put(query)
    return { rows: [], numAffectedRows: 0n }
  }

  /** Writes one row that is known to be there: where it is not, the transaction fails and the work runs again. */
  async enqueueCertain<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.#noteWrite(query)
    const sql = `with written as (${query.sql} returning 1) select 1 / count(*) from written`
    this.#unsent.put({ sql, parameters: query.parameters })
    return { rows: [], numAffectedRows: 1n }
  }

  async execute<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (query.query.kind !== 'SelectQueryNode') {
      this.#noteWrite(query)
      return await this.#ask<R>(query)
    }
    const known = this.#answers.get<R>(query)
    if (known !== undefined) return await known
    const answer = this.#ask<R>(query)
    this.#answers.set(query, answer)
    return await answer
  }

  #noteWrite(query: Statement): void {
    this.#written = true
    this.#answers.noteWrite(query)
  }

  async #ask<R>(query: Statement): Promise<QueryResult<R>> {
    const answer = this.#unsent.ask(query)
    this.#sendSoon()
    return resultOf<R>(await answer)
  }

  /** Once all that runs now waits for something: what is asked side by side goes out together. */
  #sendSoon(): void {
    if (this.#isSending) return
    this.#isSending = true
    process.nextTick(() => void this.#sendAsked())
  }

  async #sendAsked(): Promise<void> {
    try {
      const link = this.#isOver || this.#unsent.isEmpty ? null : await this.#taken()
      this.#isSending = false
      if (link !== null && !this.#isOver) await this.#sendParcel(link, this.#unsent.take())
    } catch (error) {
      this.#isSending = false
      this.#failure ??= error
      this.#unsent.take().fail(error)
    }
  }

  /** A statement that failed has ended the transaction, whatever the work makes of it. */
  async #sendParcel(link: Link, parcel: Parcel): Promise<readonly PostgresResult[]> {
    try {
      const results = await this.#deliver(link, parcel.statements)
      parcel.arrive(results)
      return results
    } catch (error) {
      this.#failure ??= error
      parcel.fail(error)
      throw error
    }
  }

  async #deliver(link: Link, statements: readonly Statement[]): Promise<readonly PostgresResult[]> {
    link.setTimeout((this.#hasLongTimeout ? MIGRATION_MS : this.#database.answerMs) + this.#patience)
    this.#patience = 0
    return await link.deliver(statements)
  }

  /** @throws what made the transaction fail; then nothing of it is stored */
  async commit(): Promise<void> {
    if (this.#failure !== null) throw this.#failure
    if (this.#written || this.deferred.isNeeded) await this.#commitMarked()
    else if (this.#link !== null) await this.#sendLast(await this.#link, [bare('commit')])
    await this.#end(false)
  }

  /** Ends it without storing anything. */
  async rollBack(): Promise<void> {
    this.#isOver = true
    this.#unsent.take().fail(new Error('This transaction has ended.'))
    const link = await this.#link?.catch(() => null)
    if (!link) return
    const broken = await link.send('rollback').then(
      () => false,
      () => true,
    )
    // A server that refused as a standby is left, not asked again.
    await this.#end(broken || remedyOf(this.#failure) === 'reconnect')
  }

  async #end(broken: boolean): Promise<void> {
    const link = await this.#link
    link?.release(broken)
  }

  /** The connection that it runs on; what begins it is sent with the first question. */
  #taken(): Promise<Link> {
    if (this.#link === null) {
      this.#unsent.putFirst(...BEGIN_WRITING.map(bare))
      this.#link = Link.acquire(this.#database)
    }
    return this.#link
  }

  /** Nothing comes after it. @returns the answers to all that went out */
  async #sendLast(link: Link, statements: readonly Statement[]): Promise<readonly PostgresResult[]> {
    this.#unsent.put(...statements)
    this.#isOver = true
    return await this.#sendParcel(link, this.#unsent.take())
  }

  async #commitMarked(): Promise<void> {
    const link = await this.#taken().catch((error: unknown) => {
      this.#failure ??= error
      throw error
    })
    const mark = randomUUID()
    const swept = this.#settled.splice(0, SWEPT_AT_ONCE)
    try {
      await this.#sendCommit(link, mark, swept)
    } catch (error) {
      this.#failure = error
      this.#settled.push(...swept)
      if (isBeforeCommit(error)) throw error
      link.release(true)
      const hasCommitted = await decideCommit(this.#database, mark, isAnswered(error))
      this.#settled.push(mark)
      if (!hasCommitted) throw error
      this.#announce()
      return
    }
    this.#settled.push(mark)
    this.#announce()
  }

  /** Resolves once the commit is on disk. */
  async #sendCommit(link: Link, mark: string, swept: readonly string[]): Promise<void> {
    const database = this.#database
    // A lock orders the changes. It does not last until the commit is on disk: a later one that is takes it along.
    const isFlushedLater = this.deferred.hasChanges && link.isStraight
    if (!isFlushedLater) {
      const last = [
        marking(database, mark, swept),
        ...this.deferred.statements(database, false),
        bare('commit'),
      ]
      const ended = (await this.#sendLast(link, last)).at(-1)
      if (ended?.command !== 'COMMIT') throw new PostgresFailure('MOORING_LOST')
      return
    }
    const last = [
      marking(database, mark, []),
      bare('set local synchronous_commit = off'),
      ...this.deferred.statements(database, link.joins(database.ordered)),
      bare('commit'),
      bare(withValues(swept.length > 0 ? sweeping(database, swept) : touching(database, mark))),
    ]
    const [ended, flushed] = (await this.#sendLast(link, last)).slice(-2)
    if (ended?.command !== 'COMMIT') throw new PostgresFailure('MOORING_LOST')
    if (!flushed?.rowCount) await link.sendAll([bare(withValues(touching(database, mark)))])
  }

  #announce(): void {
    this.#database.announcements.add(this.deferred.subjectIds)
  }
}
