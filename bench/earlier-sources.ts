// The sources of an earlier commit in a temporary folder, to be measured beside today's in one run.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const PACKAGES = ['server-adapter', 'contract', 'simulator']

export interface Sources extends Disposable {
  /** The folder that has `packages`. */
  readonly folder: string
}

export const todaysSources = (): Sources => ({ folder: ROOT, [Symbol.dispose]: () => {} })

/** Run on the dependencies that are installed here. @returns null where the commit is not to be had */
export function sourcesOf(commit: string): Sources | null {
  const paths = PACKAGES.map((name) => `packages/${name}`)
  const archive = spawnSync('git', ['archive', commit, ...paths], { cwd: ROOT, maxBuffer: 1e9 })
  if (archive.status !== 0) return null
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mooring-earlier-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const unpacked = spawnSync('tar', ['-x', '-C', folder], { input: archive.stdout })
  if (unpacked.status !== 0) {
    remove()
    return null
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
  for (const name of paths)
    cpSync(path.join(ROOT, name, 'node_modules'), path.join(folder, name, 'node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
    })
  return { folder, [Symbol.dispose]: remove }
}
