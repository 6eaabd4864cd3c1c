// Which jobs have something to do, and since when: one read for all of them.
import type { Deps } from '../deps.ts'
import type { ReadRepositories } from '../stores/store.ts'
import type { Job } from './job.ts'

/**
 * Those of the jobs that would find something at `now` (ms since the epoch), in their order. One that cannot be asked
 * counts as due: its run reports the error.
 * @throws what the first was refused with, where none can be asked
 */
export async function dueJobs(
  { store }: Pick<Deps, 'store'>,
  jobs: readonly Job[],
  now: number,
): Promise<readonly Job[]> {
  const answers = await store.read((tx) => Promise.allSettled(jobs.map((job) => job.dueSince(tx, now))))
  const [first] = answers
  if (first?.status === 'rejected' && answers.every(({ status }) => status === 'rejected')) throw first.reason
  return jobs.filter((_, index) => {
    const answer = answers[index]
    return answer?.status !== 'fulfilled' || answer.value !== null
  })
}

/** Since when any of the jobs has had something to do, ms since the epoch; null where nothing is due at `now`. */
export async function dueSince(
  jobs: readonly Job[],
  tx: ReadRepositories,
  now: number,
): Promise<number | null> {
  return earliest(await Promise.all(jobs.map((job) => job.dueSince(tx, now))))
}

/** The first of the moments that there are, ms since the epoch. */
export function earliest(moments: readonly (number | null | undefined)[]): number | null {
  const known = moments.filter((moment) => typeof moment === 'number')
  return known.length === 0 ? null : Math.min(...known)
}
