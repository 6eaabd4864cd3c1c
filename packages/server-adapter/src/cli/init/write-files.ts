// Writes files so that each is there whole or not at all, and none that another has made or changed is lost.
import { randomBytes } from 'node:crypto'
import { chmod, link, lstat, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Written } from './plan.ts'

/** The folder of files that are being written. Where a killed run left it, the next one removes it. */
const DRAFTS = '.mooring-init'

/** A file that could not be written. */
export class NotWritten extends Error {
  override readonly name = 'NotWritten'
  readonly path: string
  readonly written: readonly string[]

  constructor(file: string, written: readonly string[], cause: unknown) {
    super(whyNot(cause), { cause })
    this.path = file
    this.written = written
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

const CHANGED = 'it was changed in the meantime'

function whyNot(cause: unknown): string {
  if (codeOf(cause) === 'EEXIST' || cause === CHANGED) return CHANGED
  return codeOf(cause) || 'an unknown error'
}

/** Removes what a run that was killed has left. */
export const removeDrafts = (folder: string): Promise<void> =>
  rm(path.join(folder, DRAFTS), { recursive: true, force: true })

/** @throws NotWritten for the first that can't be; those before it are written */
export async function writeFiles(folder: string, files: readonly Written[]): Promise<void> {
  const drafts = path.join(folder, DRAFTS)
  const written: string[] = []
  await removeDrafts(folder)
  try {
    for (const file of files) {
      try {
        await mkdir(drafts, { recursive: true })
        // Not even a run that was killed leaves something for git.
        await writeFile(path.join(drafts, '.gitignore'), '*\n')
        await writeOne(folder, drafts, file)
      } catch (error) {
        throw new NotWritten(file.path, written, error)
      }
      written.push(file.path)
    }
  } finally {
    await removeDrafts(folder)
  }
}

async function writeOne(folder: string, drafts: string, file: Written): Promise<void> {
  const target = path.join(folder, file.path)
  const draft = path.join(drafts, randomBytes(8).toString('hex'))
  await mkdir(path.dirname(target), { recursive: true })
  if (file.kind === 'create') {
    await writeFile(draft, file.content, { mode: file.isPrivate ? 0o600 : 0o666, flush: true })
    await appear(draft, target)
    return
  }
  // A link to a file stays one.
  const real = await realpath(target)
  const { mode } = await stat(real)
  await writeFile(draft, file.content, { mode: 0o600, flush: true })
  await chmod(draft, mode & 0o777)
  if ((await readFile(real, 'utf8')) !== file.before) throw CHANGED
  await rename(draft, real)
}

/** Some file systems have no hard links. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV']

/** Fails where there is a file, as a rename alone would not. */
async function appear(draft: string, target: string): Promise<void> {
  try {
    await link(draft, target)
  } catch (error) {
    if (!NO_LINKS.includes(codeOf(error))) throw error
    if ((await lstat(target).catch(() => null)) !== null) throw CHANGED
    await rename(draft, target)
  }
}
