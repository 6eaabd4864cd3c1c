// Stages on a real Postgres server: one server per test file, a schema of its own per stage.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { type PostgresServer, startPostgres } from '../../../../scripts/postgres.ts'
import { KEY } from '../keeping/keeping-parts.ts'
import { openStage, type Stage } from '../stage.ts'
import type { StorePlace } from '../store-place.ts'

/** Several instances and their pools may have to end on a busy machine, ms. */
export const CLOSING_MS = 30_000

/** What can be done with the server of a test file. */
export interface PostgresGround {
  readonly server: () => PostgresServer
  /** A place nobody has used. */
  place(): StorePlace & { kind: 'postgres' }
  open(options?: Parameters<typeof openStage>[0]): Promise<Stage>
}

/** Starts the server before the first test of the file and removes it after the last. */
export function usePostgres(): PostgresGround {
  let server: PostgresServer | null = null
  beforeAll(async () => {
    server = await startPostgres()
  }, 60_000)
  afterAll(async () => {
    await server?.remove()
  }, CLOSING_MS)
  const running = () => {
    if (server === null) throw new Error('The server is not started yet.')
    return server
  }
  const place = () => ({
    kind: 'postgres' as const,
    connectionString: running().url,
    schema: `test_${randomUUID().slice(0, 8)}`,
  })
  return {
    server: running,
    place,
    open: (options = {}) => openStage({ encryptionKeys: [KEY], storePlace: place(), ...options }),
  }
}

/** The schema of a stage that was opened here. */
export function schemaOf({ storePlace }: Stage): string {
  if (storePlace.kind !== 'postgres') throw new Error('This stage is not on Postgres.')
  return storePlace.schema
}
