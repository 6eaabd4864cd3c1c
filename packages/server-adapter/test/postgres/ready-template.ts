// The database that those of the test files are copies of.
import { runSql } from '../../conformance/postgres-ground.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { postgresStore } from '../../src/stores/postgres.ts'

export const TEMPLATE = 'ready_template'
/** Its schema, whose tables are there and empty. */
export const FIRST_READY = 'ready'

/** @param server the address of a database on the run's server */
export async function makeTemplate(server: string): Promise<void> {
  await runSql(server, `create database ${TEMPLATE}`)
  const { href: connectionString } = Object.assign(new URL(server), { pathname: TEMPLATE })
  const place = postgresStore({ connectionString, schema: FIRST_READY })
  const store = place.create({ now: Date.now, logger: silentLogger })
  await store.open().finally(() => store.close())
}
