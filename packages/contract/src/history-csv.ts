// The history as CSV, row by row: the same file from the browser and from the server.
import type { HistoryEntry } from './types.ts'

/**
 * Where a spreadsheet would see a formula begin: at a cell's own beginning, and after what separates cells or rows where
 * people's lists are separated by semicolons or tabs, since quotes in the middle of a cell are no quotes there.
 */
const FORMULA = /(^|[;\t\r\n])((?:[^\S\t\r\n]|")*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g

/** A cell that is text and nothing else, in whatever program it is opened. */
function cell(value: string): string {
  const text = value.replace(FORMULA, "$1$2'").replace(/^(?=[\t\r\n])/, "'")
  return /[",;\t\r\n]/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text
}

const nameOf = (person: Readonly<Record<string, unknown>> | undefined): string =>
  typeof person?.displayName === 'string' ? person.displayName : ''
const idOf = (person: Readonly<Record<string, unknown>> | undefined): string =>
  typeof person?.userId === 'string' ? person.userId : ''

/** The columns, by their names in the first row. */
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

const line = (cells: readonly string[]): string => `${cells.join(',')}\r\n`

/** How the file begins: a byte order mark and the columns' names. These do not change with the language. */
export const HISTORY_CSV_HEAD = BYTE_ORDER_MARK + line(Object.keys(COLUMNS))

/** One entry as a line (RFC 4180), safe against formulas; times in RFC 3339. */
export const historyCsvLine = (entry: HistoryEntry): string =>
  line(Object.values(COLUMNS).map((of) => cell(of(entry))))
