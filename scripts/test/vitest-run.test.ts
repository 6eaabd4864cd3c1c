// A run of Vitest ends whatever its tests leave behind, and fails for it.
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { processesOfRun } from '../leftovers.ts'
import { runVitest } from '../vitest-run.ts'

const cwd = fileURLToPath(new URL('leaves-a-process', import.meta.url))
/** Elsewhere the environment of other processes can't be read. */
const seesProcesses = ['darwin', 'linux'].includes(process.platform)

/** @param endPatienceMs short where a run is sure not to end by itself */
async function run(
  name: string,
  { signal, endPatienceMs = 15_000 }: { signal?: AbortSignal; endPatienceMs?: number } = {},
) {
  const id = randomUUID()
  const failures = await runVitest({
    args: [name],
    cwd,
    run: id,
    output: 'ignore',
    signal,
    endPatienceMs,
  })
  return { failures, running: await processesOfRun(id) }
}

describe('a run of Vitest', () => {
  it('passes where nothing is left', async () => {
    expect(await run('ends-well')).toEqual({ failures: [], running: [] })
  })

  it.runIf(seesProcesses)('fails for a process that outlives it, names it and ends it', async () => {
    const { failures, running } = await run('passes')
    expect(failures).toEqual([expect.stringMatching(/^It left process \d+ running, .*left-behind/)])
    expect(running).toEqual([])
  })

  it.runIf(seesProcesses)(
    'ends where a set-up throws after the first of two starts, though the first ignores SIGTERM',
    async () => {
      const { failures, running } = await run('set-up-throws', { endPatienceMs: 1_500 })
      expect(failures).toContainEqual(expect.stringMatching(/^It left process \d+ running, .*first-of-two/))
      expect(running).toEqual([])
    },
  )

  it('ends when it is interrupted', async () => {
    const { failures, running } = await run('ends-well', { signal: AbortSignal.timeout(200) })
    expect(failures).toContain('It was interrupted.')
    expect(running).toEqual([])
  })
})
