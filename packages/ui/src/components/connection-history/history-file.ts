// The history as a file: CSV for spreadsheets, JSON for programs.
import { HISTORY_CSV_HEAD, type HistoryEntry, historyCsvLine } from '@mooring/contract'

/** As CSV (RFC 4180, safe against formulas; times in RFC 3339), or the entries as they came. */
export const historyAs = (entries: readonly HistoryEntry[], form: 'csv' | 'json'): string =>
  form === 'csv'
    ? HISTORY_CSV_HEAD + entries.map(historyCsvLine).join('')
    : `${JSON.stringify(entries, null, 2)}\n`
