// A Postgres store that gives up soon: for tests of what stays away.
import { setTimeout as sleep } from 'node:timers/promises'
import { NOON } from '../../conformance/sample-records.ts'
import { type Logger, silentLogger } from '../../src/platform/logger.ts'
import { type PostgresSetting, PostgresStore } from '../../src/stores/postgres/postgres-store.ts'

/** How long it waits, ms: for an answer, and for a database that is away. */
const PATIENCE = 1_500

export const impatientStore = (
  source: PostgresSetting['source'],
  schema: string,
  logger: Logger = silentLogger,
): PostgresStore =>
  new PostgresStore({
    source,
    schema,
    now: () => NOON,
    logger,
    waiting: {
      patience: PATIENCE,
      answerMs: PATIENCE,
      elapsed: () => performance.now(),
      random: Math.random,
      sleep: (ms) => sleep(ms),
    },
  })
