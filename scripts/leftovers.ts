// Processes that a test run started and that are still there after it, found by a variable in their environment.
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** The environment variable that every process of a run inherits. */
export const RUN_VARIABLE = 'MOORING_TEST_RUN'

/**
 * What the variable says in the processes of `run`. A run within a run belongs to both: what ends the outer one ends all of it.
 * @param outer the starter's own
 */
export const markOf = (run: string, outer = process.env[RUN_VARIABLE]): string =>
  outer ? `${outer}:${run}` : run

/** @param variable one of an environment, as in `NAME=value` */
const marks = (variable: string, run: string): boolean =>
  variable.startsWith(`${RUN_VARIABLE}=`) &&
  variable
    .slice(RUN_VARIABLE.length + 1)
    .split(':')
    .includes(run)

/** How long a process may take to end after SIGTERM before it is killed. */
const PATIENCE_MS = 1_000

export interface RunningProcess {
  readonly pid: number
  /** Its program and arguments, cut to a line. */
  readonly command: string
}

/**
 * The processes whose environment names this run, without the caller's own.
 * Linux and macOS show the environment of one's own processes; elsewhere the list is empty.
 */
export async function processesOfRun(run: string): Promise<RunningProcess[]> {
  const found =
    process.platform === 'linux'
      ? await fromProc(run)
      : process.platform === 'darwin'
        ? await fromPs(run)
        : []
  return found.filter(({ pid }) => pid !== process.pid)
}

async function fromProc(run: string): Promise<RunningProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid) => {
      const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
      if (!(await read('environ')).split('\0').some((variable) => marks(variable, run))) return []
      const isZombie = /^\d+ \(.*\) [ZX]/s.test(await read('stat'))
      return isZombie
        ? []
        : [{ pid: Number(pid), command: line((await read('cmdline')).split('\0').join(' ')) }]
    }),
  )
  return found.flat()
}

async function fromPs(run: string): Promise<RunningProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-E', '-ww', '-o', 'pid=,command='], {
    maxBuffer: 64 * 1024 * 1024,
    // Without the mark, which this process may have itself.
    env: { PATH: process.env.PATH },
  })
  return stdout.split('\n').flatMap((row) => {
    const [, pid, command = ''] = /^ *(\d+) (.*)$/.exec(row) ?? []
    const isOfRun = command.split(' ').some((variable) => marks(variable, run))
    return pid !== undefined && isOfRun ? [{ pid: Number(pid), command: line(command) }] : []
  })
}

const line = (command: string) => command.trim().slice(0, 160)

/**
 * Waits at most `graceMs` for a run's processes to be gone, ends those that are not, and resolves to these.
 * A process that ignores SIGTERM is killed.
 */
export async function endLeftovers(run: string, graceMs = 2_000): Promise<RunningProcess[]> {
  const left = await waitForNone(run, graceMs)
  if (left.length === 0) return []
  for (const { pid } of left) kill(pid, 'SIGTERM')
  for (const { pid } of await waitForNone(run, PATIENCE_MS)) kill(pid, 'SIGKILL')
  await waitForNone(run, PATIENCE_MS)
  return left
}

async function waitForNone(run: string, patienceMs: number): Promise<RunningProcess[]> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const left = await processesOfRun(run)
    if (left.length === 0 || performance.now() > deadline) return left
    await sleep(100)
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended in the meantime.
  }
}
