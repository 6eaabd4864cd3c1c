// The history as a file: CSV for spreadsheets, JSON for programs.
import type { HistoryEntry } from '@mooring/contract'

/** A spreadsheet takes a cell that begins so for a formula. */
const FORMULA = /^[=+\-@\t\r\n]/

/** A cell that is text and nothing else, in whatever program it is opened. */
function cell(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text
}

const nameOf = (person: Readonly<Record<string, unknown>> | undefined): string =>
  typeof person?.displayName === 'string' ? person.displayName : ''
const idOf = (person: Readonly<Record<string, unknown>> | undefined): string =>
  typeof person?.userId === 'string' ? person.userId : ''

/** The columns, by their names in the first row. These do not change with the language. */
const COLUMNS: Readonly<Record<string, (entry: HistoryEntry) => string>> = {
  at: ({ at }) => at,
  type: ({ type }) => type,
  outcome: ({ outcome }) => outcome,
  code: ({ code }) => code ?? '',
  actor: ({ actor }) => actor?.displayName ?? '',
  actor_id: ({ actor }) => actor?.userId ?? '',
  on_behalf_of: ({ actor }) => nameOf(actor?.actingFor),
  on_behalf_of_id: ({ actor }) => idOf(actor?.actingFor),
  intuit_tid: ({ intuitTid }) => intuitTid ?? '',
  data: ({ data }) => JSON.stringify(data),
  id: ({ id }) => id,
  hash: ({ hash }) => hash,
}

/** Spreadsheets read UTF-8 as UTF-8 only behind this mark. */
const BYTE_ORDER_MARK = '\uFEFF'

/** RFC 4180, safe against formulas; times in RFC 3339. */
export function historyAsCsv(entries: readonly HistoryEntry[]): string {
  const rows = entries.map((entry) => Object.values(COLUMNS).map((of) => cell(of(entry))))
  const lines = [Object.keys(COLUMNS), ...rows].map((cells) => `${cells.join(',')}\r\n`)
  return BYTE_ORDER_MARK + lines.join('')
}

/** The entries as they came. */
export const historyAsJson = (entries: readonly HistoryEntry[]): string =>
  `${JSON.stringify(entries, null, 2)}\n`
