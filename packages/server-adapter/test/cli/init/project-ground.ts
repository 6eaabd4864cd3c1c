// A fresh project in a folder of its own.
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../../../src/cli/run-command.ts'
import type { Terminal } from '../../../src/cli/terminal.ts'
import type { Files } from './starters.ts'

const PACKAGES = fileURLToPath(new URL('../../../..', import.meta.url))
const ADAPTER = path.join(PACKAGES, 'server-adapter')

/** What the projects may import, without an install. */
const INSTALLED: Readonly<Record<string, string>> = {
  '@mooring/server-adapter': ADAPTER,
  '@mooring/ui': path.join(PACKAGES, 'ui'),
  express: path.join(ADAPTER, 'node_modules/express'),
  hono: path.join(ADAPTER, 'node_modules/hono'),
  '@hono/node-server': path.join(ADAPTER, 'node_modules/@hono/node-server'),
}

export interface ProjectGround {
  readonly folder: string
  /** Every file, by its path, but for what is installed. */
  files(): Promise<Record<string, string>>
  write(files: Files): Promise<void>
}

export async function openProject(opened: AsyncDisposableStack, files: Files): Promise<ProjectGround> {
  const made = await mkdtemp(path.join(tmpdir(), 'mooring-init-'))
  const folder = opened.adopt(made, (each) => rm(each, { recursive: true, force: true }))
  const write = async (texts: Files) => {
    for (const [name, text] of Object.entries(texts)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
      await writeFile(path.join(folder, name), text)
    }
  }
  await write(files)
  return { folder, write, files: () => filesIn(folder) }
}

/** Puts links where an install would put packages. */
export async function install(folder: string): Promise<void> {
  for (const [name, place] of Object.entries(INSTALLED)) {
    const link = path.join(folder, 'node_modules', name)
    await mkdir(path.dirname(link), { recursive: true })
    await symlink(place, link, 'junction')
  }
}

async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((name) => !name.startsWith('node_modules/'))
  const texts = names
    .sort()
    .map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const)
  return Object.fromEntries(await Promise.all(texts))
}

export interface Said {
  readonly code: number
  readonly out: string
  readonly beside: string
  readonly questions: readonly string[]
}

/** Runs a command as the process does. @param says a person's answer; null: there is no terminal */
export async function runWith(
  folder: string,
  words: readonly string[],
  says: boolean | null = null,
): Promise<Said> {
  const said = { out: '', beside: '', questions: [] as string[] }
  const terminal: Terminal = {
    words,
    env: {},
    cwd: folder,
    nodeVersion: process.version,
    isInteractive: says !== null,
    hasColours: false,
    print: (line) => {
      said.out += `${line}\n`
    },
    printError: (line) => {
      said.beside += `${line}\n`
    },
    progress: () => {},
    ask: async (question) => {
      said.questions.push(question)
      return says === true
    },
    pause: async () => {},
    enter: () => {},
    now: () => Date.UTC(2027, 0, 2),
    id: () => 'id',
  }
  return { code: await runCommand(terminal), ...said }
}
