// The real command in a process of its own, beside a host product with a connection, its SQLite file and a simulated Intuit.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, inject } from 'vitest'
import { endChild } from '../../../../scripts/child-process.ts'
import { RUN_VARIABLE } from '../../../../scripts/leftovers.ts'
import { runCommand } from '../../src/cli/run-command.ts'
import { openStage, type Stage } from '../stage.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'

const bundled = (name: 'mooring' | 'index') => path.join(inject('workers').folder, `${name}.mjs`)
/** How long a command may take, ms. */
const RUN_MS = 30_000
const SECRETS = ['test-secret-canary', KEY.secret]

export interface Ended {
  readonly code: number | null
  /** Standard output. */
  readonly out: string
  /** Standard error. */
  readonly beside: string
}

function begin(folder: string, words: readonly string[], preload: readonly string[] = []) {
  const { PATH, [RUN_VARIABLE]: run } = process.env
  const execArgv = ['--disable-warning=ExperimentalWarning', ...preload]
  return spawn(process.execPath, [...execArgv, bundled('mooring'), ...words], {
    cwd: folder,
    env: { PATH, NODE_COMPILE_CACHE: inject('workers').compileCache, [RUN_VARIABLE]: run },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Begins the command, and kills it once it has come so far. @param isThere asked until it is true */
export async function killIn(
  folder: string,
  words: readonly string[],
  isThere: () => boolean,
): Promise<void> {
  const child = begin(folder, words)
  try {
    await expect.poll(isThere, { timeout: RUN_MS, interval: 5 }).toBe(true)
  } finally {
    await endChild(child, 'SIGKILL')
  }
}

/**
 * Ends the process when it is about to commit what it writes, after so many commits that it may make: in its file, or in what it sends to
 * Postgres.
 */
const killer = (commits: number): string => {
  const source = `
import net from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { Writable } from 'node:stream'
let left = ${commits}
function commit() {
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  left -= 1
}
const writing = new WeakSet()
const { exec } = DatabaseSync.prototype
DatabaseSync.prototype.exec = function (text) {
  if (text === 'begin immediate') writing.add(this)
  if (text === 'commit' && writing.delete(this)) commit()
  return exec.call(this, text)
}
net.Socket.prototype.write = function (chunk, ...others) {
  if (/insert into \\S+commits .*; commit\\0$/s.test(String(chunk))) commit()
  return Writable.prototype.write.call(this, chunk, ...others)
}`
  return `data:text/javascript,${encodeURIComponent(source)}`
}

/** Runs the command, killed before its next commit after so many. @returns null where it was killed */
export async function runUpTo(
  commits: number,
  folder: string,
  words: readonly string[],
): Promise<Ended | null> {
  const ended = await runIn(folder, words, ['--import', killer(commits)])
  return ended.code === null ? null : ended
}

/** Runs the command in a folder, without a terminal; no secret of the config may be in what it says. */
export async function runIn(
  folder: string,
  words: readonly string[],
  preload?: readonly string[],
): Promise<Ended> {
  const child = begin(folder, words, preload)
  const said = { out: '', beside: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.beside += text
  })
  try {
    const [code] = await once(child, 'close', { signal: AbortSignal.timeout(RUN_MS) })
    for (const secret of SECRETS) expect(said.out + said.beside).not.toContain(secret)
    // No terminal, no colours.
    expect(said.out).not.toContain('\u001B')
    return { code, ...said }
  } catch (cause) {
    await endChild(child, 'SIGKILL')
    throw new Error(`mooring ${words.join(' ')} failed: ${said.out} ${said.beside}`, { cause })
  }
}

/** The same in this process, for commands that need no config. */
export async function runHere(cwd: string, words: readonly string[]): Promise<Ended> {
  const said = { out: '', beside: '' }
  const code = await runCommand({
    words,
    cwd,
    env: {},
    nodeVersion: process.version,
    isInteractive: false,
    hasColours: false,
    print: (line) => {
      said.out += `${line}\n`
    },
    printError: (line) => {
      said.beside += `${line}\n`
    },
    progress: () => {},
    ask: async () => false,
    pause: async () => {},
    enter: () => {},
    now: Date.now,
    id: randomUUID,
  })
  return { code, ...said }
}

export interface CliGround {
  readonly stage: Stage
  readonly folder: string
  run(...words: string[]): Promise<Ended>
  /** The same with `--json`: what it printed, read. */
  json(...words: string[]): Promise<{ code: number | null; data: unknown }>
  /** Writes another config. @param changes source text of options */
  configure(changes?: string, name?: string): Promise<void>
}

const storeOf = ({ storeLocation }: Stage): string =>
  storeLocation.kind === 'postgres'
    ? `postgresStore(${JSON.stringify({ connectionString: storeLocation.connectionString, schema: storeLocation.schema })})`
    : "sqliteStore({ path: './mooring.db' })"

const source = (stage: Stage, changes: string): string => `
import { postgresStore, sqliteStore } from ${JSON.stringify(pathToFileURL(bundled('index')).href)}
console.log('said by the config')
setInterval(() => {}, 1_000)
export default {
  clientId: 'test-client',
  clientSecret: 'test-secret-canary',
  environment: 'sandbox',
  redirectUri: '${stage.origin}/api/quickbooks/callback',
  store: ${storeOf(stage)},
  encryptionKeys: [${JSON.stringify(KEY)}],
  identify: () => null,
  intuitOrigin: '${stage.simulator.origin}',
  ${changes}
}
`

/** @param given a stage with the key `KEY`, closed by its own ground */
export async function openCliGround(given?: Stage): Promise<CliGround> {
  const stage = given ?? (await openStage({ encryptionKeys: [KEY] }))
  const folder = path.dirname(stage.databasePath)
  const run = (...words: string[]) => runIn(folder, words)
  const configure = (changes = '', name = 'mooring.config.mjs') =>
    writeFile(path.join(folder, name), source(stage, changes))
  await configure()
  return {
    stage,
    folder,
    run,
    configure,
    async json(...words) {
      const { code, out } = await run(...words, '--json')
      return { code, data: JSON.parse(out) }
    },
  }
}
