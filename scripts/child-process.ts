// Child processes that are sure to end.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** How long a child may take to close what it has open. */
const PATIENCE_MS = 10_000

/**
 * Asks a child to end by `signal`, kills it where it has not done so after `patienceMs`, and resolves once it is gone.
 * Does nothing with a child that has ended or never started.
 */
export async function endChild(
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGTERM',
  patienceMs = PATIENCE_MS,
): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.ref()
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await exited
  clearTimeout(timer)
}
