// The packages' tarballs, packed once for all tests of one build.
import { createHash } from 'node:crypto'
import { existsSync, globSync, statSync } from 'node:fs'
import path from 'node:path'
import { packForExamples } from '../../scripts/examples.ts'
import { madeOnce } from '../../scripts/made-once.ts'
import { FOLDERS, root } from '../../scripts/release/packages.ts'

/** What goes into the tarballs. */
const SOURCES = ['packages/*/dist/**/*', 'packages/*/package.json', 'packages/*/README.md']

/**
 * @returns a folder with `mooring-ui.tgz` and the others
 * @throws Error where the packages are not built
 */
export async function packedTarballs(): Promise<string> {
  const unbuilt = FOLDERS.filter((one) => !existsSync(path.join(root, one, 'dist/index.js')))
  if (unbuilt.length > 0) throw new Error(`Not built: ${unbuilt.join(', ')}. Run "pnpm build" first.`)
  const hash = createHash('sha256')
  for (const file of globSync(SOURCES, { cwd: root }).sort()) {
    const { size, mtimeMs } = statSync(path.join(root, file))
    hash.update(`${file}\0${size}\0${mtimeMs}\0`)
  }
  const name = `tarballs-${hash.digest('hex').slice(0, 16)}`
  return await madeOnce({ name, make: async (folder) => packForExamples(folder) })
}
