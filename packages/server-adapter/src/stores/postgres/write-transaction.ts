// One transaction that writes: begins with its first question, locks what it works on, and decides what became of a commit
// whose answer got lost. Statements that need no answer are sent with the next one that does.
import { randomUUID } from 'node:crypto'
import type { CompiledQuery, QueryResult } from 'kysely'
import { decideCommit } from './commit-marks.ts'
import { DeferredWrites } from './deferred-writes.ts'
import { literal, withValues } from './literal.ts'
import { PostgresFailure, remedyOf } from './postgres-error.ts'
import { Link, resultOf } from './postgres-link.ts'
import type { PostgresResult } from './postgres-pool.ts'
import { BOUNDS, holdSql, LOCK_MS, MIGRATION_MS, type Place, tableOf } from './postgres-setting.ts'

/** Keeps others waiting for a name, from now until the end of the transaction. */
export type Hold = (name: string) => Promise<void>

/** Marks of this process whose commits are certain: each later transaction sweeps some away. */
export type SettledMarks = string[]

const SWEPT_AT_ONCE = 4

export class WriteTransaction {
  readonly closing = new DeferredWrites()
  readonly #place: Place
  readonly #settled: SettledMarks
  readonly #held = new Set<string>()
  /** Answers to what was asked since the last write or lock: the same question gets the same answer. */
  #answers = new Map<string, QueryResult<unknown>>()
  #unsent: string[] = []
  /** How long the unsent may wait for locks, ms. */
  #patience = 0
  #link: Promise<Link> | null = null
  #failure: unknown = null
  #written = false
  #unhurried = false

  constructor(place: Place, settled: SettledMarks) {
    this.#place = place
    this.#settled = settled
  }

  /** Waits until nobody else works on this, and keeps others waiting until the end of the transaction. */
  async hold(name: string): Promise<void> {
    if (this.#held.has(name)) return
    this.#held.add(name)
    this.#unsent.push(holdSql(this.#place, name))
    this.#patience += LOCK_MS
    // What was read before the lock may have changed since.
    this.#answers = new Map()
  }

  /** For what may touch very many rows: its statements are given the time of a migration. */
  async takeTime(): Promise<void> {
    if (this.#unhurried) return
    this.#unhurried = true
    this.#unsent.push(`set local statement_timeout = ${MIGRATION_MS}`)
  }

  /** Writes without an answer: a failure shows at the next question, or at the commit. */
  async enqueue<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.#noteWrite()
    this.#unsent.push(withValues(query))
    return { rows: [], numAffectedRows: 0n }
  }

  async execute<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (query.query.kind !== 'SelectQueryNode') {
      this.#noteWrite()
      return await this.#ask<R>(query)
    }
    const question = JSON.stringify([query.sql, query.parameters])
    const answers = this.#answers
    const known = answers.get(question)
    if (known !== undefined) return known as QueryResult<R>
    const answer = await this.#ask<R>(query)
    answers.set(question, answer)
    return answer
  }

  async #ask<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return await this.#guarded(async () => {
      const link = await this.#taken()
      return this.#unsent.length === 0
        ? await link.execute<R>(query)
        : resultOf<R>(await this.#sendWithUnsent(link, [withValues(query)]))
    })
  }

  #noteWrite(): void {
    this.#written = true
    this.#answers = new Map()
  }

  /** @throws what made the transaction fail; then nothing of it is kept */
  async commit(): Promise<void> {
    if (this.#failure !== null) throw this.#failure
    const last = this.closing.statements(this.#place)
    if (last.length > 0) this.#written = true
    if (this.#written) await this.#commitMarked(last)
    else if (this.#link !== null) await this.#sendWithUnsent(await this.#link, ['commit'])
    await this.#end(false)
  }

  /** Ends it without keeping anything. */
  async rollBack(): Promise<void> {
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
      this.#unsent.unshift('begin isolation level read committed', BOUNDS)
      this.#link = Link.take(this.#place)
    }
    return this.#link
  }

  /** In one message. @returns the answer to the last statement */
  #sendWithUnsent(link: Link, statements: readonly string[]): Promise<PostgresResult> {
    const text = [...this.#unsent, ...statements].join('; ')
    const answerMs = (this.#unhurried ? MIGRATION_MS : this.#place.answerMs) + this.#patience
    this.#unsent = []
    this.#patience = 0
    link.setTimeout(answerMs)
    return link.send(text)
  }

  /** A statement that failed has ended the transaction, whatever the work makes of it. */
  async #guarded<T>(asked: () => Promise<T>): Promise<T> {
    try {
      return await asked()
    } catch (error) {
      this.#failure ??= error
      throw error
    }
  }

  async #commitMarked(last: readonly string[]): Promise<void> {
    const link = await this.#guarded(() => this.#taken())
    const mark = randomUUID()
    const commits = tableOf(this.#place, 'commits')
    const swept = this.#settled.splice(0, SWEPT_AT_ONCE)
    const statements = [
      ...(swept.length > 0
        ? [`delete from ${commits} where mark in (${swept.map(literal).join(', ')})`]
        : []),
      `insert into ${commits} (mark, kept) values (${literal(mark)}, true)`,
      ...last,
      'commit',
    ]
    try {
      const { command } = await this.#sendWithUnsent(link, statements)
      if (command !== 'COMMIT') throw new PostgresFailure('MOORING_LOST')
    } catch (error) {
      this.#failure = error
      this.#settled.push(...swept)
      // Any other failure ended the transaction for certain.
      if (remedyOf(error) !== 'reconnect') throw error
      link.release(true)
      const kept = await decideCommit(this.#place, mark)
      this.#settled.push(mark)
      if (kept) return
      throw error
    }
    this.#settled.push(mark)
  }
}
