// A command that runs beside the simulator, and for which the simulator is there: `mooring-simulator -- npm run dev`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import os from 'node:os'

/**
 * Runs a command until it ends by itself or by a signal to this process.
 * @param env what the command finds in its environment
 * @returns its exit code; 128 and the signal's number where a signal ended it
 * @throws Error where it can't be started
 */
export async function runBeside(
  [command = '', ...words]: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const isWindows = process.platform === 'win32'
  const child = spawn(command, words, { stdio: 'inherit', env, shell: isWindows })
  const pass = (signal: NodeJS.Signals) => {
    // Ctrl+C in a terminal reaches the command by itself, and a second one often means "at once".
    if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass)
  try {
    const [code, signal]: [number | null, NodeJS.Signals | null] = await once(child, 'exit').then(
      ([first, second]) => [first, second],
    )
    return code ?? 128 + (signal === null ? 0 : os.constants.signals[signal])
  } catch (error) {
    throw new Error(`"${command}" could not be started.`, { cause: error })
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, pass)
  }
}
