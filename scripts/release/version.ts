// Brings all packages to the next version, as the changesets say, and everything that repeats it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describeSchema, RELEASED_FILE } from '../../packages/server-adapter/test/released-schema.ts'
import { forPackages, released, unreleasedIn, withText } from './changelog.ts'
import { commonVersion, root, VERSION_FILE, versionFile } from './packages.ts'
import { changeset } from './run.ts'

const FIRST = path.join(root, '.changeset/first-release.md')
const CHANGELOG = path.join(root, 'CHANGELOG.md')
/** @returns the new version; null where no changeset asks for one */
export function bringToNextVersion(today: string): string | null {
  const before = commonVersion()
  const changelog = readFileSync(CHANGELOG, 'utf8')
  const list = unreleasedIn(changelog)
  if (list !== null && existsSync(FIRST)) {
    writeFileSync(FIRST, withText(readFileSync(FIRST, 'utf8'), `The first release.\n\n${forPackages(list)}`))
    writeFileSync(CHANGELOG, released(changelog, today))
  }
  changeset('version')
  const version = commonVersion()
  if (version === before) return null
  writeFileSync(VERSION_FILE, versionFile(version))
  // From here on hosts have these migrations: a test sees to it that none of them changes.
  writeFileSync(RELEASED_FILE, `${JSON.stringify(describeSchema(version), null, 2)}\n`)
  return version
}
