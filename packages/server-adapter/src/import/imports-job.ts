// Imports that Intuit did not let come to their end: tried again, for a day.

import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import type { Job } from '../jobs/job.ts'
import type { Imports } from './import-connection.ts'

const PAGE = 50

export function createImportsJob({ store, config }: Deps, imports: Pick<Imports, 'resume' | 'putOff'>): Job {
  /** @returns how many were taken further, or put off */
  async function run(now: number): Promise<number> {
    const due = await store.read((tx) => tx.imports.due(now, PAGE))
    let processed = 0
    for (const row of due) {
      try {
        if (await imports.resume(row, now)) processed++
      } catch (error) {
        const { tenantId, connectionId } = row
        await imports.putOff(row)
        processed++
        config.logger.error(
          { tenantId, connectionId, ...failureFields(error) },
          'An import could not be taken further.',
        )
      }
    }
    return processed
  }

  return {
    name: 'imports',
    dueSince: async (tx, now) => (await tx.imports.due(now, 1))[0]?.dueAt ?? null,
    run,
  }
}
