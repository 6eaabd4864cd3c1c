// A run within a run belongs to both.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { endChild } from '../child-process.ts'
import { endLeftovers, markOf, processesOfRun, RUN_VARIABLE } from '../leftovers.ts'

it.runIf(['darwin', 'linux'].includes(process.platform))(
  'ends what a run within it left, and nothing of another one',
  async () => {
    const [outer, inner, other] = [randomUUID(), randomUUID(), randomUUID()]
    const env = { ...process.env, [RUN_VARIABLE]: markOf(inner, outer) }
    await using opened = new AsyncDisposableStack()
    const child = opened.adopt(
      spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1_000)'], { env, stdio: 'ignore' }),
      (one) => endChild(one, 'SIGKILL'),
    )
    await once(child, 'spawn')
    const found = [{ pid: child.pid, command: expect.any(String) }]
    // Its environment may be there a moment after it.
    await expect.poll(() => processesOfRun(inner)).toEqual(found)
    expect(await endLeftovers(other, 0)).toEqual([])
    expect(await endLeftovers(outer, 0)).toEqual(found)
    expect(await processesOfRun(inner)).toEqual([])
  },
)
