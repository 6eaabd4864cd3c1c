// A database of its own for the tests of one file, on the run's Postgres server.
import { randomUUID } from 'node:crypto'
import { beforeAll, inject } from 'vitest'
import { runSql } from '../../conformance/postgres-ground.ts'
import { TEMPLATE } from './ready-template.ts'

/** A busy machine takes long to copy and to delete a database's files, ms. */
const FILES_MS = 60_000

/**
 * Makes one before the first test and drops it after the last: locks, signals and most of what an instance can see are
 * a database's own. Roles are the server's: give them names of your own. @returns its address
 */
export function useDatabase(): () => string {
  let url: string | undefined
  beforeAll(async () => {
    const address = new URL(inject('postgresUrl'))
    const server = address.href
    address.pathname = `test_${randomUUID().slice(0, 8)}`
    const name = address.pathname.slice(1)
    // Copying files takes a third of the time of writing each page to the log.
    await runSql(server, `create database ${name} template ${TEMPLATE} strategy file_copy`)
    url = address.href
    // A backend may work on for a while after its process was killed.
    return () => runSql(server, `drop database ${name} with (force)`)
  }, FILES_MS)
  return () => {
    if (url === undefined) throw new Error('The database is used before it was made.')
    return url
  }
}
