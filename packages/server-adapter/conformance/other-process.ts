// Starts another process on a ground, and hears what it says.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { extname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { StoreGround } from './store-ground.ts'
import type { StoreJob } from './store-process.ts'

/** How long it may take to say something or to end on a busy machine, ms. */
const PATIENCE_MS = 30_000

/** A process that waits for `go`. */
export interface OtherProcess {
  /** What it has said so far. */
  readonly lines: readonly string[]
  go(): void
  /** Resolves when it has said so many lines that begin so. */
  said(beginning: string, times?: number): Promise<void>
  /** Resolves to its exit code; null where it was killed. */
  ended(): Promise<number | null>
  /** Does nothing where it has ended. */
  kill(): Promise<void>
  /** For example SIGSTOP, SIGCONT. */
  signal(name: NodeJS.Signals): void
}

/** Starts it; resolves when it is ready to go. */
export async function otherProcess(ground: StoreGround, job: StoreJob): Promise<OtherProcess> {
  if (!ground.elsewhere) throw new Error('This ground cannot be reached from another process.')
  const { module, place } = ground.elsewhere
  const script = fileURLToPath(new URL(`./store-process${extname(import.meta.url)}`, import.meta.url))
  const argv = [
    '--conditions=source',
    '--disable-warning=ExperimentalWarning',
    script,
    module,
    place,
    JSON.stringify(job),
  ]
  const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'inherit'] })
  const started = listen(child)
  try {
    await started.said('ready')
    return started
  } catch (error) {
    await started.kill()
    throw error
  }
}

function listen(child: ChildProcess): OtherProcess {
  const { stdin, stdout } = child
  if (!stdin || !stdout) throw new Error('The other process has no pipes.')
  const lines: string[] = []
  createInterface(stdout).on('line', (line) => lines.push(line))
  // What it said last comes before the end of its pipes, not of the process itself.
  const closed = once(child, 'close').then(([code]) => code as number | null)
  let end: { readonly code: number | null } | null = null
  const over = (code: number | null) => {
    end = { code }
  }
  closed.then(over, () => over(null))
  const count = (beginning: string) => lines.filter((line) => line.startsWith(beginning)).length
  const soon = (message: string) => ({ timeout: PATIENCE_MS, interval: 5, message })
  return {
    lines,
    go: () => stdin.write('go\n'),
    async said(beginning, times = 1) {
      const isOver = () => end !== null || count(beginning) >= times
      await expect.poll(isOver, soon(`the other process says "${beginning}"`)).toBe(true)
      if (count(beginning) < times) throw new Error(`The other process ended before it said "${beginning}".`)
    },
    async ended() {
      await expect.poll(() => end, soon('the other process ends')).not.toBeNull()
      return await closed
    },
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill('SIGKILL')
      await closed
    },
  }
}
