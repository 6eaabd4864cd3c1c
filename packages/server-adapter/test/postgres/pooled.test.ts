// The law of stores behind a proxy that pools transactions: nothing rests on a session.
import { describe } from 'vitest'
import { postgresGround } from '../../conformance/postgres-ground.ts'
import { NOON } from '../../conformance/sample-records.ts'
import { leaseCases } from '../../conformance/store-cases/leases.ts'
import { sideBySideCases } from '../../conformance/store-cases/side-by-side.ts'
import { transactionCases } from '../../conformance/store-cases/transactions.ts'
import type { StoreGround } from '../../conformance/store-ground.ts'
import { describeStoreConformance } from '../../conformance/store-suite.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { postgresStore } from '../../src/stores/postgres.ts'
import { pooledSessions } from './pooled-sessions.ts'
import { useDatabase } from './use-database.ts'

const url = useDatabase()

async function pooledGround(): Promise<StoreGround> {
  const ground = postgresGround(url())
  const pool = pooledSessions(url())
  return {
    store: () =>
      postgresStore({ pool, schema: ground.schema }).create({ now: () => NOON, logger: silentLogger }),
    elsewhere: null,
    async remove() {
      await pool.end()
      await ground.remove()
    },
  }
}

const NAME = 'Postgres behind a transaction-pooling proxy'

// What a session could be missed for; `test:long` asks for all of it.
if (process.env.MOORING_TEST_LONG) describeStoreConformance(NAME, pooledGround)
else
  describe(NAME, () => {
    transactionCases(pooledGround)
    sideBySideCases(pooledGround)
    leaseCases(pooledGround)
  })
