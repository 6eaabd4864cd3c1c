// Both sides of a move: a filled file, a schema of its own on a real server, and the command between them.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { endChild } from '../../../../scripts/child-process.ts'
import { RUN_VARIABLE } from '../../../../scripts/leftovers.ts'
import { runSql } from '../../conformance/postgres-ground.ts'
import { runCommand } from '../../src/cli/run-command.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import { fillStore } from './filled-store.ts'

const CLI = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly said: string
}

export interface MoveGround {
  readonly file: string
  readonly schema: string
  readonly url: string
  /** Runs the command in this process. */
  migrate(...words: string[]): Promise<Ended>
  /** Is called with each line that is printed. */
  onLine: (line: string) => void
  /** Runs it in a process of its own, killed once it has said this and so many ms have passed. */
  migrateKilled(saying: string, afterMs: number, ...words: string[]): Promise<Ended>
  /** Every row of every table, sorted; the note of the move left out. */
  dumpFile(): Record<string, string[]>
  dumpSchema(): Promise<Record<string, string[]>>
  sql(text: string): Promise<Record<string, unknown>[]>
  remove(): Promise<void>
}

/** Files are filled once for each test file and copied: filling one takes much longer. */
const filled = new Map<number, Promise<Buffer>>()

async function fillOnce(connections: number): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mooring-filled-'))
  const file = path.join(folder, 'mooring.db')
  try {
    await fillStore(file, connections)
    return await readFile(file)
  } finally {
    await rm(folder, { recursive: true })
  }
}

function filledFile(connections: number): Promise<Buffer> {
  const made = filled.get(connections) ?? fillOnce(connections)
  filled.set(connections, made)
  return made
}

/** Runs the command in this process, without a terminal. @returns its exit code */
export const runHere = (
  words: readonly string[],
  io: Pick<Terminal, 'env' | 'now' | 'print' | 'printError'>,
): Promise<number> =>
  runCommand({
    words,
    cwd: process.cwd(),
    nodeVersion: process.version,
    isInteractive: false,
    hasColours: false,
    progress: () => {},
    ask: async () => false,
    pause: async () => {},
    enter: () => {},
    id: randomUUID,
    ...io,
  })

/** How long the command may take, ms. */
const RUN_MS = 60_000

/** @param connections how many the file holds; 0: there is no file yet */
export async function openMoveGround(url: string, connections: number): Promise<MoveGround> {
  const content = connections > 0 ? await filledFile(connections) : null
  const folder = await mkdtemp(path.join(tmpdir(), 'mooring-move-'))
  const file = path.join(folder, 'mooring.db')
  const schema = `move_${randomUUID().slice(0, 8)}`
  if (content !== null) await writeFile(file, content)
  const words = ['migrate', '--from', `sqlite:${file}`, '--to', 'postgres', '--schema', schema]
  const env = { DATABASE_URL: url }
  const dumpFile = () => dump(file)
  const ground: MoveGround = {
    file,
    schema,
    url,
    onLine: () => {},
    async migrate(...more) {
      const lines: string[] = []
      const print = (line: string) => {
        lines.push(line)
        ground.onLine(line)
      }
      const io = { env, now: Date.now, print, printError: print }
      return { code: await runHere([...words, ...more], io), said: lines.join('\n') }
    },
    migrateKilled: (saying, afterMs, ...more) => killed([...words, ...more], env, { saying, afterMs }),
    dumpFile,
    async dumpSchema() {
      const tables = Object.keys(dumpFile())
      const rows = tables.map(async (table) => {
        const found = await runSql(url, `select * from "${schema}".${table}`)
        return [table, found.filter(isNoNote).map(spelled).sort()] as const
      })
      return Object.fromEntries(await Promise.all(rows))
    },
    sql: (text) => runSql(url, text.replaceAll('$schema', `"${schema}"`)),
    // The schema goes with its database.
    remove: () => rm(folder, { recursive: true, force: true }),
  }
  return ground
}

async function killed(
  words: readonly string[],
  env: Record<string, string>,
  { saying, afterMs }: { saying: string; afterMs: number },
): Promise<Ended> {
  const execArgv = ['--conditions=source', '--disable-warning=ExperimentalWarning']
  const { PATH, NODE_COMPILE_CACHE, [RUN_VARIABLE]: run } = process.env
  const child = spawn(process.execPath, [...execArgv, CLI, ...words], {
    env: { PATH, NODE_COMPILE_CACHE, [RUN_VARIABLE]: run, ...env },
  })
  let said = ''
  let isDoomed = false
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text
      if (isDoomed || !said.includes(saying)) return
      isDoomed = true
      setTimeout(() => child.kill('SIGKILL'), afterMs)
    })
  }
  try {
    const [code] = await once(child, 'close', { signal: AbortSignal.timeout(RUN_MS) })
    return { code, said }
  } catch (cause) {
    await endChild(child, 'SIGKILL')
    throw new Error(`The command did not end; it said: ${said}`, { cause })
  }
}

function dump(file: string): Record<string, string[]> {
  const database = new DatabaseSync(file, { readOnly: true })
  const tables = database
    .prepare(
      `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'migrations'`,
    )
    .all()
  const rows = tables.map(({ name }) => {
    const found = database.prepare(`select * from ${String(name)}`).all()
    return [String(name), found.filter(isNoNote).map(spelled).sort()] as const
  })
  database.close()
  return Object.fromEntries(rows)
}

const isNoNote = (row: Record<string, unknown>): boolean => row.name !== 'move'

/** Column by column, by name: a bigint of Postgres' is a text, SQLite's a number. */
const spelled = (row: Record<string, unknown>): string =>
  JSON.stringify(
    Object.entries(row)
      .map(([column, value]) => [column, value === null ? null : String(value)])
      .toSorted(([one = ''], [other = '']) => ((one ?? '') < (other ?? '') ? -1 : 1)),
  )
