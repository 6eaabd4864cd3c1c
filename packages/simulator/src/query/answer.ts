// Answers a query from a company's books.
import type { Books } from '../books/books.ts'
import { type EntityName, entityName, KINDS } from '../books/kinds.ts'
import type { Entity } from '../books/seeds.ts'
import { type Property, propertyAt, valueAt } from '../books/shapes.ts'
import { dayOf, timeOf } from '../moments.ts'
import { invalidQuery, unparsableQuery } from '../refusals.ts'
import type { Company } from '../world.ts'
import { type Condition, parseQuery, type Query, QuerySyntaxError, type QueryValue } from './language.ts'

/** How many records a query answers with when it does not say, and at most (Intuit's query documentation). */
const PAGE = { usual: 100, most: 1000 }

/** What a query is put to. */
export interface Asked {
  readonly books: Books
  readonly company: Company
  /** Ms since the epoch. */
  readonly now: number
}

/**
 * What is under `QueryResponse`. Names of entities and properties mean the same in any case; the answer has them as
 * the records do.
 * @throws {Refusal} for what is no query, or asks for what there is not
 */
export function answerQuery(text: string, { books, company, now }: Asked): Readonly<Record<string, unknown>> {
  const query = parsed(text, dayOf(now))
  const name = entityName(query.from)
  if (!name) throw invalidQuery(`Metadata not found for Entity: ${query.from}`)
  const most = query.most ?? PAGE.usual
  if (most > PAGE.most) throw invalidQuery(`value ${most} is too large. Max allowed value is ${PAGE.most}.`)
  const picked = pick(query, name, books.list(company, name))
  if (query.select === 'count') return { totalCount: picked.length }
  const rows = project(query.select, name, picked)
  const start = Math.max(query.start ?? 1, 1)
  const page = rows.slice(start - 1, start - 1 + most)
  return page.length === 0 ? {} : { [name]: page, startPosition: start, maxResults: page.length }
}

function parsed(text: string, today: string): Query {
  try {
    return parseQuery(text, today)
  } catch (error) {
    if (error instanceof QuerySyntaxError) throw unparsableQuery(error.message)
    throw error
  }
}

function pick({ where, order }: Query, name: EntityName, records: readonly Entity[]): readonly Entity[] {
  const conditions = where.map((condition) => ({ condition, column: columnAt(condition.property, name) }))
  const tests = conditions.map(({ condition, column }) => testOf(condition, column))
  const saysActive = conditions.some(({ column }) => column.path === 'Active')
  const hidesInactive = KINDS[name].sort === 'name' && !saysActive
  const shown = hidesInactive ? records.filter(({ Active }) => Active !== false) : records
  const found = shown.filter((record) => tests.every((test) => test(record)))
  const keys = order.map(({ property, descending }) => ({
    ...columnAt(property, name),
    sign: descending ? -1 : 1,
  }))
  return found.toSorted((left, right) => {
    const by = keys.map(({ path, kind, sign }) => {
      const [one, other] = [valueAt(left, path), valueAt(right, path)].map((value) => keyOf(value, kind))
      return sign * compareKeys(one, other)
    })
    return by.find((sign) => sign !== 0) ?? 0
  })
}

/** How the values of a property are compared. */
type Comparable = 'id' | 'text' | 'number' | 'flag' | 'date' | 'time'

/** A property that has values to compare; its path is as the records have it. */
interface Column {
  readonly path: string
  readonly kind: Comparable
}

function columnAt(given: string, name: EntityName): Column {
  const { path, shape } = propertyOf(given, name)
  if (typeof shape !== 'string') throw invalidQuery(`property '${path}' is not queryable`)
  return { path, kind: path === 'Id' ? 'id' : shape }
}

function propertyOf(given: string, name: EntityName): Property {
  const property = propertyAt(KINDS[name].shapes, given)
  if (!property) throw invalidQuery(`Property ${given} not found for Entity ${name}`)
  return property
}

type Key = string | number | null

function keyOf(value: unknown, kind: Comparable): Key {
  if (value === undefined) return null
  const text = String(value)
  switch (kind) {
    case 'id':
      return /^\d+$/.test(text) ? Number(text) : text
    case 'number':
      return Number(text)
    case 'time':
      return timeOf(text)
    case 'date':
      return text.slice(0, 10)
    default:
      return text.toLowerCase()
  }
}

/** What has no value comes first. */
function compareKeys(one: Key = null, other: Key = null): number {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? -1 : 1
  return one < other ? -1 : 1
}

const TESTS: Readonly<Record<Exclude<Condition['operator'], 'LIKE' | 'IN'>, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
}

function testOf({ operator, values }: Condition, { path, kind }: Column) {
  const equals = operator === '=' || operator === 'IN'
  if (operator === 'LIKE') {
    const pattern = likeness(String(values[0]))
    return (record: Entity) => pattern.test(String(valueAt(record, path) ?? ''))
  }
  const wanted = values.map((value) =>
    equals && value === NO_VALUE ? null : wantedKey(value, { path, kind }),
  )
  const test = TESTS[operator === 'IN' ? '=' : operator]
  return (record: Entity) => {
    const key = keyOf(valueAt(record, path), kind)
    return key === null ? wanted.includes(null) : wanted.some((other) => test(compareKeys(key, other)))
  }
}

/** How a query writes that there is no value. */
const NO_VALUE = ' '

const isTime = (text: string): boolean => timeOf(text) !== null

const FITS: Readonly<Record<Comparable, (text: string) => boolean>> = {
  id: () => true,
  text: () => true,
  number: (text) => /^-?\d+(\.\d+)?$/.test(text),
  flag: (text) => /^(true|false)$/i.test(text),
  date: isTime,
  time: isTime,
}

function wantedKey(value: QueryValue, { path, kind }: Column): Key {
  if (!FITS[kind](String(value))) throw invalidQuery(`Invalid value ${value} for property ${path}`)
  return keyOf(value, kind)
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** `%` means any text; upper and lower case are one. */
const likeness = (pattern: string): RegExp =>
  new RegExp(`^${pattern.split('%').map(literal).join('[\\s\\S]*')}$`, 'i')

function project(select: Query['select'], name: EntityName, records: readonly Entity[]): readonly object[] {
  if (typeof select === 'string') return records
  const paths = select.map((given) => propertyOf(given, name).path)
  return records.map((record) => {
    const row: Record<string, unknown> = {}
    for (const path of paths) copyPath(record, row, path.split('.'))
    return row
  })
}

function copyPath(from: unknown, to: Record<string, unknown>, [name = '', ...rest]: readonly string[]): void {
  const value = (from as Readonly<Record<string, unknown>> | undefined)?.[name]
  if (value === undefined) return
  if (rest.length === 0) {
    to[name] = value
    return
  }
  const inner = { ...(to[name] as object | undefined) }
  copyPath(value, inner, rest)
  to[name] = inner
}
