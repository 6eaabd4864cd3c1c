// The history as CSV, row by row: the same file from the browser and from the server.
import { csvCell, csvHead, csvLine } from './csv.ts'
import type { HistoryEntry } from './types.ts'

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

/** How the file begins: a byte order mark and the columns' names. These do not change with the language. */
export const HISTORY_CSV_HEAD = csvHead(Object.keys(COLUMNS))

/** One entry as a line (RFC 4180), safe against formulas; times in RFC 3339. */
export const historyCsvLine = (entry: HistoryEntry): string =>
  csvLine(Object.values(COLUMNS).map((of) => csvCell(of(entry))))
