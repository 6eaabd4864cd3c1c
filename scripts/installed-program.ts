// Where the program of an installed package is.
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The file of an installed package's program: the one of its name, else its first. */
export function programOf(name: string): string {
  const manifest = path.join(root, 'node_modules', name, 'package.json')
  const { bin } = createRequire(import.meta.url)(manifest)
  return path.join(
    path.dirname(manifest),
    typeof bin === 'string' ? bin : (bin[name] ?? Object.values<string>(bin)[0]),
  )
}
