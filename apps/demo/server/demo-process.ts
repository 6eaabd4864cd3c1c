// The demo as a process of its own, for tests: started, listened to, ended.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

export interface DemoProcess {
  process: ChildProcess
  /** Resolves with all it said once it has said this. */
  until(words: string): Promise<string>
  /** Resolves with its address once it is up. */
  up(): Promise<string>
  /** Ends it and resolves once it is gone. */
  end(signal: NodeJS.Signals): Promise<void>
  ended: Promise<{ code: number | null; said: string }>
}

export const newFolder = () => mkdtempSync(path.join(os.tmpdir(), 'harborline-'))

/** Starts the demo on ports and a file of its own, but for what `env` says. */
export function startDemo(env: Record<string, string>, ...words: string[]): DemoProcess {
  const surroundings = {
    MOORING_DB: path.join(newFolder(), 'mooring.db'),
    PORT: '0',
    SIMULATOR_PORT: '0',
    ...env,
  }
  const child = spawn(process.execPath, ['--conditions=source', MAIN, ...words], {
    env: { PATH: process.env.PATH, ...surroundings },
  })
  let said = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text
      for (const listener of listeners) listener()
    })
  }
  const until = (words: string) =>
    new Promise<string>((resolve) => {
      const look = () => said.includes(words) && resolve(said)
      listeners.add(look)
      look()
    })
  const ended = once(child, 'close').then(([code]) => ({ code, said }))
  return {
    process: child,
    until,
    up: async () => /Open (\S+)/.exec(await until('Open http'))?.[1] ?? '',
    end: async (signal) => {
      child.kill(signal)
      await ended
    },
    ended,
  }
}
