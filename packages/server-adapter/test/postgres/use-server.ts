// A Postgres server of its own for the tests of one file: for those that stop it. The others take `useDatabase`.
import { beforeAll } from 'vitest'
import { type PostgresServer, startPostgres } from '../../../../scripts/postgres.ts'

/** A machine that does much else at the same time takes long to start one, ms. */
const START_MS = 60_000

/** Starts one before the first test and removes it after the last. */
export function useServer(): () => PostgresServer {
  let server: PostgresServer | undefined
  beforeAll(async () => {
    const started = await startPostgres()
    server = started
    return () => started.remove()
  }, START_MS)
  return () => {
    if (server === undefined) throw new Error('The server is used before it was started.')
    return server
  }
}
