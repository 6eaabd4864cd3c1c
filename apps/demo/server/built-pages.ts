// The built pages, on disk until a source of theirs changes: one demo of this clone builds them, the others read them.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { madeOnce } from '../../../scripts/made-once.ts'
import { buildPages, type Pages } from './pages.ts'

const at = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

const SOURCES = [
  '../web',
  '../guide',
  '../../../packages/ui/src',
  '../../../packages/messages/src',
  '../../../packages/contract/src',
].map(at)
const OTHERS = ['pages.ts', '../../../pnpm-lock.yaml'].map(at)
const PREFIX = 'demo-pages-'
/** Another demo may still read the pages before these; three builds later none does. */
const MOST_BUILDS = 3

/**
 * Resolves to the pages as last built, or built now where anything they are made of is another.
 * @param onBuild called once before they are built
 * @throws MadeOnceError where they can't be written
 */
export async function builtPages(onBuild?: () => void): Promise<Pages> {
  let isNew = false
  const folder = await madeOnce({
    name: `${PREFIX}${await keyOfSources()}`,
    make: async (empty) => {
      await writePages(empty)
      isNew = true
    },
    onMake: onBuild,
  })
  if (isNew) await removeOldBuilds(path.dirname(folder))
  return await readPages(path.join(folder, 'pages'))
}

async function keyOfSources(): Promise<string> {
  // Vite builds another React for another NODE_ENV.
  const hash = createHash('sha256').update(`${process.env.NODE_ENV ?? ''}\n`)
  for (const file of [...OTHERS, ...(await Promise.all(SOURCES.map(filesIn))).flat()]) {
    const { size, mtimeMs } = await stat(file)
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex').slice(0, 32)
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

async function writePages(folder: string): Promise<void> {
  for (const [name, content] of await buildPages()) {
    const file = path.join(folder, 'pages', name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, content)
  }
}

async function readPages(folder: string): Promise<Pages> {
  const files = await filesIn(folder)
  const contents = await Promise.all(files.map((file) => readFile(file)))
  const name = (file: string) => `/${path.relative(folder, file).replaceAll(path.sep, '/')}`
  return new Map(files.map((file, index) => [name(file), contents[index] ?? '']))
}

/**
 * Removes all builds but the newest.
 * @param cacheFolder where they are
 */
async function removeOldBuilds(cacheFolder: string): Promise<void> {
  const names = (await readdir(cacheFolder)).filter((name) => /^demo-pages-[0-9a-f]+$/.test(name))
  const times = await Promise.all(
    names.map((name) =>
      stat(path.join(cacheFolder, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  )
  const newestFirst = names
    .map((name, index) => ({ name, time: times[index] ?? 0 }))
    .sort((a, b) => b.time - a.time)
  for (const { name } of newestFirst.slice(MOST_BUILDS)) {
    const folder = path.join(cacheFolder, name)
    // Renamed first: a build is there whole or not at all. Another demo may remove it at the same time.
    await rename(folder, `${folder}~old`).catch(() => {})
    await rm(`${folder}~old`, { recursive: true, force: true }).catch(() => {})
  }
}
