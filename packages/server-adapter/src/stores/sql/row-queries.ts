// What repositories ask of nearly every table.

/** The one row that is found, decoded; null where there is none. */
export async function firstOf<Row, Decoded>(
  query: { executeTakeFirst(): Promise<Row | undefined> },
  decode: (row: Row) => Decoded,
): Promise<Decoded | null> {
  const row = await query.executeTakeFirst()
  return row === undefined ? null : decode(row)
}

/** Deletes rows. @returns how many */
export const deletedBy = async (statement: {
  executeTakeFirst(): Promise<{ readonly numDeletedRows: bigint }>
}): Promise<number> => Number((await statement.executeTakeFirst()).numDeletedRows)
