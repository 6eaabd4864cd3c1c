// The Postgres store keeps the law of stores, on a real server.
import { postgresGround } from '../../conformance/postgres-ground.ts'
import { describeStoreConformance } from '../../conformance/store-suite.ts'
import { useServer } from './use-server.ts'

const server = useServer()

describeStoreConformance('Postgres', async () => postgresGround(server().url))
