// What a release says of itself: the changelogs of all packages for one version.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { homeOf } from '../docs/home.ts'
import { sectionOf } from './changelog.ts'
import { FOLDERS, packageName, root } from './packages.ts'
import { packedReadme } from './readme.ts'
import { OUTPUT } from './tarballs.ts'

/** One text of the sections of several packages: packages that say the same share it, and that a dependency is new is left out. */
export function notesOf(sections: ReadonlyMap<string, string>): string {
  const names = new Map<string, string[]>()
  for (const [name, section] of sections) {
    const text = section
      .replace(/(^|\n+)### Patch Changes\n+- Updated dependencies[\s\S]*?(?=\n### |$)/, '')
      .trim()
    names.set(text, [...(names.get(text) ?? []), name])
  }
  return [...names]
    .filter(([text]) => text !== '')
    .map(([text, of]) => `## ${of.join(', ')}\n\n${text}\n`)
    .join('\n')
}

/** Writes `release/notes.md`. */
export function writeNotes(version: string): void {
  const home = homeOf(process.env)
  const linked = (text: string, folder: string) => packedReadme(text, { folder, version, home })
  const sections = FOLDERS.map((folder): [string, string] => [
    packageName(folder),
    linked(sectionOf(readFileSync(path.join(root, folder, 'CHANGELOG.md'), 'utf8'), version), folder),
  ])
  writeFileSync(path.join(OUTPUT, 'notes.md'), notesOf(new Map(sections)))
}
