// `pnpm release`: versions, changelogs, check, build, tarballs, bills of materials, a commit with its tag, and the publication with
// provenance. Only the workflow "release" can give that; `--dry-run` does what can be done anywhere, and changes and publishes nothing.
// `--rehearsal <registry>` does all of it in a clone of a clone, against a registry of this machine.
import { parseArgs } from 'node:util'
import { writeBillsOfMaterials } from './bill-of-materials.ts'
import { hasChangesets } from './changesets.ts'
import { type Destination, publishedOf, publishMissing, rehearsalAt, theRegistry } from './destination.ts'
import { commitRelease, goTo, push, putAside, releaseCommit, startMarked, tagRelease } from './history.ts'
import { writeNotes } from './notes.ts'
import { commonVersion, FOLDERS, packageName, root, UNRELEASED } from './packages.ts'
import { changeset, git, pnpm, run } from './run.ts'
import { OUTPUT, packTarballs, type Tarball } from './tarballs.ts'
import { bringToNextVersion } from './version.ts'

const BRANCH = 'main'

const { values: options } = parseArgs({
  options: { 'dry-run': { type: 'boolean', default: false }, rehearsal: { type: 'string' } },
})

/** What prevents a release; null for nothing. */
function problem(): string | null {
  if (git('status', '--porcelain') !== '') return 'The working tree has changes: commit them first.'
  const branch = git('rev-parse', '--abbrev-ref', 'HEAD')
  if (branch !== BRANCH) return `Releases are made from ${BRANCH}: "git switch ${BRANCH}".`
  if (options.rehearsal === undefined && !process.env.ACTIONS_ID_TOKEN_REQUEST_URL)
    return 'Provenance is given by CI alone: start the workflow "release" (.github/workflows/release.yml). "pnpm release --dry-run" shows here what it does.'
  return null
}

/** Each file of each tarball. */
function list(tarballs: readonly Tarball[]): void {
  for (const { name, version, files } of tarballs) {
    console.log(`\n${name}@${version}, ${files.length} files`)
    for (const { path: file } of files) console.log(`  ${file}`)
  }
}

function make(): Tarball[] {
  run(...pnpm('build'))
  const tarballs = packTarballs(OUTPUT)
  list(tarballs)
  writeBillsOfMaterials()
  return tarballs
}

function dryRun(): void {
  changeset('status')
  run(...pnpm('check'))
  make()
  console.log(`\nNothing is changed or published. The tarballs, as of the version before, are in ${OUTPUT}.`)
}

/** A version whose release was begun: it is gone on with before the next one, and made again where nothing else is to do. */
async function begun(to: Destination): Promise<string | null> {
  const version = commonVersion()
  if (version === UNRELEASED) return null
  if (!hasChangesets()) return version
  const published = await publishedOf(FOLDERS.map(packageName), version, to)
  return published.length === FOLDERS.length ? null : version
}

/** Makes the next version and commits it. */
function makeNext(): { version: string; tarballs: Tarball[] } {
  startMarked(root)
  const version = bringToNextVersion(new Date().toISOString().slice(0, 10))
  if (version === null) throw new Error('No changeset asks for a release: "pnpm changeset" writes one.')
  run(...pnpm('install', '--lockfile-only'))
  run(...pnpm('check'))
  const tarballs = make()
  commitRelease(root, version)
  return { version, tarballs }
}

function makeAgain(version: string): { version: string; tarballs: Tarball[] } {
  console.log(`${version} was begun before: it is gone on with.`)
  goTo(root, releaseCommit(root, version))
  return { version, tarballs: make() }
}

async function release(): Promise<void> {
  putAside(root)
  const found = problem()
  if (found !== null) throw new Error(found)
  const to = options.rehearsal === undefined ? theRegistry() : rehearsalAt(options.rehearsal)
  const before = await begun(to)
  const { version, tarballs } = before === null ? makeNext() : makeAgain(before)
  writeNotes(version)
  tagRelease(root, version)
  // What is published has its commit and tag on the code host before: a run that is stopped in between is gone on with from there.
  push(root, version, BRANCH)
  const count = await publishMissing(tarballs, to)
  console.log(`\n${version} is out: ${count} of ${tarballs.length} packages were published now.`)
}

try {
  if (options['dry-run']) dryRun()
  else await release()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
