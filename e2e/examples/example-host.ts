// A host of examples/, installed from the packed packages in a folder outside this workspace, and started as its README says.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { cp, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { exampleFolder, INSTALL, shellVariables, writeEnvironment } from '../../scripts/examples.ts'
import { freePort } from '../../scripts/free-port.ts'
import { packedTarballs } from '../packed/tarballs.ts'

const execute = promisify(execFile)

const PROGRAM_PATIENCE_MS = 280_000
const START_PATIENCE_MS = 170_000
const END_PATIENCE_MS = 20_000
const ASK_EVERY_MS = 200

/** What a person's use of a clone leaves beside the files of the example. */
const LEFT =
  /^(node_modules|dist|build|\.next|\.react-router|\.env|intuit\.json|package-lock\.json|.*\.db.*)$/

/** A folder with the example and all that it needs. Leaving the scope of `await using` removes it. */
export interface InstalledExample extends AsyncDisposable {
  readonly folder: string
  /** Starts it by one of its scripts, and resolves once it answers. */
  start(script: string): Promise<StartedExample>
  /** Runs a program in it, and resolves to what it printed. @throws Error where it fails */
  run(program: string, ...words: string[]): Promise<string>
}

export interface StartedExample extends AsyncDisposable {
  readonly origin: string
  /** All that it and what it started have printed until now. */
  printed(): string
  /** As Ctrl+C in its terminal. Resolves to what it has printed once it and all it started have ended. */
  interrupt(): Promise<string>
}

/** @throws Error with npm's words where it can't be installed */
export async function installExample(name: string): Promise<InstalledExample> {
  await using opened = new AsyncDisposableStack()
  const parent = await realpath(await mkdtemp(path.join(os.tmpdir(), 'mooring-example-')))
  opened.defer(() => rm(parent, { recursive: true, force: true, maxRetries: 3 }))
  const folder = path.join(parent, name)
  await cp(exampleFolder(name), folder, {
    recursive: true,
    filter: (file) =>
      file === exampleFolder(name) || !LEFT.test(path.basename(file)) || file.endsWith('.env.example'),
  })
  await symlink(await packedTarballs(), path.join(parent, 'tarballs'), 'junction')
  writeEnvironment(folder)
  const run = async (program: string, ...words: string[]) => {
    const shell = process.platform === 'win32'
    const options = { cwd: folder, env: shellVariables(), timeout: PROGRAM_PATIENCE_MS, shell }
    const { stdout } = await execute(program, words, options).catch((error: unknown) => {
      throw error instanceof Error && 'stdout' in error
        ? new Error(`${error.message}\n${error.stdout}`)
        : error
    })
    return stdout
  }
  await run('npm', ...INSTALL, '--prefer-offline')
  const port = await freePort()
  const closing = opened.move()
  return {
    folder,
    start: (script) => start(folder, script, port),
    run,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

async function start(folder: string, script: string, port: number): Promise<StartedExample> {
  // As at its first start.
  for (const file of globSync(['*.db*', 'intuit.json'], { cwd: folder })) await rm(path.join(folder, file))
  const origin = `http://localhost:${port}`
  const child = spawn('npm', ['run', script], {
    cwd: folder,
    env: {
      ...shellVariables(),
      NEXT_TELEMETRY_DISABLED: '1',
      BETTER_AUTH_TELEMETRY: '0',
      PORT: String(port),
      INTUIT_REDIRECT_URI: `${origin}/api/quickbooks/callback`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, as a terminal gives it.
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  // Its output is closed by the last of all that it started.
  const closed = once(child, 'close').then(() => output)
  let isKilled = false
  const end = async (signal: NodeJS.Signals) => {
    signalGroup(child, signal)
    const timer = setTimeout(() => {
      isKilled = true
      signalGroup(child, 'SIGKILL')
    }, END_PATIENCE_MS)
    await closed.finally(() => clearTimeout(timer))
    return output
  }
  try {
    await answers(origin, closed, () => output)
  } catch (error) {
    await end('SIGKILL')
    throw error
  }
  return {
    origin,
    printed: () => output,
    interrupt: async () => {
      await end('SIGINT')
      if (isKilled) throw new Error(`It did not end by Ctrl+C.\n${output}`)
      return output
    },
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  }
}

/** To the whole group; nothing where it has ended. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** @throws Error with its output where it ends first, or does not answer in time */
async function answers(origin: string, closed: Promise<string>, output: () => string): Promise<void> {
  const deadline = performance.now() + START_PATIENCE_MS
  let hasEnded = false
  void closed.then(() => {
    hasEnded = true
  })
  const isUp = () =>
    fetch(origin, { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await isUp())) {
    if (hasEnded) throw new Error(`It has ended.\n${output()}`)
    if (performance.now() > deadline) throw new Error(`It does not answer at ${origin}.\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
}
