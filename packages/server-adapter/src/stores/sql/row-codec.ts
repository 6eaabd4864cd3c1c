// Between records and rows: names in snake case, JSON as text, flags as 0 and 1, integers as numbers.

/** How a field is stored. `integer` also reads the text that Postgres gives for a bigint. */
export type ColumnKind = 'text' | 'integer' | 'json' | 'flag'

type Snake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Uppercase<First> ? (First extends Lowercase<First> ? First : `_${Lowercase<First>}`) : First}${Snake<Rest>}`
  : ''

type Kinds<Fields> = { readonly [Field in keyof Fields]-?: ColumnKind }

/** The row of a record whose fields are stored by `K`. */
export type Row<Fields, K extends Kinds<Fields>> = {
  -readonly [Field in keyof Fields & string as Snake<Field>]: K[Field] extends 'json'
    ? string | null
    : K[Field] extends 'flag'
      ? number
      : Fields[Field]
}

/** Turns records of one kind into rows and back. */
export interface RowCodec<Fields, K extends Kinds<Fields>> {
  encode(fields: Fields): Row<Fields, K>
  /** Columns that are no field are left out. */
  decode(row: Row<Fields, K>): Fields
}

/** The row type of a codec. */
export type RowOf<Codec> = Codec extends RowCodec<infer Fields, infer K> ? Row<Fields, K> : never

/** Makes the codec of a record type; the type asks for every field. */
export function rowCodec<Fields>() {
  return <const K extends Kinds<Fields>>(kinds: K): RowCodec<Fields, K> => {
    const columns = Object.entries<ColumnKind>(kinds).map(([field, kind]) => ({
      field,
      column: field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      kind,
    }))
    return {
      encode(fields) {
        const source = fields as Record<string, unknown>
        const row: Record<string, unknown> = {}
        for (const { field, column, kind } of columns) row[column] = encodeValue(source[field], kind)
        return row as Row<Fields, K>
      },
      decode(row) {
        const source = row as Record<string, unknown>
        const fields: Record<string, unknown> = {}
        for (const { field, column, kind } of columns) fields[field] = decodeValue(source[column], kind)
        return fields as Fields
      },
    }
  }
}

function encodeValue(value: unknown, kind: ColumnKind): unknown {
  if (value === undefined || value === null) return null
  if (kind === 'json') return JSON.stringify(value)
  if (kind === 'flag') return value ? 1 : 0
  return value
}

function decodeValue(value: unknown, kind: ColumnKind): unknown {
  if (value === undefined || value === null) return null
  if (kind === 'json') return JSON.parse(String(value))
  if (kind === 'flag') return Number(value) === 1
  if (kind === 'integer') return Number(value)
  return value
}
