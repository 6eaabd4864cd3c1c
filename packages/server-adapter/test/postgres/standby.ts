// A standby that has stopped following its primary server: it has what was there when it was made, for good.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresServer, startPostgres } from '../../../../scripts/postgres.ts'

/** A second server with all that a stopped one has: a standby of it, or its equal. */
export async function coldCopy(server: PostgresServer, asStandby: boolean): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-second-'))
  try {
    execFileSync('cp', ['-a', join(server.folder, 'data'), folder])
    if (asStandby) await writeFile(join(folder, 'data', 'standby.signal'), '')
    return await startPostgres({ folder })
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}
