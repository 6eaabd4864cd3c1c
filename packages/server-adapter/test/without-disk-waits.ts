// SQLite that waits for no disk. Tests kill processes, and what a killed process has written the operating system keeps:
// only a machine that loses its power needs the wait, and it is most of what a test with a file would take.

/** Opens every SQLite file of this process without it from here on. */
export function withoutDiskWaits(): void {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const { exec } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function (sql) {
    exec.call(this, sql.replace('pragma synchronous = full', 'pragma synchronous = off'))
  }
}
