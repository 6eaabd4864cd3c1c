// The log of writes as CSV, row by row.
import { csvCell, csvHead, csvLine } from './csv.ts'
import type { WrittenRecord } from './types.ts'

/** The columns, by their names in the first row. */
const COLUMNS: Readonly<Record<string, (record: WrittenRecord) => string>> = {
  at: ({ at }) => at,
  operation: ({ operation }) => operation,
  entity: ({ entity }) => entity,
  entity_id: ({ entityId }) => entityId,
  doc_number: ({ docNumber }) => docNumber ?? '',
  sync_token: ({ syncToken }) => syncToken ?? '',
  run_id: ({ runId }) => runId ?? '',
  id: ({ id }) => id,
}

/** How the file begins: a byte order mark and the columns' names. These do not change with the language. */
export const WRITES_CSV_HEAD = csvHead(Object.keys(COLUMNS))

/** One record as a line (RFC 4180), safe against formulas; times in RFC 3339. */
export const writesCsvLine = (record: WrittenRecord): string =>
  csvLine(Object.values(COLUMNS).map((of) => csvCell(of(record))))
