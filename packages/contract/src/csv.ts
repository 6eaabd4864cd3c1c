// Lines of CSV (RFC 4180) that are the same from the browser and from the server.

/**
 * Where a spreadsheet would see a formula begin: at a cell's own beginning, and after what separates cells or rows where
 * people's lists are separated by semicolons or tabs, since quotes in the middle of a cell are no quotes there.
 */
const FORMULA = /(^|[;\t\r\n])((?:[^\S\t\r\n]|")*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g

/** Spreadsheets read UTF-8 as UTF-8 only behind this mark. */
const BYTE_ORDER_MARK = '\uFEFF'

/** A cell that is text and nothing else, in whatever program it is opened. */
export function csvCell(value: string): string {
  const text = value.replace(FORMULA, "$1$2'").replace(/^(?=[\t\r\n])/, "'")
  return /[",;\t\r\n]/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text
}

export const csvLine = (cells: readonly string[]): string => `${cells.join(',')}\r\n`

/** How a file begins: a byte order mark and the columns' names. */
export const csvHead = (columns: readonly string[]): string => BYTE_ORDER_MARK + csvLine(columns)
