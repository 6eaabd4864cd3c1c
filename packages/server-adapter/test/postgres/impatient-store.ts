// Postgres stores that wait for an absent database as long as a test says.
import { setTimeout as sleep } from 'node:timers/promises'
import { randomFrom } from '../../../../scripts/seed.ts'
import { NOON } from '../../conformance/sample-records.ts'
import { type Logger, silentLogger } from '../../src/platform/logger.ts'
import type { PostgresSetting } from '../../src/stores/postgres/postgres-setting.ts'
import { PostgresStore } from '../../src/stores/postgres/postgres-store.ts'

/** How long a store waits that gives up soon, ms: for an answer, and for a database that is away. */
const IMPATIENT_MS = 1_500
/** How long a store waits for a server that this machine has to start, however busy it is, ms. */
const PATIENT_MS = 60_000
/** How long a patient one waits for an answer, as the product does, ms. */
const ANSWER_MS = 5_000

type Source = PostgresSetting['source']

/** For what must fail: on a busy machine it fails where it should not. */
export const impatientStore = (source: Source, schema: string, logger: Logger = silentLogger) =>
  storeWaiting(source, schema, logger, { retryMs: IMPATIENT_MS, answerMs: IMPATIENT_MS })

export const patientStore = (source: Source, schema: string) =>
  storeWaiting(source, schema, silentLogger, { retryMs: PATIENT_MS, answerMs: ANSWER_MS })

interface MostlyPatient {
  readonly store: PostgresStore
  /** Expects what must fail; what is asked meanwhile gives up soon. */
  impatiently<T>(work: () => Promise<T>): Promise<T>
}

/** A store that waits as long as this machine needs, but for what must fail. */
export function mostlyPatientStore(source: Source, schema: string): MostlyPatient {
  const limits = { retryMs: PATIENT_MS, answerMs: IMPATIENT_MS }
  return {
    store: storeWaiting(source, schema, silentLogger, limits),
    async impatiently(work) {
      limits.retryMs = IMPATIENT_MS
      try {
        return await work()
      } finally {
        limits.retryMs = PATIENT_MS
      }
    },
  }
}

const storeWaiting = (
  source: Source,
  schema: string,
  logger: Logger,
  limits: { retryMs: number; answerMs: number },
): PostgresStore =>
  new PostgresStore({
    source,
    schema,
    now: () => NOON,
    logger,
    waiting: {
      get retryMs() {
        return limits.retryMs
      },
      answerMs: limits.answerMs,
      elapsed: () => performance.now(),
      random: randomFrom('impatient-store'),
      sleep: (ms) => sleep(ms),
    },
  })
