// The history as a file: CSV for spreadsheets, JSON for programs.
import { HISTORY_CSV_HEAD, type HistoryEntry, historyCsvLine } from '@mooring/contract'

/** RFC 4180, safe against formulas; times in RFC 3339. */
export const historyAsCsv = (entries: readonly HistoryEntry[]): string =>
  HISTORY_CSV_HEAD + entries.map(historyCsvLine).join('')

/** The entries as they came. */
export const historyAsJson = (entries: readonly HistoryEntry[]): string =>
  `${JSON.stringify(entries, null, 2)}\n`
