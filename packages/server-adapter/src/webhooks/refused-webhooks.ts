// Webhooks without a signature that fits a verifier token: counted by the hour, and nothing of them is stored.
import { REFUSALS_WRITTEN_EVERY_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import type { Job } from '../jobs/job.ts'
import { HOUR } from '../platform/clock.ts'

export interface RefusedWebhooks {
  /** Counts one. */
  note(): void
  /** Writes what was counted. */
  readonly work: Job
  /** Writes what was counted since; what cannot be written is lost, and logged. Never rejects. */
  close(): Promise<void>
}

export function createRefusedWebhooks({ config, store }: Pick<Deps, 'config' | 'store'>): RefusedWebhooks {
  let counted = new Map<number, number>()
  let writtenAt = 0

  async function write(now: number): Promise<number> {
    if (counted.size === 0) return 0
    const writing = counted
    counted = new Map()
    writtenAt = now
    try {
      await store.write(async ({ webhookLog }) => {
        for (const [hour, count] of writing) await webhookLog.refused(hour, count)
      })
    } catch (error) {
      for (const [hour, count] of writing) counted.set(hour, (counted.get(hour) ?? 0) + count)
      throw error
    }
    return 0
  }

  return {
    note() {
      const hour = Math.floor(config.now() / HOUR) * HOUR
      counted.set(hour, (counted.get(hour) ?? 0) + 1)
    },
    work: {
      name: 'refused-webhooks',
      // Strangers have them counted: no one of them is to make an instance unready.
      dueSince: async (_, now) =>
        counted.size > 0 && (now < writtenAt || now - writtenAt >= REFUSALS_WRITTEN_EVERY_MS) ? now : null,
      run: write,
    },
    async close() {
      await write(config.now()).catch((error: unknown) => {
        const lost = [...counted.values()].reduce((sum, count) => sum + count, 0)
        config.logger.warn(
          { refused: lost, ...failureFields(error) },
          'How many webhooks were refused since the last round could not be stored.',
        )
      })
    },
  }
}
