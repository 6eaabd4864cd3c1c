// The Postgres store keeps the law of stores, on a real server.
import { postgresGround } from '../../conformance/postgres-ground.ts'
import { describeStoreConformance } from '../../conformance/store-suite.ts'
import { useReadySchemas } from './ready-schemas.ts'
import { useDatabase } from './use-database.ts'

const url = useDatabase()
/** A name that has to be quoted. */
const readySchema = useReadySchemas(url, 'test "')

describeStoreConformance('Postgres', async (isNew) =>
  postgresGround(url(), isNew ? undefined : await readySchema()),
)
