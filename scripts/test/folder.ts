// A folder for one test, gone at its end: `using folder = newFolder({ 'a/b.txt': 'text' })`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** @param files text by path */
export function newFolder(files: Readonly<Record<string, string>>): Disposable & { readonly path: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mooring-scripts-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}
