// Which properties a record has and of what type, and reading one strictly by that.
import { timeOf } from '../moments.ts'

/** The type of a property; a list has values of one type. */
export type Shape = 'text' | 'number' | 'flag' | 'date' | 'time' | { readonly list: Shape } | Shapes

/** An object's properties by name. */
export interface Shapes {
  readonly [name: string]: Shape
}

/** A property that is not known, or has a value of another type; the message is its name. */
export class PropertyError extends Error {
  override readonly name = 'PropertyError'
}

/** Properties that share a type, by their names with blanks between. */
export const all = (shape: Shape, names: string): Shapes =>
  Object.fromEntries(names.split(' ').map((name) => [name, shape]))

/** A reference to another record, or a value of a fixed list. */
export const REF: Shapes = all('text', 'value name type')

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Reads an object strictly: what is null is left out, numbers and flags may come as text.
 * @throws {PropertyError} naming the first property that is not known or not of its type
 */
export function readProperties(input: unknown, shapes: Shapes): Record<string, unknown> {
  if (!isObject(input)) throw new PropertyError('Can not read the body as an object')
  const entries = Object.entries(input).filter(([, value]) => value !== null)
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      readProperty(name, value, Object.hasOwn(shapes, name) ? shapes[name] : undefined),
    ]),
  )
}

function readProperty(name: string, value: unknown, shape: Shape | undefined): unknown {
  if (shape === undefined) throw new PropertyError(name)
  if (typeof shape === 'string') return readScalar(name, value, shape)
  if (!isList(shape)) {
    if (!isObject(value)) throw new PropertyError(name)
    return readProperties(value, shape)
  }
  if (!Array.isArray(value)) throw new PropertyError(name)
  return value.map((item) => readProperty(name, item, shape.list))
}

/** Whether it is the type of a list. */
const isList = (shape: Shape): shape is { readonly list: Shape } =>
  typeof shape === 'object' && 'list' in shape

function readScalar(name: string, value: unknown, shape: 'text' | 'number' | 'flag' | 'date' | 'time') {
  const text = typeof value === 'object' ? null : String(value)
  if (text === null) throw new PropertyError(name)
  if (shape === 'text') return text
  if (shape === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
  if (shape === 'flag' && /^(true|false)$/.test(text)) return text === 'true'
  if ((shape === 'date' || shape === 'time') && timeOf(text) !== null) return text
  throw new PropertyError(name)
}

/** Whether a name is meant: their case is all in which they may differ. */
export const isLike = (name: string, given: string): boolean => name.toLowerCase() === given.toLowerCase()

/** A property of a record. */
export interface Property {
  /** With dots, each name as the record has it. */
  readonly path: string
  /** A reference has the type of its value. */
  readonly shape: Shape
}

/** The property at a path with dots, whatever its case. Undefined when there is none. */
export function propertyAt(shapes: Shapes, path: string): Property | undefined {
  const names: string[] = []
  let shape: Shape = shapes
  for (const given of path.split('.')) {
    if (typeof shape === 'string' || isList(shape)) return undefined
    const entries: readonly (readonly [string, Shape])[] = Object.entries(shape)
    const found = entries.find(([name]) => isLike(name, given))
    if (!found) return undefined
    names.push(found[0])
    shape = found[1]
  }
  return { path: names.join('.'), shape: shape === REF ? 'text' : shape }
}

/** The value at a path with dots; a reference gives its value. */
export function valueAt(record: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = record
  for (const name of path.split('.')) value = isObject(value) ? value[name] : undefined
  return isObject(value) ? value.value : value
}
