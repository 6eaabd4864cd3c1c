// Answers a query from a company's books.
import type { Books } from '../books/books.ts'
import { type EntityName, entityName, KINDS } from '../books/kinds.ts'
import type { Entity } from '../books/seeds.ts'
import { type Shape, type Shapes, shapeAt, valueAt } from '../books/shapes.ts'
import { invalidQuery, unparsableQuery } from '../refusals.ts'
import type { Company } from '../world.ts'
import { type Condition, parseQuery, type Query, QuerySyntaxError, type QueryValue } from './language.ts'

/** How many records a query answers with when it does not say, and at most (Intuit's query documentation). */
const PAGE = { usual: 100, most: 1000 }

/**
 * What is under `QueryResponse`.
 * @throws {Refusal} for what is no query, or asks for what there is not
 */
export function answerQuery(text: string, books: Books, company: Company): Readonly<Record<string, unknown>> {
  const query = parsed(text)
  const name = entityName(query.from)
  if (!name) throw unparsableQuery(`QueryParserError: Metadata not found for Entity: ${query.from}`)
  const most = query.most ?? PAGE.usual
  if (most > PAGE.most) throw invalidQuery(`value ${most} is too large. Max allowed value is ${PAGE.most}.`)
  const picked = pick(query, name, books.list(company, name))
  if (query.select === 'count') return { totalCount: picked.length }
  const rows = project(query.select, name, picked)
  const start = Math.max(query.start ?? 1, 1)
  const page = rows.slice(start - 1, start - 1 + most)
  return page.length === 0 ? {} : { [name]: page, startPosition: start, maxResults: page.length }
}

function parsed(text: string): Query {
  try {
    return parseQuery(text)
  } catch (error) {
    if (error instanceof QuerySyntaxError) throw unparsableQuery(error.message)
    throw error
  }
}

function pick({ where, order }: Query, name: EntityName, records: readonly Entity[]): readonly Entity[] {
  const { shapes, sort } = KINDS[name]
  const tests = where.map((condition) => testOf(condition, name, shapes))
  const saysActive = where.some(({ property }) => property === 'Active')
  const shown = sort === 'name' && !saysActive ? records.filter(({ Active }) => Active !== false) : records
  const found = shown.filter((record) => tests.every((test) => test(record)))
  const keys = order.map(({ property, descending }) => {
    const kind = comparableAt(property, name, shapes)
    return { property, kind, sign: descending ? -1 : 1 }
  })
  return found.toSorted((left, right) => {
    const by = keys.map(({ property, kind, sign }) => {
      const [one, other] = [valueAt(left, property), valueAt(right, property)].map((value) =>
        keyOf(value, kind),
      )
      return sign * compareKeys(one, other)
    })
    return by.find((sign) => sign !== 0) ?? 0
  })
}

/** How the values of a property are compared. */
type Comparable = 'id' | 'text' | 'number' | 'flag' | 'date' | 'time'

function comparableAt(property: string, name: EntityName, shapes: Shapes): Comparable {
  const shape = shapeOf(property, name, shapes)
  if (typeof shape !== 'string') throw invalidQuery(`property '${property}' is not queryable`)
  return property === 'Id' ? 'id' : shape
}

function shapeOf(property: string, name: EntityName, shapes: Shapes): Shape {
  const shape = shapeAt(shapes, property)
  if (!shape) throw invalidQuery(`Property ${property} not found for Entity ${name}`)
  return shape
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
      return Date.parse(text)
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

function testOf({ property, operator, values }: Condition, name: EntityName, shapes: Shapes) {
  const kind = comparableAt(property, name, shapes)
  const keyIn = (record: Entity): Key => keyOf(valueAt(record, property), kind)
  if (operator === 'LIKE') {
    const pattern = likeness(String(values[0]))
    return (record: Entity) => pattern.test(String(valueAt(record, property) ?? ''))
  }
  const wanted = values.map((value) => wantedKey(value, kind, property))
  const test = TESTS[operator === 'IN' ? '=' : operator]
  return (record: Entity) => {
    const key = keyIn(record)
    return key !== null && wanted.some((other) => test(compareKeys(key, other)))
  }
}

const FITS: Readonly<Record<Comparable, RegExp>> = {
  id: /^/,
  text: /^/,
  number: /^-?\d+(\.\d+)?$/,
  flag: /^(true|false)$/i,
  date: /^\d{4}-\d\d-\d\d/,
  time: /^\d{4}-\d\d-\d\d/,
}

function wantedKey(value: QueryValue, kind: Comparable, property: string): Key {
  const key = FITS[kind].test(String(value)) ? keyOf(value, kind) : Number.NaN
  if (Number.isNaN(key)) throw invalidQuery(`Invalid value ${value} for property ${property}`)
  return key
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** `%` means any text; upper and lower case are one. */
const likeness = (pattern: string): RegExp =>
  new RegExp(`^${pattern.split('%').map(literal).join('[\\s\\S]*')}$`, 'i')

function project(select: Query['select'], name: EntityName, records: readonly Entity[]): readonly object[] {
  if (typeof select === 'string') return records
  for (const property of select) shapeOf(property, name, KINDS[name].shapes)
  return records.map((record) => {
    const row: Record<string, unknown> = {}
    for (const path of select) copyPath(record, row, path.split('.'))
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
