// SQLite that waits for no disk. Tests kill processes, and what a killed process has written is safe with the operating system:
// only a machine that loses its power needs the wait, which is most of the time of a test with a file.

/** Opens every SQLite file of this process without it from here on. */
export function withoutDiskWaits(): void {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const { exec } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function (sql) {
    // Also while a file is made: before the store asks for it, SQLite waits as long.
    const opening = sql.startsWith('pragma busy_timeout') ? `pragma synchronous = off; ${sql}` : sql
    exec.call(this, opening.replace('pragma synchronous = full', 'pragma synchronous = off'))
  }
}
