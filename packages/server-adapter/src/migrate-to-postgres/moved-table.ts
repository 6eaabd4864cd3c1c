// A table on its way: both databases have it, with the same columns.

export interface MovedTable {
  readonly name: string
  /** In the order a row's values come in. */
  readonly columns: readonly string[]
}

/** A row's values: sealed texts stay sealed, JSON stays the text it was. */
export type Row = readonly (string | number | null)[]
