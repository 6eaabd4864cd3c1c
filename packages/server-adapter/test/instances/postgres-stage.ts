// Stages on a real Postgres server: a schema of its own per stage.
import { randomUUID } from 'node:crypto'
import { useReadySchemas } from '../postgres/ready-schemas.ts'
import { useDatabase } from '../postgres/use-database.ts'
import { openStage, type Stage } from '../stage.ts'
import type { StoreLocation } from '../store-location.ts'
import { spawnWorker, type Worker } from '../token-lifecycle/processes.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'
import { useOpened } from './use-opened.ts'

type StageOptions = Parameters<typeof openStage>[0]

/** What tests with stages on Postgres work with. */
export interface PostgresGround {
  /** The address of the database. */
  readonly url: () => string
  /** What the running test has opened, stages among it. */
  readonly opened: () => AsyncDisposableStack
  /** A schema that is not there yet. */
  place(): StoreLocation & { kind: 'postgres' }
  /** A stage on a schema of its own, closed after the test. */
  open(options?: StageOptions): Promise<Stage>
  /** A stage on a file, closed after the test. */
  openOnFile(options?: StageOptions): Promise<Stage>
}

/** @param givenUrl the address of a database; without it the file gets one of its own */
export function usePostgres(givenUrl?: () => string): PostgresGround {
  const url = givenUrl ?? useDatabase()
  // A server of the test's own may be away after it.
  const readySchema = givenUrl === undefined ? useReadySchemas(url) : async () => place().schema
  const opened = useOpened()
  const place = () => ({
    kind: 'postgres' as const,
    connectionString: url(),
    schema: `test_${randomUUID().slice(0, 8)}`,
  })
  const openOnFile = async (options: StageOptions = {}) =>
    opened().adopt(await openStage(options), (stage) => stage.close())
  return {
    url,
    opened,
    place,
    openOnFile,
    open: async (options = {}) => {
      const storeLocation = options.storeLocation ?? { ...place(), schema: await readySchema() }
      return await openOnFile({ encryptionKeys: [KEY], ...options, storeLocation })
    },
  }
}

/** A worker process of a stage's, killed after the test where it still runs. */
export const openWorker = async ({ opened }: PostgresGround, stage: Stage): Promise<Worker> =>
  opened().adopt(await spawnWorker(stage), async (worker) => {
    worker.signal('SIGKILL')
    await worker.ended
  })

/** The schema of a stage that was opened here. */
export function schemaOf({ storeLocation }: Stage): string {
  if (storeLocation.kind !== 'postgres') throw new Error('This stage is not on Postgres.')
  return storeLocation.schema
}
