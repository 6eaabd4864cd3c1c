// The built pages, kept on disk until a source of theirs changes: a second start is up at once.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPages, type Pages } from './pages.ts'

const at = (place: string) => fileURLToPath(new URL(place, import.meta.url))

const SOURCES = ['../web', '../../../packages/ui/src', '../../../packages/contract/src'].map(at)
const OTHERS = ['pages.ts', '../../../pnpm-lock.yaml'].map(at)
const FOLDER = at('../.data/pages')

/** The pages as last built, or built now where anything they are made of is another. */
export async function keptPages(): Promise<Pages> {
  const file = path.join(FOLDER, `${await keyOfSources()}.json`)
  const kept = await readPages(file)
  if (kept !== null) return kept
  const pages = await buildPages()
  await keepPages(file, pages)
  return pages
}

async function keyOfSources(): Promise<string> {
  const hash = createHash('sha256')
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

/** null where there are none, or none that can be read. */
async function readPages(file: string): Promise<Pages | null> {
  try {
    const files = JSON.parse(await readFile(file, 'utf8')) as [string, string][]
    return new Map(files.map(([name, content]) => [name, Buffer.from(content, 'base64')]))
  } catch {
    return null
  }
}

/** Whole or not at all: another demo may read at the same time. What can't be kept is built again next time. */
async function keepPages(file: string, pages: Pages): Promise<void> {
  const files = [...pages].map(([name, content]) => [name, Buffer.from(content).toString('base64')])
  const draft = `${file}.${randomUUID()}`
  try {
    await mkdir(FOLDER, { recursive: true })
    for (const old of await readdir(FOLDER)) await rm(path.join(FOLDER, old), { force: true })
    await writeFile(draft, JSON.stringify(files))
    await rename(draft, file)
  } catch {
    await rm(draft, { force: true })
  }
}
