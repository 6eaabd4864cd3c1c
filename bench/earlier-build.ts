// The build that goals are measured against: a checkout of its commit in a temporary folder, installed there once.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The build of November 2026 that the goals of speed were set against. */
export const EARLIER = '0b3c19e'

const HERE = fileURLToPath(new URL('..', import.meta.url))

/** @returns its folder; null where the repository has no such commit, or its packages can't be installed */
export function earlierBuild(): string | null {
  const folder = path.join(os.tmpdir(), `mooring-${EARLIER}`)
  if (existsSync(path.join(folder, 'node_modules'))) return folder
  try {
    mkdirSync(folder, { recursive: true })
    const tree = execFileSync('git', ['archive', EARLIER], { cwd: HERE, maxBuffer: 1e9 })
    execFileSync('tar', ['-x', '-C', folder], { input: tree })
    const install = ['--yes', 'pnpm', 'install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts']
    execFileSync('npx', install, { cwd: folder, stdio: 'ignore', env: { ...process.env, CI: 'true' } })
    return folder
  } catch {
    rmSync(folder, { recursive: true, force: true })
    return null
  }
}

/** This build's folder. */
export const THIS_BUILD = HERE
