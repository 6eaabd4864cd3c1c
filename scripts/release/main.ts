// `pnpm release`: versions, changelogs, check, build, tarballs, bills of materials, a commit with its tag, and the publication with
// provenance. Only the workflow "release" can give that; `--dry-run` does what can be done anywhere, and changes and publishes nothing.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { writeBillsOfMaterials } from './bill-of-materials.ts'
import { sectionOf } from './changelog.ts'
import { FOLDERS, root } from './packages.ts'
import { changeset, git, pnpm, run } from './run.ts'
import { OUTPUT, packTarballs, type Tarball } from './tarballs.ts'
import { bringToNextVersion } from './version.ts'

const BRANCH = 'main'

const { values: options } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } })

/** What keeps this from being a release; null for nothing. */
function problem(): string | null {
  if (git('status', '--porcelain') !== '') return 'The working tree has changes: commit them first.'
  if (git('rev-parse', '--abbrev-ref', 'HEAD') !== BRANCH) return `Releases are made from ${BRANCH}.`
  if (!process.env.ACTIONS_ID_TOKEN_REQUEST_URL)
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

function checkAndBuild(): void {
  run(...pnpm('check'))
  run(...pnpm('build'))
}

function dryRun(): void {
  changeset('status')
  checkAndBuild()
  list(packTarballs(OUTPUT))
  writeBillsOfMaterials()
  console.log(`\nNothing is changed or published. The tarballs, as of the version before, are in ${OUTPUT}.`)
}

/** The changelogs of all packages for this version, as the text of the release. */
function writeNotes(version: string): void {
  const notes = FOLDERS.map((folder) => {
    const section = sectionOf(readFileSync(path.join(root, folder, 'CHANGELOG.md'), 'utf8'), version)
    return `## @mooring/${path.basename(folder)}\n\n${section}\n`
  })
  writeFileSync(path.join(OUTPUT, 'notes.md'), notes.join('\n'))
}

function release(): void {
  const version = bringToNextVersion(new Date().toISOString().slice(0, 10))
  if (version === null) throw new Error('No changeset asks for a release: "pnpm changeset" writes one.')
  run(...pnpm('install', '--lockfile-only'))
  checkAndBuild()
  list(packTarballs(OUTPUT))
  writeBillsOfMaterials()
  writeNotes(version)
  git('add', '--all')
  git('commit', '--quiet', '--message', `chore(release): ${version}`)
  git('tag', '--annotate', `v${version}`, '--message', version)
  // What is there already is passed over: after a failure the same release can be made again.
  run(
    ...pnpm(
      '--recursive',
      '--filter',
      './packages/*',
      'publish',
      '--provenance',
      '--access',
      'public',
      '--no-git-checks',
    ),
  )
  run('git', 'push', '--atomic', '--follow-tags', 'origin', `HEAD:${BRANCH}`)
}

try {
  if (options['dry-run']) dryRun()
  else {
    const found = problem()
    if (found !== null) throw new Error(found)
    release()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
