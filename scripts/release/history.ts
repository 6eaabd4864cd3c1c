// The commit and the tag of a release, in a clone. Each step may be made again: what is there already is left.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gitIn, pnpm, run } from './run.ts'

/** Is there from the first change of a release until its commit: the tree was clean before. */
const marker = (clone: string): string =>
  path.resolve(clone, gitIn(clone)('rev-parse', '--git-path', 'mooring-release'))

export const startMarked = (clone: string): void => writeFileSync(marker(clone), '')

/** Takes a release's changes out of the tree that was stopped before its commit. They stay in git's stash. */
export function putAside(clone: string): void {
  const git = gitIn(clone)
  if (!existsSync(marker(clone))) return
  if (git('status', '--porcelain') !== '') {
    git('stash', 'push', '--include-untracked', '--message', 'A release that was stopped')
    console.log('A release was stopped before its commit: its changes are in "git stash list".')
  }
  rmSync(marker(clone))
}

const subject = (version: string): string => `chore(release): ${version}`

export function commitRelease(clone: string, version: string): void {
  const git = gitIn(clone)
  git('add', '--all')
  git('commit', '--quiet', '--message', subject(version))
  rmSync(marker(clone), { force: true })
}

const hasTag = (clone: string, version: string): boolean =>
  gitIn(clone)('tag', '--list', `v${version}`) !== ''

/** The commit of a release. @throws Error where there is none */
export function releaseCommit(clone: string, version: string): string {
  const git = gitIn(clone)
  if (hasTag(clone, version)) return git('rev-parse', `v${version}^{commit}`)
  const found = git('log', '-1', '--format=%H', '--fixed-strings', `--grep=${subject(version)}`)
  if (found === '')
    throw new Error(`The packages are ${version}, and no commit "${subject(version)}" made them so.`)
  return found
}

/** The sources of a commit, with what they need. */
export function goTo(clone: string, commit: string): void {
  const git = gitIn(clone)
  if (git('rev-parse', 'HEAD') === commit) return
  git('checkout', '--quiet', '--detach', commit)
  run(...pnpm('install', '--frozen-lockfile'))
}

export function tagRelease(clone: string, version: string): void {
  const git = gitIn(clone)
  if (!hasTag(clone, version))
    git('tag', '--annotate', `v${version}`, '--message', version, releaseCommit(clone, version))
}

/** Whether a branch of the code host has a commit. */
function isIn(clone: string, branch: string, commit: string): boolean {
  const git = gitIn(clone)
  git('fetch', '--quiet', 'origin', branch)
  return git('branch', '--remotes', '--contains', commit, '--list', `origin/${branch}`) !== ''
}

/** Gives the code host the commit and its tag, both or none. */
export function push(clone: string, version: string, branch: string): void {
  const commit = releaseCommit(clone, version)
  const head = isIn(clone, branch, commit) ? [] : [`${commit}:refs/heads/${branch}`]
  gitIn(clone)('push', '--quiet', '--atomic', 'origin', ...head, `refs/tags/v${version}`)
}
