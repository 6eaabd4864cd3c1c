// The campaign of 100,000 connections on each store.
import { withoutDiskWaits } from '../packages/server-adapter/test/without-disk-waits.ts'
import { startPostgres } from '../scripts/postgres.ts'
import { benchCampaign } from './campaign.ts'
import { countStatements } from './load-meter.ts'
import { newFile, newSchema } from './store-location.ts'

/** @param store `sqlite` or `postgres`; both where it is left out */
export async function benchWave([connections = '100000', store]: readonly string[]): Promise<void> {
  // What is counted is statements, rows and CPU: a disk only adds noise.
  withoutDiskWaits()
  countStatements()
  if (store !== 'postgres') {
    console.log(`\nA campaign over ${connections} connections, SQLite`)
    await benchCampaign(newFile, Number(connections))
  }
  if (store === 'sqlite') return
  await using postgres = await startPostgres()
  console.log(`\nA campaign over ${connections} connections, Postgres`)
  await benchCampaign(() => newSchema(postgres.url), Number(connections))
}
