// Opens pg-boss beside the repositories: loaded when first needed, in a schema of its own, on the store's own connections.
import { createHash } from 'node:crypto'
import type { JobInsert, PgBoss } from 'pg-boss'
import { mooringError } from '../errors/mooring-error.ts'
import type { Logger } from '../platform/logger.ts'
import type { DatabaseServer } from '../stores/store.ts'

/** The one queue. */
const QUEUE = 'due'
/** How often a queue is polled where nothing in this process said that there is something in it, s. */
const POLL_S = 2
/** A message is a hint that a job is due, and taken at once. One that no instance took is sent again soon; one that was taken is of no more use, s. */
const RETENTION_S = 600

/** A message of the queue: the name of the job that is due. */
export interface JobMessage {
  readonly work: string
}

/** An open pg-boss, as far as it is needed. */
export interface Boss {
  /** Queues a message for each job, unless one waits already. */
  enqueue(names: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** What pg-boss takes as a name without more ado, short enough for the ending. */
const PLAIN_NAME = /^[a-z_][a-z0-9_]{0,44}$/

/** The schema of pg-boss' own tables: the repositories' with `_jobs`; for a name pg-boss would not take, one made of its hash. */
const jobsSchema = (schema: string): string =>
  PLAIN_NAME.test(schema)
    ? `${schema}_jobs`
    : `mooring_${createHash('sha256').update(schema).digest('hex').slice(0, 16)}_jobs`

/**
 * Starts pg-boss and takes messages from here on. Several instances may do so at once: it makes and migrates its tables
 * under a lock.
 * @throws MooringError `app_misconfigured` where the package is missing or the role may not make the schema
 */
export async function openBoss(
  server: DatabaseServer,
  {
    logger,
    batch,
    onJobs,
  }: { logger: Logger; batch: number; onJobs: (calls: readonly JobMessage[]) => void },
): Promise<Boss> {
  const { PgBoss: Constructor } = await loadBoss()
  const schema = jobsSchema(server.schema)
  const boss: PgBoss = new Constructor({
    db: { executeSql: (text, values) => server.execute(text, values) },
    schema,
    createSchema: false,
    schedule: false,
    maintenanceIntervalSeconds: RETENTION_S,
  })
  boss.on('error', (error) => logger.warn(troubleOf(error), 'The queue of jobs had trouble.'))
  boss.on('warning', ({ message }) =>
    logger.info({ problem: sentenceOf(message) }, 'The queue of jobs has a remark.'),
  )
  try {
    await makeSchema(server, schema)
    await boss.start()
    await boss.createQueue(QUEUE, {
      policy: 'short',
      retryLimit: 0,
      expireInSeconds: RETENTION_S,
      retentionSeconds: RETENTION_S,
      deleteAfterSeconds: RETENTION_S,
    })
  } catch (error) {
    await boss.stop({ graceful: false, close: false })
    throw startError(error, schema)
  }
  const worker = await boss.work<JobMessage>(
    QUEUE,
    { batchSize: batch, pollingIntervalSeconds: POLL_S },
    async (jobs) => onJobs(jobs.map(({ data }) => data)),
  )
  return {
    async enqueue(names) {
      const jobs: JobInsert<JobMessage>[] = names.map((work) => ({ data: { work }, singletonKey: work }))
      await boss.insert(QUEUE, jobs)
      boss.notifyWorker(worker)
    },
    close: async () => await boss.stop({ graceful: false, close: false }),
  }
}

async function loadBoss(): Promise<typeof import('pg-boss')> {
  try {
    return await import('pg-boss')
  } catch (error) {
    if (codeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error
    throw mooringError('app_misconfigured', missingSentence(error))
  }
}

/** Not every installer brings what a package only says that it needs. */
function missingSentence(error: unknown): string {
  const [, missing = 'pg-boss'] = /package '([^']+)'/.exec(String((error as Error).message)) ?? []
  return missing === 'pg-boss'
    ? 'Background work on Postgres needs the package "pg-boss", version 12: add it to your dependencies.'
    : `Background work on Postgres needs the package "${missing}", which "pg-boss" asks for: add it to your dependencies.`
}

/** Postgres' own words for a missing right, and for a name another instance took at the same moment. */
const INSUFFICIENT_PRIVILEGE = '42501'
const UNIQUE_VIOLATION = '23505'

/** pg-boss' own sentences, which contain names of queues and numbers; those of the database may contain anything. */
const sentenceOf = (message: unknown): string => String(message).slice(0, LONGEST_SENTENCE)
const LONGEST_SENTENCE = 300

function troubleOf(error: Error): Record<string, unknown> {
  const code = codeOf(error)
  const isOfDatabase = 'severity' in error
  return isOfDatabase ? { code, problem: error.name } : { problem: sentenceOf(error.message) }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code

/** Whether it exists is asked first: a role that may not make schemas may still be given one. */
async function makeSchema(server: DatabaseServer, schema: string): Promise<void> {
  const { rows } = await server.execute('select 1 from pg_catalog.pg_namespace where nspname = $1', [schema])
  if (rows.length > 0) return
  await server.execute(`create schema if not exists ${schema}`).catch((error: unknown) => {
    if (codeOf(error) !== UNIQUE_VIOLATION) throw error
  })
}

function startError(error: unknown, schema: string): unknown {
  if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) return error
  return mooringError(
    'app_misconfigured',
    `The database role may not make the schema "${schema}" for background jobs, or its tables. Grant it "create" on the database, or make the schema with that role as its owner.`,
  )
}
