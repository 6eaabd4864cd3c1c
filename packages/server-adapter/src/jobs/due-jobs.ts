// Which jobs have something to do: one read for all of them.
import type { Deps } from '../deps.ts'
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
  const answers = await store.read((tx) => Promise.allSettled(jobs.map((job) => job.isDue(tx, now))))
  const [first] = answers
  if (first?.status === 'rejected' && answers.every(({ status }) => status === 'rejected')) throw first.reason
  return jobs.filter((_, index) => {
    const answer = answers[index]
    return answer?.status !== 'fulfilled' || answer.value
  })
}
