// Why a move is not begun or not gone on with; nothing was changed by it.

/** Its message says what is in the way and what to do. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
}
