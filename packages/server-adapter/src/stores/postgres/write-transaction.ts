// One transaction that writes: begins with its first query, holds what it works on, and decides what a lost commit came to.
import { randomUUID } from 'node:crypto'
import type { CompiledQuery, QueryResult } from 'kysely'
import { ClosingWrites } from './closing-writes.ts'
import { decideCommit } from './commit-marks.ts'
import { literal } from './literal.ts'
import { PostgresFailure, remedyOf } from './postgres-error.ts'
import { Link } from './postgres-link.ts'
import { BOUNDS, holdSql, MIGRATION_MS, type Place, tableOf } from './postgres-setting.ts'

/** Keeps others waiting for a name, from now until the end of the transaction. */
export type Hold = (name: string) => Promise<void>

/** Marks of this process whose commits are certain: each later transaction sweeps some away. */
export type SettledMarks = string[]

const SWEPT_AT_ONCE = 4

export class WriteTransaction {
  readonly closing = new ClosingWrites()
  readonly #place: Place
  readonly #settled: SettledMarks
  readonly #held = new Set<string>()
  #beginning: Promise<Link> | null = null
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
    const sql = holdSql(this.#place, name)
    if (this.#beginning === null) await this.#begin(sql)
    else await this.#guarded(async () => await (await this.#begin()).send(sql))
  }

  /** For what may touch very many rows: its statements are given the time of a migration. */
  async takeTime(): Promise<void> {
    if (this.#unhurried) return
    this.#unhurried = true
    await this.#guarded(async () => {
      const link = await this.#begin()
      await link.send(`set local statement_timeout = ${MIGRATION_MS}`)
      link.allow(MIGRATION_MS)
    })
  }

  async execute<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (query.query.kind !== 'SelectQueryNode') this.#written = true
    return await this.#guarded(async () => await (await this.#begin()).execute<R>(query))
  }

  /** @throws what made the transaction fail; then nothing of it is kept */
  async commit(): Promise<void> {
    if (this.#failure !== null) throw this.#failure
    const last = this.closing.statements(this.#place)
    if (last.length > 0) this.#written = true
    else if (this.#beginning === null) return
    const link = await this.#begin()
    if (this.#written) await this.#commitMarked(link, last)
    else await link.send('commit')
    link.release()
  }

  /** Ends it without keeping anything. */
  async rollBack(): Promise<void> {
    const link = await this.#beginning?.catch(() => null)
    if (!link) return
    const broken = await link.send('rollback').then(
      () => false,
      () => true,
    )
    // A server that refused as a standby is left, not asked again.
    link.release(broken || remedyOf(this.#failure) === 'reconnect')
  }

  #begin(alsoSend = ''): Promise<Link> {
    this.#beginning ??= this.#guarded(async () => {
      const link = await Link.take(this.#place)
      try {
        await link.send(`begin isolation level read committed; ${BOUNDS}; ${alsoSend}`)
        return link
      } catch (error) {
        link.release(true)
        throw error
      }
    })
    return this.#beginning
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

  async #commitMarked(link: Link, last: readonly string[]): Promise<void> {
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
      const { command } = await link.send(statements.join('; '))
      if (command !== 'COMMIT') throw new PostgresFailure('MOORING_LOST')
    } catch (error) {
      this.#settled.push(...swept)
      link.release(true)
      // Any other failure ended the transaction for certain.
      if (remedyOf(error) !== 'reconnect') throw error
      const kept = await decideCommit(this.#place, mark)
      this.#settled.push(mark)
      if (kept) return
      throw error
    }
    this.#settled.push(mark)
  }
}
