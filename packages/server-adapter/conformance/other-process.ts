// Starts another process on a ground, and hears what it says.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { extname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { StoreGround } from './store-ground.ts'
import type { StoreJob } from './store-process.ts'

/** A process that waits for `go`. */
export interface OtherProcess {
  /** What it has said so far. */
  readonly lines: readonly string[]
  go(): void
  /** Resolves when it has said so many lines that begin so. */
  said(beginning: string, times?: number): Promise<void>
  /** Resolves to its exit code; null where it was killed. */
  readonly ended: Promise<number | null>
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
  const process_ = listen(child)
  await process_.said('ready')
  return process_
}

function listen(child: ChildProcess): OtherProcess {
  const { stdin, stdout } = child
  if (!stdin || !stdout) throw new Error('The other process has no pipes.')
  const lines: string[] = []
  const reader = createInterface(stdout)
  reader.on('line', (line) => lines.push(line))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const count = (beginning: string) => lines.filter((line) => line.startsWith(beginning)).length
  return {
    lines,
    ended,
    go: () => stdin.write('go\n'),
    async said(beginning, times = 1) {
      while (count(beginning) < times) {
        const over = await Promise.race([once(reader, 'line').then(() => false), ended.then(() => true)])
        if (over && count(beginning) < times)
          throw new Error(`The other process ended before it said "${beginning}".`)
      }
    },
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
