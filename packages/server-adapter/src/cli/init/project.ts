// A host's project as far as `init` reads it.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { isIgnoredBy } from './git-ignore.ts'

export interface Manifest {
  readonly type?: string
  readonly main?: string
  readonly packageManager?: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun'

export interface Project {
  readonly manifest: Manifest
  readonly packageManager: PackageManager
  /** The text of a file, by its path from the project's folder; null where there is none. */
  text(file: string): string | null
  hasFolder(folder: string): boolean
  /** The files in a folder, without those in folders of it, by their paths from the project's; none where it is none. */
  files(folder: string): readonly string[]
  /** Whether git leaves this file out. */
  isIgnored(file: string): boolean
  /** Whether git has this file. */
  isTracked(file: string): boolean
}

/** @returns null where the folder has no package.json that can be read */
export function readProject(folder: string, userAgent: string | undefined): Project | null {
  const at = (file: string) => path.join(folder, file)
  const text = (file: string) => (isFile(at(file)) ? readFileSync(at(file), 'utf8') : null)
  const manifest = manifestOf(text('package.json'))
  if (manifest === null) return null
  const git = (...words: string[]) => said(folder, words)
  return {
    manifest,
    packageManager: packageManagerOf(folder, manifest, userAgent),
    text,
    hasFolder: (name) => statSync(at(name), { throwIfNoEntry: false })?.isDirectory() === true,
    files: (name) => filesIn(at(name)).map((file) => path.posix.join(name, file)),
    isIgnored: (file) =>
      isIgnoredBy(text('.gitignore') ?? '', file) || git('check-ignore', '--', file) !== '',
    isTracked: (file) => git('ls-files', '--', file) !== '',
  }
}

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true

/** Their names; none where it is no folder that can be read. */
function filesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
  } catch {
    return []
  }
}

function manifestOf(text: string | null): Manifest | null {
  if (text === null) return null
  try {
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null
  } catch {
    return null
  }
}

/** What git prints; nothing where there is no git, or no repository. */
function said(folder: string, words: string[]): string {
  try {
    return execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return ''
  }
}

const LOCK_FILES = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
] as const

/** By the lock file of the project or of the workspace around it. */
function packageManagerOf(folder: string, { packageManager }: Manifest, userAgent = ''): PackageManager {
  const named = /^(npm|pnpm|yarn|bun)\b/
  const own = named.exec(packageManager ?? '')?.[1]
  if (own !== undefined) return own as PackageManager
  for (let at = folder; ; at = path.dirname(at)) {
    const lock = LOCK_FILES.find(([file]) => existsSync(path.join(at, file)))
    if (lock !== undefined) return lock[1]
    if (at === path.dirname(at)) return (named.exec(userAgent)?.[1] ?? 'npm') as PackageManager
  }
}

export const dependsOn = ({ manifest }: Pick<Project, 'manifest'>, name: string): string | undefined =>
  manifest.dependencies?.[name] ?? manifest.devDependencies?.[name] ?? manifest.peerDependencies?.[name]
