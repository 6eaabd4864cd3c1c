// The log of writes as a file.
import { WRITES_CSV_HEAD, type WrittenRecord, writesCsvLine } from '@mooring/contract'

/** RFC 4180, safe against formulas; times in RFC 3339. */
export const writesAsCsv = (records: readonly WrittenRecord[]): string =>
  WRITES_CSV_HEAD + records.map(writesCsvLine).join('')
