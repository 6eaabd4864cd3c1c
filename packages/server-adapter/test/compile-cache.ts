// Processes that tests start take half the time with what an earlier one of the run has compiled.
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

const VARIABLE = 'NODE_COMPILE_CACHE'

export async function setup(): Promise<() => Promise<void>> {
  if (process.env[VARIABLE] !== undefined) return async () => {}
  // The run's own: bundles lie in a new folder each time, and would fill one that stays.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mooring-compiled-'))
  process.env[VARIABLE] = folder
  return async () => {
    delete process.env[VARIABLE]
    // Workers that end at this moment still write into it.
    await rm(folder, { recursive: true, force: true, maxRetries: 20 })
  }
}
