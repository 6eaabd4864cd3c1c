// The examples in Python, run by the machine's own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { endChild } from '../../../scripts/child-process.ts'

const RUN_MS = 20_000
export const NO_PYTHON = 'No python3 of 3.8 or later is here: the example was not tried.'

export const pythonExample = (name: string): string =>
  fileURLToPath(new URL(`../../../docs/examples/${name}`, import.meta.url))

export async function hasPython(): Promise<boolean> {
  const asked = spawn('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))'], {
    stdio: 'ignore',
  })
  return await Promise.race([
    once(asked, 'exit').then(([code]) => code === 0),
    once(asked, 'error').then(() => false),
  ])
}

/** Runs an example to its end. */
export async function runPython(
  name: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; said: string }> {
  const child = spawn('python3', [pythonExample(name), ...words], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  try {
    const [code] = await once(child, 'close', { signal: AbortSignal.timeout(RUN_MS) })
    return { code, said }
  } finally {
    await endChild(child, 'SIGKILL')
  }
}
