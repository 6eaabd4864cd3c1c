// From a table of your own to Mooring: no one has to reconnect.
import { ConnectionUnavailableError, MooringError, type QuickBooksAdapter } from '@mooring/server-adapter'

/** A row as hand-written integrations have it. */
export interface TokenRow {
  readonly accountId: string
  readonly realmId: string
  readonly refreshToken: string
  /** ISO 8601, as Intuit's `x_refresh_token_expires_in` made it. */
  readonly refreshTokenExpiresAt?: string
}

/** What became of a row. */
export interface Imported {
  readonly row: TokenRow
  readonly outcome: 'imported' | 'dead' | 'refused' | 'try_again'
  /** Why, in Mooring's words. */
  readonly because: string | null
}

/** Takes over one row after the other; run it as often as you like, a row that is in already stays as it is. */
export async function importTokens(
  quickbooks: QuickBooksAdapter,
  rows: Iterable<TokenRow>,
): Promise<Imported[]> {
  const report: Imported[] = []
  for (const row of rows) report.push(await importRow(quickbooks, row))
  return report
}

async function importRow(quickbooks: QuickBooksAdapter, row: TokenRow): Promise<Imported> {
  const { accountId, ...tokens } = row
  try {
    await quickbooks.forTenant(accountId).connections.import(tokens)
    return { row, outcome: 'imported', because: null }
  } catch (error) {
    // A dead token: its customer reconnects, as they would have had to anyway.
    if (error instanceof ConnectionUnavailableError) return { row, outcome: 'dead', because: error.reason }
    if (!(error instanceof MooringError)) throw error
    return { row, outcome: error.retryable ? 'try_again' : 'refused', because: error.code }
  }
}
