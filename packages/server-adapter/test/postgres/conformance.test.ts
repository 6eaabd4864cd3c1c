// The Postgres store keeps the law of stores, on a real server.
import { postgresGround } from '../../conformance/postgres-ground.ts'
import { describeStoreConformance } from '../../conformance/store-suite.ts'
import { useDatabase } from './use-database.ts'

const url = useDatabase()

describeStoreConformance('Postgres', async () => postgresGround(url()))
